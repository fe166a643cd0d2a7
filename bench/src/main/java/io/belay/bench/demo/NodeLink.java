package io.belay.bench.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.belay.client.BelayClient;
import io.belay.client.BelayException;
import io.belay.client.Market;
import io.belay.client.OutcomeHandler;

/**
 * The trading process's connection to whichever node owns its markets. All its connections have one client id, so that
 * nodes know what it sent before.
 */
final class NodeLink implements AutoCloseable
{
    private static final long CONNECT_TIMEOUT_NS = 20_000_000_000L;
    private static final long MOVE_TIMEOUT_NS = 60_000_000_000L;
    private static final long ASK_TIMEOUT_NS = 2_000_000_000L;
    private static final long OWNERSHIP_TIMEOUT_NS = 5_000_000_000L;
    private static final long ASK_INTERVAL_NS = 1_000_000;

    private final TraderConfig config;
    private final OutcomeHandler handler;
    private final List<Market> markets = new ArrayList<>();
    private String node;
    private BelayClient client;

    NodeLink(final TraderConfig config, final OutcomeHandler handler)
    {
        this.config = config;
        this.handler = handler;
        node = config.node();
    }

    BelayClient client()
    {
        return client;
    }

    /** In the order of the configuration; of the present connection. */
    Market market(final int index)
    {
        return markets.get(index);
    }

    /** Connects to the node that owns the markets at the start. */
    void connect()
    {
        client = BelayClient.connect(context(CONNECT_TIMEOUT_NS));
        openMarkets();
    }

    /** Gives the connection up, whereby all in flight becomes UNKNOWN, and finds the node that owns the markets now. */
    void move()
    {
        close();
        final long deadlineNs = System.nanoTime() + MOVE_TIMEOUT_NS;
        do
        {
            node = node.equals(config.node()) ? config.otherNode() : config.node();
        }
        while (!isMovedToNode() && System.nanoTime() - deadlineNs < 0);

        if (null == client)
        {
            throw new TraderException("no node takes appends to " + config.markets() + " for " +
                MOVE_TIMEOUT_NS / 1_000_000_000L + " s");
        }
    }

    /** Asks for the markets once more: what was sent again under old sequences moves the next sequence behind them. */
    void openMarkets()
    {
        markets.clear();
        for (final String name : config.markets())
        {
            markets.add(client.market(name));
        }
    }

    private boolean isMovedToNode()
    {
        try
        {
            client = BelayClient.connect(context(ASK_TIMEOUT_NS));
            if (isOwnerSoon())
            {
                return true;
            }
        }
        catch (final BelayException ignore)
        {
            // It is dead, or dies, or does not answer in time: the other one may.
        }

        close();

        return false;
    }

    /** A node is promoted while this process asks it already. */
    private boolean isOwnerSoon()
    {
        final long deadlineNs = System.nanoTime() + OWNERSHIP_TIMEOUT_NS;
        while (System.nanoTime() - deadlineNs < 0)
        {
            try
            {
                openMarkets();

                return true;
            }
            catch (final BelayException ex)
            {
                if (BelayException.Code.NOT_OWNER != ex.code())
                {
                    throw ex;
                }

                LockSupport.parkNanos(ASK_INTERVAL_NS);
            }
        }

        return false;
    }

    private BelayClient.Context context(final long connectTimeoutNs)
    {
        return new BelayClient.Context()
            .aeronDirectoryName(config.aeronDirectory())
            .node(node)
            .clientId(config.clientId())
            .clientName("demo-trader")
            .window(config.window())
            .outcomeTimeoutNs(config.outcomeTimeoutNs())
            .connectTimeoutNs(connectTimeoutNs)
            .outcomeHandler(handler);
    }

    @Override
    public void close()
    {
        if (null != client)
        {
            client.close();
            client = null;
        }
    }
}

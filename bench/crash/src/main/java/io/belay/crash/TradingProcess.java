package io.belay.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

import io.belay.bench.flow.MarketFlows;
import io.belay.bench.flow.OrderEvent;
import io.belay.client.BelayClient;
import io.belay.client.BelayException;
import io.belay.client.Market;
import io.belay.client.Outcome;
import io.belay.client.OutcomeHandler;
import io.belay.wire.Crc32c;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Appends order events for as long as it is wanted, writes down each before it is sent and each outcome before anything
 * else, and connects again whenever its node or driver was lost. An append is never repeated: what became of one that
 * ended UNKNOWN is for the journals to say. Of one thread.
 */
final class TradingProcess implements OutcomeHandler
{
    /** Longest append. */
    static final int LENGTH_MAX = 8192;

    private static final int WINDOW = 256;
    private static final int BATCH_MAX = 32;
    private static final long PATIENCE_NS = 2_000_000_000L;
    private static final long PAUSE_NS = 5_000_000L;
    private static final long IDLE_NS = 100_000L;

    private final String aeronDirectory;
    private final String node;
    private final List<String> names;
    private final MarketFlows flows;
    private final History history;
    private final SplittableRandom random;
    private final long intervalNs;
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[LENGTH_MAX]);
    private final Crc32c crc = new Crc32c();
    private final int[] indexes = new int[WINDOW];
    private final List<Market> markets = new ArrayList<>();
    private BelayClient client;
    private long nextNs = System.nanoTime();
    private long number;
    private boolean isHeadReady;
    private int headLength;

    /**
     * @param aeronDirectory of the driver that its node uses.
     * @param node           to append to.
     * @param names          of its markets.
     * @param flows          one a market.
     * @param history        where it writes.
     * @param random         for the lengths of appends.
     * @param ratePerSecond  of appends.
     * @param firstNumber    of its events.
     */
    TradingProcess(
        final String aeronDirectory, final String node, final List<String> names, final MarketFlows flows,
        final History history, final SplittableRandom random, final int ratePerSecond, final long firstNumber)
    {
        this.aeronDirectory = aeronDirectory;
        this.node = node;
        this.names = names;
        this.flows = flows;
        this.history = history;
        this.random = random;
        intervalNs = 1_000_000_000L / ratePerSecond;
        number = firstNumber;
    }

    void run()
    {
        while (History.Wish.END != history.wish())
        {
            try
            {
                if (null == client)
                {
                    connect();
                }

                trade();
            }
            catch (final BelayException ex)
            {
                LockSupport.parkNanos(PAUSE_NS);
            }
            finally
            {
                disconnect();
            }
        }
    }

    private void connect()
    {
        client = BelayClient.connect(new BelayClient.Context()
            .aeronDirectoryName(aeronDirectory)
            .node(node)
            .window(WINDOW)
            .outcomeTimeoutNs(PATIENCE_NS)
            .connectTimeoutNs(PATIENCE_NS)
            .outcomeHandler(this));
        markets.clear();
        for (final String name : names)
        {
            markets.add(client.market(name));
        }

        history.connected();
    }

    private void disconnect()
    {
        if (null != client)
        {
            client.close(); // What is in flight ends UNKNOWN here, and is heard.
            client = null;
        }

        history.isAtRest(true);
    }

    private void trade()
    {
        while (client.isUsable() && History.Wish.END != history.wish())
        {
            final History.Wish wish = history.wish();
            int work = client.poll();
            if (History.Wish.REST == wish)
            {
                history.isAtRest(0 == client.inFlight());
            }
            else
            {
                history.isAtRest(false);
                work += send(History.Wish.HURRY == wish);
            }

            if (0 == work)
            {
                LockSupport.parkNanos(IDLE_NS);
            }
        }
    }

    private int send(final boolean isHurried)
    {
        int sent = 0;
        while (sent < BATCH_MAX && !history.isFull() && System.nanoTime() - nextNs >= 0 && append(isHurried))
        {
            nextNs = isHurried ? System.nanoTime() : Math.max(nextNs, System.nanoTime() - PAUSE_NS) + intervalNs;
            sent++;
        }

        return sent;
    }

    private boolean append(final boolean isHurried)
    {
        takeHead(isHurried);
        final Market market = markets.get(flows.market());
        final long sequence = market.claim(headLength);
        if (Market.TRY_LATER == sequence)
        {
            return false;
        }

        market.buffer().putBytes(market.offset(), bytes, 0, headLength);
        indexes[(int)sequence & WINDOW - 1] = history.sent(client.clientId(), sequence, market.id(),
            flows.event().number(), crc.compute(bytes, 0, headLength), System.nanoTime());
        market.commit();
        isHeadReady = false;

        return true;
    }

    /** The next event, with an attachment of seeded bytes behind it: most have none, a few are long. */
    private void takeHead(final boolean isHurried)
    {
        if (isHeadReady)
        {
            return;
        }

        flows.advance();
        flows.event().number(number++);
        flows.event().copyTo(bytes, 0);
        headLength = isHurried ? LENGTH_MAX :
            0 == random.nextInt(8) ? random.nextInt(OrderEvent.LENGTH, LENGTH_MAX) : OrderEvent.LENGTH;
        for (int i = OrderEvent.LENGTH; i < headLength; i++)
        {
            bytes.putByte(i, (byte)(number * 31 + i));
        }

        isHeadReady = true;
    }

    @Override
    public void onOutcome(final Outcome outcome)
    {
        final Fate fate = outcome.isDurable() ? Fate.DURABLE : outcome.isRefused() ? Fate.REFUSED : Fate.UNKNOWN;
        history.ended(indexes[(int)outcome.clientSequence() & WINDOW - 1], fate, outcome.txid(), outcome.epoch(),
            outcome.hlc(), System.nanoTime());
        if (!outcome.isDurable())
        {
            nextNs = System.nanoTime() + PAUSE_NS; // Else a node that refuses would be all that it talks to.
        }
    }
}

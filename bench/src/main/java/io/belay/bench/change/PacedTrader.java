package io.belay.bench.change;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

import io.belay.client.BelayClient;
import io.belay.client.BelayException;
import io.belay.client.Market;
import io.belay.client.Outcome;
import io.belay.client.OutcomeKind;
import io.belay.client.RefusalCode;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A trading process that appends at a fixed rate and goes where the market goes. It notes the longest time without an
 * acknowledgement. What is refused because another node owns the market by then is appended there; anything else that
 * is not DURABLE counts as an error.
 */
final class PacedTrader implements Runnable
{
    private static final int IN_FLIGHT_MAX = 1024;
    private static final long IDLE_NS = 20_000;
    private static final long DRAIN_NS = 5_000_000_000L;

    private final String marketName;
    private final long intervalNs;
    private final UnsafeBuffer payload;
    private final Map<String, BelayClient> clients = new HashMap<>();
    private final Deque<Long> again = new ArrayDeque<>();
    private final Map<String, Long> endings = new TreeMap<>();
    private String at;
    private Market market;
    private long lastAckNs;
    private long longestNs;
    private long firstAckNs;
    private volatile boolean isRunning = true;
    private volatile Throwable failure;
    private volatile long durable;
    private volatile long errors;
    private volatile long moved;

    PacedTrader(final String marketName, final int rate, final int bytes)
    {
        this.marketName = marketName;
        intervalNs = 1_000_000_000L / rate;
        payload = new UnsafeBuffer(new byte[bytes]);
    }

    /** Before it runs. */
    void connect(final String node, final BelayClient.Context context)
    {
        clients.put(node, BelayClient.connect(context.outcomeHandler((outcome) -> onOutcome(node, outcome))));
    }

    /** Before it runs: who owns the market. */
    void begin(final String owner)
    {
        at = owner;
        market = clients.get(owner).market(marketName);
        lastAckNs = System.nanoTime();
    }

    private synchronized void onOutcome(final String node, final Outcome outcome)
    {
        if (OutcomeKind.DURABLE == outcome.kind())
        {
            final long nowNs = System.nanoTime();
            longestNs = Math.max(longestNs, nowNs - lastAckNs);
            lastAckNs = nowNs;
            firstAckNs = 0 == firstAckNs ? nowNs : firstAckNs;
            durable++;
        }
        else if (RefusalCode.NOT_OWNER == outcome.code() && OutcomeKind.REFUSED == outcome.kind())
        {
            moved++;
            again.add(outcome.clientSequence());
            if (node.equals(at))
            {
                market = null;
            }
        }
        else
        {
            errors++;
            endings.merge(outcome.kind() + " " + outcome.code(), 1L, Long::sum);
        }
    }

    /** The longest time without an acknowledgement since the last call, and up to now. */
    synchronized long takeLongestNs()
    {
        final long nowNs = System.nanoTime();
        final long taken = Math.max(longestNs, nowNs - lastAckNs);
        longestNs = 0;
        lastAckNs = nowNs;
        firstAckNs = 0;

        return taken;
    }

    /** When the first acknowledgement came since the last call of {@link #takeLongestNs}, 0 when none did. */
    synchronized long firstAckNs()
    {
        return firstAckNs;
    }

    long durable()
    {
        return durable;
    }

    long errors()
    {
        return errors;
    }

    /** How those ended that were neither durable nor moved. */
    synchronized Map<String, Long> endings()
    {
        return new TreeMap<>(endings);
    }

    long moved()
    {
        return moved;
    }

    Throwable failure()
    {
        return failure;
    }

    void stop()
    {
        isRunning = false;
    }

    @Override
    public void run()
    {
        try
        {
            trade();
            drain();
        }
        catch (final RuntimeException ex)
        {
            failure = ex;
        }
        finally
        {
            clients.values().forEach(BelayClient::close);
        }
    }

    /** What is in flight is answered before the clients close. */
    private void drain()
    {
        final long startNs = System.nanoTime();
        while (clients.values().stream().anyMatch((client) -> client.inFlight() > 0) &&
            System.nanoTime() - startNs < DRAIN_NS)
        {
            clients.values().forEach(BelayClient::poll);
        }
    }

    private void trade()
    {
        long dueNs = System.nanoTime();
        while (isRunning)
        {
            int work = 0;
            for (final BelayClient client : clients.values())
            {
                work += client.poll();
            }

            if (null == market)
            {
                findOwner();
            }
            else if (!again.isEmpty())
            {
                if (Market.TRY_LATER != market.append(payload, 0, payload.capacity()))
                {
                    again.poll();
                }
            }
            else if (System.nanoTime() - dueNs >= 0 && clients.get(at).inFlight() < IN_FLIGHT_MAX &&
                Market.TRY_LATER != market.append(payload, 0, payload.capacity()))
            {
                dueNs += intervalNs;
                work++;
            }

            if (0 == work)
            {
                LockSupport.parkNanos(IDLE_NS);
            }
        }
    }

    private void findOwner()
    {
        for (final Map.Entry<String, BelayClient> entry : clients.entrySet())
        {
            try
            {
                market = entry.getValue().market(marketName);
                at = entry.getKey();

                return;
            }
            catch (final BelayException ex)
            {
                if (BelayException.Code.NOT_OWNER != ex.code())
                {
                    throw ex;
                }
            }
        }
    }
}

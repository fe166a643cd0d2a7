package io.belay.bench.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.belay.bench.flow.MarketFlows;
import io.belay.bench.flow.OrderEvent;
import io.belay.bench.flow.Pace;
import io.belay.bench.latency.LatencyLog;
import io.belay.client.BelayClient;
import io.belay.client.Market;
import io.belay.client.Outcome;
import io.belay.client.OutcomeHandler;
import io.belay.client.RefusalCode;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The sample trading process: appends each event, and follows it in its books when it is acknowledged, not before.
 * <p>
 * Of one thread, but for {@link #ackedCount()}. What was refused is appended again, with a new client sequence. What
 * ended UNKNOWN is counted and left; the demo then fails, since it cannot tell what the journals should hold.
 */
final class Trader implements OutcomeHandler
{
    private static final long GO_LIVE_TIMEOUT_NS = 30_000_000_000L;
    private static final int SEND_BATCH_MAX = 64;
    private static final long NOT_STARTED = Long.MIN_VALUE;

    private final MarketFlows flows;
    private final Pace pace;
    private final int count;
    private final int warmup;
    private final AckedFile acked;
    private final LatencyLog latencies;
    private final IdleStrategy idle;
    private final Books books;
    private final PendingEvents pending;
    private final OrderEvent event = new OrderEvent();
    private final Deque<Resend> resends = new ArrayDeque<>();
    private final long[] lastTxids;

    private BelayClient client;
    private List<Market> markets = List.of();
    private int taken;
    private boolean isHeadWaiting;
    private long headDueNs;
    private long flowStartNs = NOT_STARTED;
    private int unknownCount;
    private long refusedCount;
    private long disorderedCount;
    private long measuredCount;
    private long lastOutcomeNs;
    private RefusalCode fatalCode = RefusalCode.NONE;
    private volatile int ackedCount;

    /** An event that was refused. */
    private record Resend(UnsafeBuffer bytes, int market, long dueNs)
    {
    }

    Trader(
        final TraderConfig config,
        final MarketFlows flows,
        final AckedFile acked,
        final LatencyLog latencies,
        final IdleStrategy idle)
    {
        this.flows = flows;
        this.acked = acked;
        this.latencies = latencies;
        this.idle = idle;
        pace = config.pace();
        count = config.count();
        warmup = config.warmup();
        books = new Books(config.markets());
        pending = new PendingEvents(config.window());
        lastTxids = new long[config.markets().size()];
    }

    /** Events acknowledged so far. Any thread may ask. */
    int ackedCount()
    {
        return ackedCount;
    }

    TraderResult run(final BelayClient connected, final List<Market> opened)
    {
        client = connected;
        markets = opened;
        goLive();
        final int prelude = taken;
        final long startNs = System.nanoTime();
        lastOutcomeNs = startNs;
        while (ackedCount + unknownCount < count)
        {
            final int workCount = client.poll() + resend() + send(startNs, prelude);
            if (RefusalCode.NONE != fatalCode)
            {
                throw new TraderException("the node refuses appends: " + fatalCode);
            }

            idle.idle(workCount);
        }

        final long elapsedNs = Math.max(1, lastOutcomeNs - startNs);

        return new TraderResult(
            ackedCount,
            unknownCount,
            refusedCount,
            disorderedCount,
            measuredCount,
            elapsedNs,
            (count - prelude) * 1e9 / elapsedNs,
            books.stateHash(),
            books.orderCount());
    }

    /**
     * Appends one event after the other until each market has acknowledged one: a market is live a moment after its nodes
     * are. Every one counts in the checks, none in the latencies.
     */
    private void goLive()
    {
        final boolean[] isLive = new boolean[markets.size()];
        final long deadlineNs = System.nanoTime() + GO_LIVE_TIMEOUT_NS;
        int live = 0;
        while (live < isLive.length && taken < count)
        {
            flows.advance();
            final int market = flows.market();
            final Outcome outcome = appendUntilTaken(market, deadlineNs);
            onOutcome(outcome);
            if (outcome.isDurable() && !isLive[market])
            {
                isLive[market] = true;
                live++;
            }
        }
    }

    private Outcome appendUntilTaken(final int market, final long deadlineNs)
    {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[OrderEvent.LENGTH]);
        flows.event().copyTo(bytes, 0);
        while (true)
        {
            final Outcome outcome = markets.get(market).appendAndAwait(bytes, 0, OrderEvent.LENGTH);
            if (!outcome.isRefused())
            {
                pending.put(outcome.clientSequence(), flows.event(), market, outcome.appendTimeNs());
                taken++;

                return outcome;
            }

            if (System.nanoTime() - deadlineNs > 0 || isFatal(outcome.code()))
            {
                throw new TraderException("market " + markets.get(market).name() + " did not come to life within " +
                    GO_LIVE_TIMEOUT_NS / 1_000_000_000L + " s; the last append was refused: " + outcome.code());
            }
        }
    }

    private int send(final long startNs, final int prelude)
    {
        int sent = 0;
        final long nowNs = System.nanoTime();
        while (sent < SEND_BATCH_MAX && takeHead(startNs, prelude) &&
            (!pace.isOpenLoop() || headDueNs - nowNs <= 0) && append())
        {
            sent++;
        }

        return sent;
    }

    /** Has the next event ready, unless all were sent. */
    private boolean takeHead(final long startNs, final int prelude)
    {
        if (!isHeadWaiting && taken < count)
        {
            flows.advance();
            if (NOT_STARTED == flowStartNs)
            {
                flowStartNs = flows.timeNs();
            }

            headDueNs = startNs + pace.dueNs(taken - prelude, flows.timeNs() - flowStartNs);
            isHeadWaiting = true;
            taken++;
        }

        return isHeadWaiting;
    }

    private boolean append()
    {
        final Market market = markets.get(flows.market());
        final long sequence = market.claim(OrderEvent.LENGTH);
        if (Market.TRY_LATER == sequence)
        {
            return false;
        }

        flows.event().copyTo(market.buffer(), market.offset());
        pending.put(sequence, flows.event(), flows.market(), pace.isOpenLoop() ? headDueNs : System.nanoTime());
        market.commit();
        isHeadWaiting = false;

        return true;
    }

    private int resend()
    {
        final Resend next = resends.peek();
        if (null == next)
        {
            return 0;
        }

        event.wrap(next.bytes, 0);
        final long sequence = markets.get(next.market).append(next.bytes, 0, OrderEvent.LENGTH);
        if (Market.TRY_LATER == sequence)
        {
            return 0;
        }

        pending.put(sequence, event, next.market, next.dueNs);
        resends.remove();

        return 1;
    }

    @Override
    public void onOutcome(final Outcome outcome)
    {
        final long sequence = outcome.clientSequence();
        lastOutcomeNs = outcome.receiveTimeNs();
        if (outcome.isDurable())
        {
            onDurable(outcome, sequence);
        }
        else if (outcome.isRefused())
        {
            refusedCount++;
            final UnsafeBuffer bytes = new UnsafeBuffer(new byte[OrderEvent.LENGTH]);
            bytes.putBytes(0, pending.buffer(), pending.offset(sequence), OrderEvent.LENGTH);
            resends.add(new Resend(bytes, pending.market(sequence), pending.dueNs(sequence)));
            fatalCode = isFatal(outcome.code()) ? outcome.code() : fatalCode;
        }
        else
        {
            unknownCount++;
        }
    }

    private void onDurable(final Outcome outcome, final long sequence)
    {
        final int market = pending.market(sequence);
        if (outcome.txid() <= lastTxids[market])
        {
            disorderedCount++;
        }

        lastTxids[market] = outcome.txid();
        acked.add(outcome.market().id(), outcome.txid(), client.clientId(), sequence, pending.buffer(),
            pending.offset(sequence));
        event.wrap(pending.buffer(), pending.offset(sequence));
        books.apply(outcome.market().id(), event);
        if (event.number() >= warmup)
        {
            latencies.record(outcome, pending.dueNs(sequence));
            measuredCount++;
        }

        ackedCount = acked.count();
    }

    /** Whether trying again is of no use. */
    private static boolean isFatal(final RefusalCode code)
    {
        return RefusalCode.NO_QUORUM != code && RefusalCode.WINDOW_FULL != code;
    }
}

package io.belay.bench.demo;

import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

import io.belay.bench.flow.MarketFlows;
import io.belay.bench.flow.OrderEvent;
import io.belay.bench.flow.Pace;
import io.belay.bench.latency.LatencyLog;
import io.belay.client.BelayException;
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
 * ended UNKNOWN is sent again under its first sequence before anything else, next to the node that owns the markets
 * then, when the demo has a fault in store; otherwise it is counted and left, and the demo fails.
 */
final class Trader implements OutcomeHandler
{
    private static final long GO_LIVE_TIMEOUT_NS = 30_000_000_000L;
    private static final long SILENCE_NS_MAX = 90_000_000_000L;
    private static final long REFUSED_INTERVAL_NS = 5_000_000;
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
    private final Deque<Unsettled.Sent> resends = new ArrayDeque<>();
    private final Unsettled unsettled = new Unsettled();
    private final Pauses pauses = new Pauses(System.nanoTime());
    private final Consumer<String> say;
    private final TraderConfig config;
    private final long[] lastTxids;

    private NodeLink link;
    private boolean isLinkLost;
    private boolean isBehindOthers;
    private boolean isRefusing;
    private long nextTryNs;
    private boolean isGateOpen;
    private long nextGateLookNs = System.nanoTime();
    private int taken;
    private boolean isHeadWaiting;
    private long headDueNs;
    private long flowStartNs = NOT_STARTED;
    private int unknownCount;
    private int aloneCount;
    private long refusedCount;
    private long disorderedCount;
    private long measuredCount;
    private long lastOutcomeNs;
    private RefusalCode fatalCode = RefusalCode.NONE;
    private volatile int ackedCount;

    Trader(
        final TraderConfig config,
        final MarketFlows flows,
        final AckedFile acked,
        final LatencyLog latencies,
        final IdleStrategy idle,
        final Consumer<String> say)
    {
        this.config = config;
        this.say = say;
        this.flows = flows;
        this.acked = acked;
        this.latencies = latencies;
        this.idle = idle;
        isGateOpen = Fault.NONE == config.fault();
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

    TraderResult run(final NodeLink connected)
    {
        link = connected;
        goLive();
        final int prelude = taken;
        final long startNs = System.nanoTime();
        lastOutcomeNs = startNs;
        pauses.restart(startNs);
        while (ackedCount + unknownCount < count)
        {
            idle.idle(work(startNs, prelude));
            requireSense();
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
            books.orderCount(),
            new Interruption(pauses.ackedBefore(), pauses.startNs(), pauses.endNs(), unsettled.sentAgainCount(),
                unsettled.repeatedCount(), aloneCount));
    }

    private int work(final long startNs, final int prelude)
    {
        try
        {
            final int workCount = link.client().poll();
            isLinkLost |= !link.client().isUsable();
            if (isLinkLost && config.isOwnerToChange())
            {
                move();
            }

            return workCount + settle() + resend() + send(startNs, prelude);
        }
        catch (final BelayException ex)
        {
            if (!config.isOwnerToChange() || isLinkLost)
            {
                throw ex;
            }

            isLinkLost = true;

            return 1;
        }
    }

    private void requireSense()
    {
        if (RefusalCode.NONE != fatalCode)
        {
            throw new TraderException("the node refuses appends: " + fatalCode);
        }

        if (config.isUnknownSentAgain() && System.nanoTime() - pauses.lastAckNs() > SILENCE_NS_MAX)
        {
            throw new TraderException("nothing was acknowledged for " + SILENCE_NS_MAX / 1_000_000_000L + " s");
        }
    }

    private void move()
    {
        pauses.onConnectionLost();
        say.accept(TraderCommand.LOST);
        link.move();
        isLinkLost = false;
        isBehindOthers = true;
    }

    /**
     * Sends again what nobody knows about. Nothing new is sent meanwhile: its sequences come behind, and the books
     * follow the order of the events.
     */
    private int settle()
    {
        int workCount = 0;
        for (var next = unsettled.next(); null != next && mayTry(); next = unsettled.next())
        {
            final Unsettled.Sent sent = next.getValue();
            if (Market.TRY_LATER == link.market(sent.market())
                .retry(next.getKey(), sent.bytes(), 0, OrderEvent.LENGTH))
            {
                return workCount;
            }

            pend(next.getKey(), sent);
            unsettled.onSent(next.getKey());
            workCount++;
        }

        if (isBehindOthers && unsettled.isEmpty())
        {
            link.openMarkets();
            isBehindOthers = false;
        }

        return workCount;
    }

    private void pend(final long sequence, final Unsettled.Sent sent)
    {
        event.wrap(sent.bytes(), 0);
        pending.put(sequence, event, sent.market(), sent.dueNs());
    }

    /** While appends are refused one is tried now and then: a node without its standby refuses a million a second. */
    private boolean mayTry()
    {
        if (!isRefusing)
        {
            return true;
        }

        final long nowNs = System.nanoTime();
        if (nowNs - nextTryNs < 0)
        {
            return false;
        }

        nextTryNs = nowNs + REFUSED_INTERVAL_NS;

        return true;
    }

    /**
     * Appends one event after the other until each market has acknowledged one: a market is live a moment after its nodes
     * are. Every one counts in the checks, none in the latencies.
     */
    private void goLive()
    {
        final boolean[] isLive = new boolean[lastTxids.length];
        final long deadlineNs = System.nanoTime() + GO_LIVE_TIMEOUT_NS;
        int live = 0;
        while (live < isLive.length && taken < count && unsettled.isEmpty())
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
            final Outcome outcome = link.market(market).appendAndAwait(bytes, 0, OrderEvent.LENGTH);
            if (!outcome.isRefused())
            {
                pending.put(outcome.clientSequence(), flows.event(), market, outcome.appendTimeNs());
                taken++;

                return outcome;
            }

            if (System.nanoTime() - deadlineNs > 0 || isFatal(outcome.code()))
            {
                throw new TraderException("market " + link.market(market).name() + " did not come to life within " +
                    GO_LIVE_TIMEOUT_NS / 1_000_000_000L + " s; the last append was refused: " + outcome.code());
            }
        }
    }

    private int send(final long startNs, final int prelude)
    {
        if (!resends.isEmpty() || !unsettled.isEmpty())
        {
            return 0;
        }

        int sent = 0;
        final long nowNs = System.nanoTime();
        while (sent < SEND_BATCH_MAX && takeHead(startNs, prelude) &&
            (!pace.isOpenLoop() || headDueNs - nowNs <= 0) && mayTry() && append())
        {
            sent++;
        }

        return sent;
    }

    /** Has the next event ready, unless all were sent. */
    private boolean takeHead(final long startNs, final int prelude)
    {
        if (!isHeadWaiting && taken < count && isGateOpen())
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

    /** The last part of the events waits for the fault, so that it happens in the middle on a slow machine too. */
    private boolean isGateOpen()
    {
        if (!isGateOpen && taken >= config.countBeforeFault())
        {
            final long nowNs = System.nanoTime();
            if (nowNs - nextGateLookNs >= 0)
            {
                nextGateLookNs = nowNs + REFUSED_INTERVAL_NS;
                isGateOpen = Files.exists(config.gate());
            }

            return isGateOpen;
        }

        return true;
    }

    private boolean append()
    {
        final Market market = link.market(flows.market());
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
        int sent = 0;
        for (var next = resends.peek(); null != next && unsettled.isEmpty() && mayTry(); next = resends.peek())
        {
            final long sequence = link.market(next.market()).append(next.bytes(), 0, OrderEvent.LENGTH);
            if (Market.TRY_LATER == sequence)
            {
                return sent;
            }

            pend(sequence, next);
            resends.remove();
            sent++;
        }

        return sent;
    }

    @Override
    public void onOutcome(final Outcome outcome)
    {
        final long sequence = outcome.clientSequence();
        final boolean isSentAgain = unsettled.onEnded(sequence, outcome.isRepeated());
        lastOutcomeNs = outcome.receiveTimeNs();
        if (outcome.isDurable())
        {
            onDurable(outcome, sequence);
        }
        else if (outcome.isRefused())
        {
            refusedCount++;
            isRefusing = true;
            fatalCode = isFatal(outcome.code()) ? outcome.code() : fatalCode;
            keep(sequence, isSentAgain);
        }
        else if (config.isUnknownSentAgain())
        {
            isLinkLost = config.isOwnerToChange();
            keep(sequence, true);
        }
        else
        {
            unknownCount++;
        }
    }

    /** What was refused was not appended by this attempt; if there was an earlier one, only its sequence finds that. */
    private void keep(final long sequence, final boolean isUnsettled)
    {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[OrderEvent.LENGTH]);
        bytes.putBytes(0, pending.buffer(), pending.offset(sequence), OrderEvent.LENGTH);
        final Unsettled.Sent sent =
            new Unsettled.Sent(bytes, pending.market(sequence), pending.dueNs(sequence));
        if (isUnsettled)
        {
            unsettled.add(sequence, sent);
        }
        else
        {
            resends.add(sent);
        }
    }

    private void onDurable(final Outcome outcome, final long sequence)
    {
        isRefusing = false;
        aloneCount += 1 == outcome.w() ? 1 : 0;
        if (pauses.onAck(outcome.receiveTimeNs()))
        {
            say.accept(TraderCommand.AGAIN);
        }

        final int market = pending.market(sequence);
        if (outcome.txid() <= lastTxids[market])
        {
            disorderedCount++;
        }

        lastTxids[market] = outcome.txid();
        acked.add(outcome.market().id(), outcome.txid(), config.clientId(), sequence, pending.buffer(),
            pending.offset(sequence));
        event.wrap(pending.buffer(), pending.offset(sequence));
        books.apply(outcome.market().id(), event);
        if (event.number() >= warmup && !outcome.isRepeated())
        {
            latencies.record(outcome, pending.dueNs(sequence));
            measuredCount++;
        }

        ackedCount = acked.count();
    }

    /** Whether trying again is of no use. */
    private static boolean isFatal(final RefusalCode code)
    {
        return RefusalCode.NO_QUORUM != code && RefusalCode.WINDOW_FULL != code && RefusalCode.CLOCK_CEILING != code;
    }
}

package io.belay.client;

import java.util.function.LongPredicate;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;

/**
 * The calls of a client that wait: they poll its session, on the caller's thread, until what they wait for is there.
 */
final class BlockingCalls
{
    private static final long RETRY_NS_MIN = 100_000;
    private static final long RETRY_NS_MAX = 50_000_000;

    /** Outcomes of other appends do not wait for longer than this while an append is to be tried again. */
    private static final long POLL_INTERVAL_NS = 1_000_000;

    private final Session session;
    private final BelayClient.Context context;
    private final NanoClock clock;
    private final Outcomes outcomes;

    BlockingCalls(
        final Session session, final BelayClient.Context context, final NanoClock clock, final Outcomes outcomes)
    {
        this.session = session;
        this.context = context;
        this.clock = clock;
        this.outcomes = outcomes;
    }

    /** Sends a question, then polls until its answer is there. */
    Answer ask(final Answer answer, final LongPredicate question, final long timeoutNs)
    {
        session.requireUsable();
        final long startNs = clock.nanoTime();
        final long correlationId = answer.ask();
        boolean isSent = false;
        while (true)
        {
            isSent = isSent || question.test(correlationId);
            final int count = session.poll();
            if (null != answer.code())
            {
                return answer;
            }
            session.requireUsable();
            if (clock.nanoTime() - startNs >= timeoutNs)
            {
                throw new BelayException(BelayException.Code.TIMEOUT, "the node did not answer; " +
                    Math.max(0, timeoutNs) / 1_000_000 + " ms were left of the connect timeout of " +
                    context.connectTimeoutNs / 1_000_000 + " ms. Look at 'belay status' and connect again");
            }
            context.idleStrategy.idle(count);
        }
    }

    /** Appends until it is not refused for want of room or of a quorum, or the time is up. */
    Outcome append(final Market market, final DirectBuffer buffer, final int offset, final int length)
    {
        final long startNs = clock.nanoTime();
        final long deadlineNs = startNs + context.outcomeTimeoutNs;
        long retryNs = RETRY_NS_MIN;
        Outcome last = null;
        do
        {
            final long sequence = session.append(market, buffer, offset, length);
            if (Market.TRY_LATER == sequence)
            {
                context.idleStrategy.idle(session.poll());
            }
            else
            {
                last = await(sequence);
                if (!mayBeTakenLater(last.code()))
                {
                    return last;
                }

                pause(Math.min(retryNs, deadlineNs - clock.nanoTime()));
                retryNs = Math.min(2 * retryNs, RETRY_NS_MAX);
            }
        }
        while (deadlineNs - clock.nanoTime() > 0);

        return null != last ? last : new Outcome().begin(
            market, 0, OutcomeKind.REFUSED, RefusalCode.WINDOW_FULL, startNs, clock.nanoTime());
    }

    private static boolean mayBeTakenLater(final RefusalCode code)
    {
        return RefusalCode.NO_QUORUM == code || RefusalCode.WINDOW_FULL == code;
    }

    /** The thread is parked, for a standby that is away comes back in seconds, not in microseconds. */
    private void pause(final long pauseNs)
    {
        final long untilNs = clock.nanoTime() + pauseNs;
        for (long leftNs = pauseNs; leftNs > 0; leftNs = untilNs - clock.nanoTime())
        {
            context.park.accept(Math.min(leftNs, POLL_INTERVAL_NS));
            session.poll();
        }
    }

    private Outcome await(final long sequence)
    {
        outcomes.await(sequence);
        try
        {
            int count = session.poll();
            while (null == outcomes.awaited())
            {
                context.idleStrategy.idle(count);
                count = session.poll();
            }

            return outcomes.awaited();
        }
        finally
        {
            outcomes.await(0);
        }
    }
}

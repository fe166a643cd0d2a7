package io.belay.driver;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Yields through the gaps of live traffic and parks when there is none: for drivers that share few cores.
 * <p>
 * A yield costs about a microsecond when no other thread wants the core and hands the core over when one does; so a
 * thread that yields neither starves others nor misses a message. Two thousand of them outlast the gaps of a stream
 * of 5,000 messages a second, whose answers would else each pay for a wake-up. After that the parks double up to a
 * millisecond, which is what the first message after a silence pays at most and what makes an idle driver all but free.
 * <p>
 * It has a constructor without arguments, so that it can be named in a properties file like Aeron's own strategies.
 */
public final class YieldThenPark implements IdleStrategy
{
    private static final long SPINS_MAX = 10;
    private static final long YIELDS_MAX = 2_000;
    private static final long PARK_MIN_NS = 1_000;
    private static final long PARK_MAX_NS = 1_000_000;

    private final BackoffIdleStrategy backoff =
        new BackoffIdleStrategy(SPINS_MAX, YIELDS_MAX, PARK_MIN_NS, PARK_MAX_NS);

    @Override
    public void idle(final int workCount)
    {
        backoff.idle(workCount);
    }

    @Override
    public void idle()
    {
        backoff.idle();
    }

    @Override
    public void reset()
    {
        backoff.reset();
    }

    @Override
    public String alias()
    {
        return "yield-then-park";
    }
}

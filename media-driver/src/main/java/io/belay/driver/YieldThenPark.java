package io.belay.driver;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Yields through the gaps of live traffic and parks when there is none: for threads that share few cores. Of one thread.
 * <p>
 * A yield costs about a microsecond when no other thread wants the core and hands the core over when one does; so a
 * thread that yields neither starves others nor misses a message. A millisecond of them outlasts the gaps of a stream
 * of 5,000 messages a second, whose answers would else each pay for a wake-up. It is a time and not a number of yields,
 * since what lies between two of them is a microsecond for an agent and five for a media driver. After that the parks
 * double up to a millisecond, which is what the first message after a silence pays at most and what makes an idle thread
 * all but free. That message may be a heartbeat, after which nothing comes: only when another one follows soon is there
 * traffic again, and until then the yields last for a tenth of their time.
 * <p>
 * It has a constructor without arguments, so that it can be named in a properties file like Aeron's own strategies.
 */
public final class YieldThenPark implements IdleStrategy
{
    static final long YIELD_NS = 1_000_000;
    static final long YIELD_AFTER_SILENCE_NS = YIELD_NS / 10;
    static final long PARK_NS_MIN = 1_000;
    static final long PARK_NS_MAX = 1_000_000;

    private final NanoClock clock;
    private final Runnable yielding;
    private final LongConsumer parking;
    private boolean isIdle;
    private long idleSinceNs;
    private long yieldNs = YIELD_NS;
    private long parkNs;

    /** Not idle. */
    public YieldThenPark()
    {
        this(SystemNanoClock.INSTANCE, YieldThenPark::giveWay, LockSupport::parkNanos);
    }

    YieldThenPark(final NanoClock clock, final Runnable yielding, final LongConsumer parking)
    {
        this.clock = clock;
        this.yielding = yielding;
        this.parking = parking;
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static void giveWay()
    {
        Thread.yield();
    }

    @Override
    public void idle(final int workCount)
    {
        if (workCount > 0)
        {
            reset();
        }
        else
        {
            idle();
        }
    }

    @Override
    public void idle()
    {
        if (0 != parkNs)
        {
            parking.accept(parkNs);
            parkNs = Math.min(2 * parkNs, PARK_NS_MAX);

            return;
        }

        final long nowNs = clock.nanoTime();
        if (!isIdle)
        {
            isIdle = true;
            idleSinceNs = nowNs;
        }

        if (nowNs - idleSinceNs >= yieldNs)
        {
            parkNs = PARK_NS_MIN;
        }

        yielding.run();
    }

    @Override
    public void reset()
    {
        yieldNs = PARK_NS_MAX == parkNs ? YIELD_AFTER_SILENCE_NS : YIELD_NS;
        isIdle = false;
        parkNs = 0;
    }

    @Override
    public String alias()
    {
        return "yield-then-park";
    }
}

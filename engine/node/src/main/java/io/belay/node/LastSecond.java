package io.belay.node;

import java.util.concurrent.TimeUnit;

import org.agrona.concurrent.NanoClock;

/**
 * Tells the gauges of one agent, once a pass, what the time is and whether another second is over. Of the agent's
 * thread.
 */
final class LastSecond
{
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final NanoClock clock;
    private long nowNs;
    private long endNs;
    private boolean isOver;

    LastSecond(final NanoClock clock)
    {
        this.clock = clock;
        nowNs = clock.nanoTime();
        endNs = nowNs + SECOND_NS;
    }

    /** At the beginning of each pass. */
    void look()
    {
        nowNs = clock.nanoTime();
        isOver = nowNs - endNs >= 0;
        if (isOver)
        {
            endNs = nowNs + SECOND_NS;
        }
    }

    long nowNs()
    {
        return nowNs;
    }

    /** Whether what was counted since this was last so is to be shown, and counted anew. */
    boolean isOver()
    {
        return isOver;
    }
}

package io.belay.journal.tools;

import java.util.concurrent.TimeUnit;

import org.agrona.concurrent.NanoClock;

/**
 * Says when a frame is due, by its own timestamp. Every due time counts from the first frame and none from the one
 * before, so a frame that leaves late makes none behind it late: nothing drifts. Of one thread.
 * <p>
 * A timestamp counts milliseconds, and events within one: these are due together. Where it lies before that of the
 * frame ahead, as between two markets of several owners, the frame is due at once.
 */
final class Pacer
{
    private final Speed speed;
    private final NanoClock clock;
    private boolean hasBegun;
    private long beginNs;
    private long beginMs;
    private long latenessMaxNs;

    Pacer(final Speed speed, final NanoClock clock)
    {
        this.speed = speed;
        this.clock = clock;
    }

    /**
     * @return whether any frame is ever waited for.
     */
    boolean isPaced()
    {
        return !speed.isMax();
    }

    /**
     * @param hlc timestamp of a frame.
     * @return in how many nanoseconds it is due; 0 or less when it is.
     */
    long leftNs(final long hlc)
    {
        if (!isPaced())
        {
            return 0;
        }

        final long nowNs = clock.nanoTime();
        final long ms = hlc >>> HlcText.LOGICAL_BITS;
        if (!hasBegun)
        {
            hasBegun = true;
            beginNs = nowNs;
            beginMs = ms;
        }

        final double dueNs = TimeUnit.MILLISECONDS.toNanos(1) * ((ms - beginMs) / speed.factor());

        return (long)dueNs - (nowNs - beginNs);
    }

    /**
     * Takes note of a frame that has left.
     *
     * @param hlc its timestamp.
     */
    void onSent(final long hlc)
    {
        latenessMaxNs = Math.max(latenessMaxNs, -leftNs(hlc));
    }

    /**
     * @return how late the latest frame left.
     */
    long latenessMaxNs()
    {
        return latenessMaxNs;
    }
}

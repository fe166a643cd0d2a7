package io.belay.node;

import java.util.concurrent.TimeUnit;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

/**
 * Whether the agents of a node are run: each beats ten times a second, and the node's mark file shows the oldest of
 * their last beats. Also tells for how long none of them was run, which is how a process that was stopped knows of it.
 */
final class NodePulse
{
    /** A pause that ended this long ago no longer explains a failure. */
    private static final long RECENT_NS = TimeUnit.SECONDS.toNanos(5);

    private final NanoClock clock;
    private final EpochClock epochClock;
    private final NodeMarkFile mark;
    private final Beat owner;
    private final Beat journal;

    NodePulse(final NanoClock clock, final EpochClock epochClock, final NodeMarkFile mark)
    {
        this.clock = clock;
        this.epochClock = epochClock;
        this.mark = mark;
        owner = new Beat(clock.nanoTime(), epochClock.time());
        journal = new Beat(clock.nanoTime(), epochClock.time());
    }

    /** Of the owner agent's thread. */
    void ownerBeats()
    {
        beat(owner);
    }

    /** Of the journal agent's thread. */
    void journalBeats()
    {
        beat(journal);
    }

    /**
     * For how long neither agent was run, if that is so now or was so a moment ago. A disk that is slow holds up one of
     * them and does not count. Safe from any thread.
     *
     * @return nanoseconds.
     */
    long standstillNs()
    {
        final long nowNs = clock.nanoTime();

        return Math.min(owner.pauseNs(nowNs), journal.pauseNs(nowNs));
    }

    private void beat(final Beat beat)
    {
        beat.at(clock.nanoTime(), epochClock.time());
        mark.touch(Math.min(owner.lastMs, journal.lastMs));
    }

    /** Written by one thread, read by others. */
    private static final class Beat
    {
        private volatile long lastNs;
        private volatile long lastMs;
        private volatile long longestNs;
        private volatile long longestEndNs;

        Beat(final long nowNs, final long nowMs)
        {
            lastNs = nowNs;
            lastMs = nowMs;
            longestEndNs = nowNs;
        }

        void at(final long nowNs, final long nowMs)
        {
            final long pauseNs = nowNs - lastNs;
            if (pauseNs > longestNs || nowNs - longestEndNs > RECENT_NS)
            {
                longestNs = pauseNs;
                longestEndNs = nowNs;
            }

            lastNs = nowNs;
            lastMs = nowMs;
        }

        long pauseNs(final long nowNs)
        {
            return Math.max(nowNs - lastNs, nowNs - longestEndNs > RECENT_NS ? 0 : longestNs);
        }
    }
}

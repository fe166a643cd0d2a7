package io.belay.replication;

import io.belay.clock.Hlc;

/**
 * Up to where the clock may stamp one market's frames: a ceiling counts once the entry that raises it is committed. So
 * whoever owns the market next, this node after a restart included, knows a bound that no timestamp has passed.
 */
final class CeilingLease
{
    static final long WINDOW_MS = 3_000;
    static final long RENEWAL_MS = 1_000;

    private long committedMs;
    private long proposedMs;
    private long proposedPosition;

    /** A new term: nothing may be stamped before its start is established. */
    void begin()
    {
        committedMs = 0;
        proposedMs = 0;
        proposedPosition = 0;
    }

    /** The ceiling to ask for: from the clock's own time, for the wall clock may stand still or step back. */
    static long next(final long nowMs)
    {
        return Math.min(nowMs + WINDOW_MS, Hlc.MILLIS_MAX);
    }

    void propose(final long position, final long ceilingMs)
    {
        proposedPosition = position;
        proposedMs = ceilingMs;
    }

    boolean isProposed()
    {
        return 0 != proposedPosition;
    }

    void onCommitted(final long position)
    {
        if (0 != proposedPosition && position >= proposedPosition)
        {
            committedMs = Math.max(committedMs, proposedMs);
            proposedPosition = 0;
        }
    }

    /** Whether it is time to renew, for a market that is in use. */
    boolean isDue(final long nowMs)
    {
        return 0 == proposedPosition && committedMs - nowMs < WINDOW_MS - RENEWAL_MS;
    }

    /** The highest timestamp that may be issued now; none when nothing is committed. */
    long bound()
    {
        return 0 == committedMs ? Hlc.NONE : Hlc.of(committedMs, Hlc.LOGICAL_MAX);
    }

    long committedMs()
    {
        return committedMs;
    }
}

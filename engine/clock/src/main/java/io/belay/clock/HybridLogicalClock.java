package io.belay.clock;

import org.agrona.concurrent.EpochClock;

/**
 * Issues timestamps that only rise, whatever the wall clock does. Of one thread; allocates nothing.
 * <p>
 * A timestamp follows the wall clock while that moves on. When the wall clock stands still, steps back, or lies behind
 * what was issued or observed, the logical count rises instead and carries into the next millisecond when it is full.
 * The ceiling bounds what may be issued: at the ceiling the clock stops rather than passes it.
 */
public final class HybridLogicalClock
{
    /** Instead of a timestamp: the next one would lie above the ceiling. Ask again once the ceiling was raised. */
    public static final long CEILING_REACHED = -1;

    /** How far ahead of the wall clock another node's timestamp may lie, unless said otherwise. */
    public static final long AHEAD_MAX_MS_DEFAULT = 60_000;

    private final EpochClock wallClock;
    private final long aheadMaxMs;

    private long last = Hlc.NONE;
    private long ceiling = Long.MAX_VALUE;

    /**
     * A clock that accepts timestamps up to {@link #AHEAD_MAX_MS_DEFAULT} ahead.
     *
     * @param wallClock in milliseconds.
     */
    public HybridLogicalClock(final EpochClock wallClock)
    {
        this(wallClock, AHEAD_MAX_MS_DEFAULT);
    }

    /**
     * A clock with its own bound for timestamps of other nodes.
     *
     * @param wallClock  in milliseconds.
     * @param aheadMaxMs how far ahead of the wall clock an observed timestamp may lie.
     */
    public HybridLogicalClock(final EpochClock wallClock, final long aheadMaxMs)
    {
        if (aheadMaxMs < 0 || aheadMaxMs > Hlc.MILLIS_MAX)
        {
            throw new IllegalArgumentException("aheadMaxMs " + aheadMaxMs + " is not 0 to " + Hlc.MILLIS_MAX);
        }

        this.wallClock = wallClock;
        this.aheadMaxMs = aheadMaxMs;
    }

    /**
     * Issues the next timestamp.
     *
     * @return a timestamp above all that were issued, observed or set as the floor, or {@link #CEILING_REACHED}, which
     * changes nothing.
     */
    public long next()
    {
        // Asked before the addition, which would overflow at the last timestamp of all.
        if (last >= ceiling)
        {
            return CEILING_REACHED;
        }

        // The carry out of the logical count is the next millisecond: the layout makes it one addition.
        final long next = Math.max(last + 1, Hlc.of(wallMs(), 0));
        if (next > ceiling)
        {
            return CEILING_REACHED;
        }

        last = next;

        return next;
    }

    /**
     * Issues the next timestamp if it is not above a bound of the caller's.
     *
     * @param bound highest timestamp that may be issued now.
     * @return as {@link #next()}; {@link #CEILING_REACHED} also when it would lie above the bound.
     */
    public long next(final long bound)
    {
        final long next = Math.max(last, Hlc.of(wallMs(), 0) - 1);

        return next < bound ? next() : CEILING_REACHED;
    }

    /**
     * @return milliseconds of the wall clock, or of the last timestamp when that lies ahead.
     */
    public long nowMs()
    {
        return Math.max(wallMs(), Hlc.NONE == last ? 0 : Hlc.millis(last));
    }

    /**
     * Takes in another node's timestamp: what is issued from now on lies above it. A timestamp too far ahead is
     * refused and changes nothing, since one broken clock would else carry all others away.
     *
     * @param remote timestamp, as it stands in a message.
     * @return false when it is refused: negative, or further ahead of the wall clock than the bound.
     */
    public boolean observe(final long remote)
    {
        if (remote < 0 || Hlc.millis(remote) - wallMs() > aheadMaxMs)
        {
            return false;
        }

        last = Math.max(last, remote);

        return true;
    }

    /**
     * Sets what must lie below every timestamp to come: at a start, the last one that the journal holds. Unlike
     * {@link #observe} it has no bound, since it was promised already.
     *
     * @param floor highest timestamp known to be issued, {@link Hlc#NONE} when there is none. A lower one than known
     *              changes nothing.
     */
    public void floor(final long floor)
    {
        if (floor < 0)
        {
            throw new IllegalArgumentException("floor " + floor + " is no timestamp");
        }

        last = Math.max(last, floor);
    }

    /**
     * Sets the last millisecond that may be issued. None is set at first.
     *
     * @param ceilingMs milliseconds since the Unix epoch.
     * @throws IllegalArgumentException when it is out of range.
     */
    public void ceilingMs(final long ceilingMs)
    {
        ceiling = Hlc.of(ceilingMs, Hlc.LOGICAL_MAX);
    }

    /**
     * @return the last millisecond that may be issued.
     */
    public long ceilingMs()
    {
        return Hlc.millis(ceiling);
    }

    /**
     * @return the highest timestamp issued, observed or set as the floor, or {@link Hlc#NONE}.
     */
    public long last()
    {
        return last;
    }

    /** A wall clock outside the range of a timestamp counts as its nearest end. */
    private long wallMs()
    {
        return Math.max(0, Math.min(wallClock.time(), Hlc.MILLIS_MAX));
    }
}

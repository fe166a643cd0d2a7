package io.belay.wire;

/**
 * The number of an ownership term: a counter in the high 48 bits, the node that made it in the low 16.
 * <p>
 * So two nodes never make the same epoch. A higher one is newer, not truer.
 */
public final class Epoch
{
    /** No epoch. */
    public static final long NONE = 0;

    /** Highest node id. One more is SBE's "absent". */
    public static final int NODE_ID_MAX = 65_534;

    private static final int NODE_BITS = 16;
    private static final long NODE_MASK = (1L << NODE_BITS) - 1;
    private static final long COUNTER_MAX = Long.MAX_VALUE >>> NODE_BITS;

    private Epoch()
    {
    }

    /**
     * The epoch of a node that follows another one, of whichever node.
     *
     * @param known  the highest epoch known, or {@link #NONE}.
     * @param nodeId of the maker, 0 to {@link #NODE_ID_MAX}.
     * @return an epoch above it, which its maker alone can make; positive, so that epochs compare as signed numbers.
     * @throws IllegalArgumentException when the node id is out of range, or the known epoch is negative or the last.
     */
    public static long next(final long known, final int nodeId)
    {
        if (nodeId < 0 || nodeId > NODE_ID_MAX)
        {
            throw new IllegalArgumentException("node id " + nodeId + " is not 0 to " + NODE_ID_MAX);
        }

        if (counter(known) >= COUNTER_MAX)
        {
            throw new IllegalArgumentException("no epoch follows " + toString(known));
        }

        return ((counter(known) + 1) << NODE_BITS) | nodeId;
    }

    /**
     * How often ownership has changed, this epoch included.
     *
     * @param epoch to read.
     * @return its counter.
     */
    public static long counter(final long epoch)
    {
        return epoch >>> NODE_BITS;
    }

    /**
     * The node that made an epoch.
     *
     * @param epoch to read.
     * @return its maker's node id.
     */
    public static int nodeId(final long epoch)
    {
        return (int)(epoch & NODE_MASK);
    }

    /**
     * An epoch for people, for example {@code 3.1}: the third term, made by node 1.
     *
     * @param epoch to show.
     * @return counter, dot, node id.
     */
    public static String toString(final long epoch)
    {
        return counter(epoch) + "." + nodeId(epoch);
    }
}

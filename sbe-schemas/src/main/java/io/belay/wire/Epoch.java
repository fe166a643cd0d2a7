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

    private static final int NODE_BITS = 16;
    private static final long NODE_MASK = (1L << NODE_BITS) - 1;

    private Epoch()
    {
    }

    /**
     * The first epoch of a node that is above another one.
     *
     * @param known  the highest epoch known, or {@link #NONE}.
     * @param nodeId of the maker.
     * @return a higher epoch.
     */
    public static long next(final long known, final int nodeId)
    {
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

package io.belay.crash;

/**
 * A time, on the clock of {@link System#nanoTime()}, and why it matters.
 *
 * @param fromNs when it began.
 * @param toNs   when it ended.
 * @param why    in words.
 * @param node   index of the machine that it befell, or {@link #NO_NODE} for both or the network between them.
 */
record Span(long fromNs, long toNs, String why, int node)
{
    /** Not one machine alone. */
    static final int NO_NODE = -1;

    Span(final long fromNs, final long toNs, final String why)
    {
        this(fromNs, toNs, why, NO_NODE);
    }

    boolean contains(final long timeNs)
    {
        return timeNs - fromNs >= 0 && toNs - timeNs > 0;
    }

    /** Whether any of it lies between two times. */
    boolean touches(final long beginNs, final long endNs)
    {
        return endNs - fromNs >= 0 && toNs - beginNs > 0;
    }
}

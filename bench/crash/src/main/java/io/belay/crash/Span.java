package io.belay.crash;

/**
 * A time, on the clock of {@link System#nanoTime()}, and why it matters.
 *
 * @param fromNs when it began.
 * @param toNs   when it ended.
 * @param why    in words.
 */
record Span(long fromNs, long toNs, String why)
{
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

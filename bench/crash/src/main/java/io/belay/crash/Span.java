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
}

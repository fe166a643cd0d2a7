package io.belay.bench.result;

import java.util.List;

/**
 * The platform's own hiccups during a window: by how much a thread that did nothing but park woke up late.
 *
 * @param p50Ns     median.
 * @param p99Ns     of the delays.
 * @param maxNs     of the delays.
 * @param histogram all of them, see {@link HistogramText}.
 * @param intervals the longest of each stretch.
 */
public record HiccupFigures(long p50Ns, long p99Ns, long maxNs, String histogram, List<Interval> intervals)
{
    /**
     * The longest hiccup of a stretch.
     *
     * @param startNs since the window began.
     * @param maxNs   of the delays.
     */
    public record Interval(long startNs, long maxNs)
    {
    }
}

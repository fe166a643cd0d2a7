package io.belay.bench.result;

import org.HdrHistogram.Histogram;

/**
 * The times of one stage of the requests of a window.
 *
 * @param key       name for machines.
 * @param label     name for people.
 * @param count     of requests that passed it.
 * @param p50Ns     median.
 * @param p99Ns     of the times.
 * @param maxNs     of the times.
 * @param histogram all of them, see {@link HistogramText}.
 */
public record StageFigures(
    String key, String label, long count, long p50Ns, long p99Ns, long maxNs, String histogram)
{
    /**
     * @param key   name for machines.
     * @param label name for people.
     * @param times of the stage.
     * @return its figures.
     */
    public static StageFigures of(final String key, final String label, final Histogram times)
    {
        return new StageFigures(
            key,
            label,
            times.getTotalCount(),
            times.getValueAtPercentile(50),
            times.getValueAtPercentile(99),
            times.getMaxValue(),
            HistogramText.of(times));
    }
}

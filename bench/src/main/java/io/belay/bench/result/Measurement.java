package io.belay.bench.result;

import java.util.List;

import org.HdrHistogram.Histogram;

/**
 * What one system did in one window under one load. Times are nanoseconds; latencies count from when a request was due.
 *
 * @param system        that was measured.
 * @param load          put on it.
 * @param round         of the run, from 1.
 * @param startedAt     ISO 8601, when the window began.
 * @param windowNs      its length.
 * @param count         requests due in the window that were answered.
 * @param failed        requests that failed.
 * @param rate          answers a second within the window.
 * @param valid         false when the figures must not be used.
 * @param invalidReason why not, for people; null when valid.
 * @param disturbed     whether something outside took part of the machine, or the round's floor was out of the ordinary.
 * @param foreignCpu    share of all cores that others took during the window, 0 to 1; negative when not known.
 * @param p50Ns         median latency.
 * @param p90Ns         of latency.
 * @param p99Ns         of latency.
 * @param p999Ns        of latency.
 * @param maxNs         of latency.
 * @param histogram     of all latencies, see {@link HistogramText}.
 * @param intervals     the window in stretches.
 * @param stages        where the time went; empty where the system does not tell.
 * @param hiccups       of the platform; null when they were not watched.
 */
public record Measurement(
    String system,
    Load load,
    int round,
    String startedAt,
    long windowNs,
    long count,
    long failed,
    double rate,
    boolean valid,
    String invalidReason,
    boolean disturbed,
    double foreignCpu,
    long p50Ns,
    long p90Ns,
    long p99Ns,
    long p999Ns,
    long maxNs,
    String histogram,
    List<IntervalFigures> intervals,
    List<StageFigures> stages,
    HiccupFigures hiccups)
{
    /**
     * @param isDisturbed whether the figures were disturbed.
     * @return the same measurement, marked so.
     */
    public Measurement markedDisturbed(final boolean isDisturbed)
    {
        return new Measurement(system, load, round, startedAt, windowNs, count, failed, rate, valid, invalidReason,
            isDisturbed, foreignCpu, p50Ns, p90Ns, p99Ns, p999Ns, maxNs, histogram, intervals, stages, hiccups);
    }

    /**
     * @param name of the system in place of the present one.
     * @return the same measurement under that name.
     */
    public Measurement named(final String name)
    {
        return new Measurement(name, load, round, startedAt, windowNs, count, failed, rate, valid, invalidReason,
            disturbed, foreignCpu, p50Ns, p90Ns, p99Ns, p999Ns, maxNs, histogram, intervals, stages, hiccups);
    }

    /**
     * @param system    that was measured.
     * @param load      put on it.
     * @param round     of the run, from 1.
     * @param startedAt ISO 8601.
     * @param windowNs  its length.
     * @param times     of the requests.
     * @return a valid measurement of nothing but a histogram: for floors that are not loops of requests.
     */
    public static Measurement of(
        final String system,
        final Load load,
        final int round,
        final String startedAt,
        final long windowNs,
        final Histogram times)
    {
        final long count = times.getTotalCount();

        return new Measurement(system, load, round, startedAt, windowNs, count, 0, count * 1e9 / windowNs, true, null,
            false, -1, times.getValueAtPercentile(50), times.getValueAtPercentile(90), times.getValueAtPercentile(99),
            times.getValueAtPercentile(99.9), times.getMaxValue(), HistogramText.of(times), List.of(), List.of(), null);
    }
}

package io.belay.bench.report;

import java.util.ArrayList;
import java.util.List;

import io.belay.bench.result.Measurement;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latency by percentile, in as few points as the eye needs.
 */
final class Curve
{
    private static final int TICKS_PER_HALF = 4;

    private Curve()
    {
    }

    /** Points of percentile and nanoseconds, from the smallest value to the largest. */
    static List<Point> of(final Series series)
    {
        final Histogram times = series.times();

        return 0 == times.getTotalCount() ? ofFigures(series) : ofHistogram(times);
    }

    private static List<Point> ofHistogram(final Histogram times)
    {
        final List<Point> points = new ArrayList<>();
        points.add(new Point(0, times.getMinNonZeroValue()));
        for (final HistogramIterationValue value : times.percentiles(TICKS_PER_HALF))
        {
            points.add(new Point(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo()));
        }

        return withoutRepeats(points);
    }

    /** Of a system whose single times are not known, such as a sum of percentiles. */
    private static List<Point> ofFigures(final Series series)
    {
        return List.of(
            new Point(50, series.median(Measurement::p50Ns)),
            new Point(90, series.median(Measurement::p90Ns)),
            new Point(99, series.median(Measurement::p99Ns)),
            new Point(99.9, series.median(Measurement::p999Ns)));
    }

    /** Of points at one height, the first and the last are enough. */
    private static List<Point> withoutRepeats(final List<Point> points)
    {
        final List<Point> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++)
        {
            final boolean isInner = i > 0 && i < points.size() - 1 &&
                points.get(i - 1).y() == points.get(i).y() && points.get(i).y() == points.get(i + 1).y();
            if (!isInner)
            {
                kept.add(points.get(i));
            }
        }

        return kept;
    }
}

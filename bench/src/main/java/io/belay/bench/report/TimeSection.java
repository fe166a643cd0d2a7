package io.belay.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.belay.bench.result.HiccupFigures;
import io.belay.bench.result.IntervalFigures;
import io.belay.bench.result.Measurement;

/**
 * Latency as time goes by, the rounds beside each other, and below it the platform's own hiccups at the same moments.
 */
final class TimeSection
{
    private static final int STRETCHES_MAX = 240;
    private static final int DRAWINGS_MAX = 6;
    private static final double S_NS = 1e9;

    private final Run run;

    TimeSection(final Run run)
    {
        this.run = run;
    }

    void write(final Markup out)
    {
        final List<Series> drawn = run.subjects().stream()
            .filter((each) -> each.rounds().stream().anyMatch((round) -> !round.intervals().isEmpty()))
            .limit(DRAWINGS_MAX).toList();
        if (drawn.isEmpty())
        {
            return;
        }

        out.open("section", "id", "time", "class", "linked").element("h2", "Latency over time");
        out.element("p", "The windows of all rounds, one after the other. Below, by how much a thread that did " +
            "nothing but park woke up late: what the platform does to everybody. A peak above that has none below is " +
            "the system's own.", "class", "lead");
        out.open("div", "class", "legend");
        Legend.entry(out, "max", "longest", "t-max");
        Legend.entry(out, "p99", "p99", "t-p99");
        Legend.entry(out, "p50", "p50", "t-p50");
        Legend.entry(out, "hiccup", "longest hiccup", "t-hiccup");
        out.close().open("div", "class", "plots wide");
        drawn.forEach((each) -> writePlots(out, each));
        out.close().close().newLine();
    }

    private void writePlots(final Markup out, final Series series)
    {
        final String name = series.title();
        final LinearAxis xAxis = new LinearAxis(
            series.rounds().stream().mapToLong(Measurement::windowNs).sum() / S_NS,
            (seconds) -> Figures.trimmed(Figures.number(seconds)) + " s");
        final int step = 1 + series.rounds().stream().mapToInt((each) -> each.intervals().size()).sum() / STRETCHES_MAX;
        final List<Point> max = points(series, step, IntervalFigures::maxNs);
        final List<Point> median = points(series, step, IntervalFigures::p50Ns);
        out.open("figure").element("figcaption", name);
        final Plot plot = new Plot(out, "Latency over time, " + name, "middle", xAxis,
            LogAxis.around(smallest(median), largest(max), Figures::tickTime));
        borders(plot, series);
        plot.line("t-max", "max", "longest", max);
        plot.line("t-p99", "p99", "p99", points(series, step, IntervalFigures::p99Ns));
        plot.line("t-p50", "p50", "p50", median);
        plot.close();
        writeHiccups(out, series, xAxis);
        out.close();
    }

    private static void borders(final Plot plot, final Series series)
    {
        double startS = 0;
        for (final Measurement each : series.rounds())
        {
            final String label = each.round() + (each.valid() ? "" : " invalid") + (each.disturbed() ? " ⚑" : "");
            plot.border(startS, 0 == startS ? "round " + label : label);
            startS += each.windowNs() / S_NS;
        }
    }

    private static void writeHiccups(final Markup out, final Series series, final LinearAxis xAxis)
    {
        final List<Point> longest = new ArrayList<>();
        double startS = 0;
        for (final Measurement each : series.rounds())
        {
            if (null != each.hiccups())
            {
                final List<HiccupFigures.Interval> intervals = each.hiccups().intervals();
                final int step = 1 + intervals.size() * series.rounds().size() / STRETCHES_MAX;
                for (int i = 0; i < intervals.size(); i += step)
                {
                    final long maxNs = intervals.subList(i, Math.min(i + step, intervals.size())).stream()
                        .mapToLong(HiccupFigures.Interval::maxNs).max().orElse(0);
                    longest.add(new Point(startS + intervals.get(i).startNs() / S_NS, maxNs));
                }
            }
            startS += each.windowNs() / S_NS;
        }

        if (!longest.isEmpty())
        {
            final double max = largest(longest);
            final Plot plot = new Plot(out, "Hiccups of the platform at the same time", "low", xAxis,
                LogAxis.around(Math.min(smallest(longest), max / 10), max, Figures::tickTime).sparse());
            plot.bars("t-hiccup", "hiccup", "longest hiccup", longest).close();
        }
    }

    /** Some stretches in one, the worst of them, so that no peak gets lost. */
    private static List<Point> points(
        final Series series, final int step, final ToDoubleFunction<IntervalFigures> value)
    {
        final List<Point> points = new ArrayList<>();
        double startS = 0;
        for (final Measurement each : series.rounds())
        {
            final List<IntervalFigures> intervals = each.intervals();
            for (int i = 0; i < intervals.size(); i += step)
            {
                final double worst = intervals.subList(i, Math.min(i + step, intervals.size())).stream()
                    .filter((interval) -> interval.count() > 0).mapToDouble(value).max().orElse(Double.NaN);
                points.add(new Point(startS + intervals.get(i).startNs() / S_NS, worst));
            }
            points.add(new Point(startS, Double.NaN));
            startS += each.windowNs() / S_NS;
        }

        return points;
    }

    private static double smallest(final List<Point> points)
    {
        return points.stream().mapToDouble(Point::y).filter((y) -> y > 0).min().orElse(1);
    }

    private static double largest(final List<Point> points)
    {
        return points.stream().mapToDouble(Point::y).filter((y) -> y > 0).max().orElse(1);
    }
}

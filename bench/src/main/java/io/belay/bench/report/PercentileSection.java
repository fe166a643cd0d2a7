package io.belay.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.belay.bench.result.Measurement;

/**
 * Latency by percentile, a drawing a load, all on the same axes so that the eye may compare them.
 */
final class PercentileSection
{
    private static final int DRAWINGS_MAX = 9;

    private final Run run;
    private final List<Series.Group> groups;
    private final Map<Series, List<Point>> curves = new LinkedHashMap<>();

    PercentileSection(final Run run)
    {
        this.run = run;
        groups = drawn(run.groups());
        groups.forEach((group) -> shown(group).forEach((each) -> curves.computeIfAbsent(each, Curve::of)));
    }

    void write(final Markup out)
    {
        if (curves.isEmpty())
        {
            return;
        }

        out.open("section", "id", "percentiles", "class", "linked").element("h2", "Latency by percentile");
        out.element("p", "How long a request took, from when it was due to its acknowledgement, all rounds together. " +
            "Each step to the right is another nine; both scales are logarithmic.", "class", "lead");
        writeLegend(out);
        out.open("div", "class", "plots");
        groups.forEach((group) -> writePlot(out, group));
        out.close().close().newLine();
    }

    private void writeLegend(final Markup out)
    {
        final Set<String> drawn = curves.keySet().stream().map(Series::system).collect(Collectors.toSet());
        Legend.write(out, run.series().stream().map(Series::system).distinct().filter(drawn::contains).toList());
    }

    private void writePlot(final Markup out, final Series.Group group)
    {
        final List<Series> shown = shown(group);
        final long count = shown.stream().filter((each) -> !each.isFloor())
            .mapToLong((each) -> each.counted().stream().mapToLong(Measurement::count).sum()).max().orElse(100);
        out.open("figure").element("figcaption", captionOf(group));
        final Plot plot = new Plot(
            out, "Latency by percentile, " + run.text(group), "tall", NinesAxis.forCount(count), yAxis());
        for (int i = shown.size() - 1; i >= 0; i--)
        {
            final Series each = shown.get(i);
            plot.line(KnownSystem.cssClassOf(each.system()), each.system(), KnownSystem.labelOf(each.system()),
                curves.get(each));
        }
        plot.close();
        out.element("p", "percentile", "class", "axis").close();
    }

    private String captionOf(final Series.Group group)
    {
        final List<String> invalid = run.under(group).stream().filter((each) -> !each.isValid())
            .map((each) -> KnownSystem.labelOf(each.system())).toList();

        return run.text(group) + (invalid.isEmpty() ? "" : "; invalid: " + String.join(", ", invalid));
    }

    private LogAxis yAxis()
    {
        double min = Double.MAX_VALUE;
        double max = 1;
        for (final List<Point> points : curves.values())
        {
            min = Math.min(min, points.stream().mapToDouble(Point::y).min().orElse(min));
            max = Math.max(max, points.stream().mapToDouble(Point::y).max().orElse(max));
        }

        return LogAxis.around(Math.min(min, max), max, Figures::tickTime);
    }

    /** The floor's sum is a yardstick at any load, though it is measured at 1 in flight. */
    private List<Series> shown(final Series.Group group)
    {
        final List<Series> shown = new ArrayList<>(run.under(group));
        final Series floor = run.floor(group.bytes());
        if (null != floor && !shown.contains(floor))
        {
            shown.add(floor);
        }

        return shown;
    }

    /** A sweep has more rates than a page has room: the first, the last, and some between. */
    private static List<Series.Group> drawn(final List<Series.Group> groups)
    {
        if (groups.size() <= DRAWINGS_MAX)
        {
            return groups;
        }

        final List<Series.Group> drawn = new ArrayList<>();
        for (int i = 0; i < DRAWINGS_MAX; i++)
        {
            drawn.add(groups.get(i * (groups.size() - 1) / (DRAWINGS_MAX - 1)));
        }

        return drawn;
    }
}

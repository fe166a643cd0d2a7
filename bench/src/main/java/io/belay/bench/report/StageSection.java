package io.belay.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.belay.bench.result.HistogramText;
import io.belay.bench.result.Measurement;
import io.belay.bench.result.PerRound;
import io.belay.bench.result.StageFigures;
import org.HdrHistogram.Histogram;

/**
 * Where the time of a request went, as bars.
 */
final class StageSection
{
    private static final int TABLES_MAX = 6;

    private final Run run;

    StageSection(final Run run)
    {
        this.run = run;
    }

    void write(final Markup out)
    {
        final List<Series> shown = run.subjects().stream().filter((each) -> !stagesOf(each).isEmpty())
            .limit(TABLES_MAX).toList();
        if (shown.isEmpty())
        {
            return;
        }

        out.open("section", "id", "stages").element("h2", "Where the time goes");
        out.element("p", "Dark: half of the requests took no longer in this stage. Light: 99 of 100. The own journal " +
            "and the standby work at the same time, so the stages add up to more than the whole; percentiles never " +
                "add up.",
            "class", "lead");
        out.open("div", "class", "plots");
        shown.forEach((each) -> writeTable(out, each));
        out.close().close().newLine();
    }

    private static void writeTable(final Markup out, final Series series)
    {
        final List<Stage> stages = stagesOf(series);
        final double longestNs = stages.stream().mapToDouble(Stage::p99Ns).max().orElse(1);
        out.open("figure").element("figcaption", series.title());
        out.open("table", "class", "stages").open("thead").open("tr");
        out.element("th", "stage", "scope", "col").element("th", "", "scope", "col", "aria-label", "bars");
        out.element("th", "p50", "scope", "col").element("th", "p99", "scope", "col").close().close().open("tbody");
        for (final Stage stage : stages)
        {
            out.open("tr").element("th", stage.label(), "scope", "row").open("td", "class", "lanes");
            bar(out, "b-p50", stage.p50Ns() / longestNs);
            bar(out, "b-p99", stage.p99Ns() / longestNs);
            out.close();
            out.element("td", Figures.time(stage.p50Ns()), "data-ns", ns(stage.p50Ns()));
            out.element("td", Figures.time(stage.p99Ns()), "data-ns", ns(stage.p99Ns())).close();
        }
        out.close().close().close();
    }

    private static void bar(final Markup out, final String cssClass, final double share)
    {
        out.open("svg", "class", "bar", "aria-hidden", "true");
        final String width = String.format(Locale.ROOT, "%.2f%%", share * 100);
        out.empty("rect", "class", cssClass, "width", width, "height", "100%").close();
    }

    private static String ns(final double ns)
    {
        return String.format(Locale.ROOT, "%.0f", ns);
    }

    private static List<Stage> stagesOf(final Series series)
    {
        final Map<String, List<StageFigures>> rounds = new LinkedHashMap<>();
        for (final Measurement each : series.counted())
        {
            each.stages().stream().filter((stage) -> stage.count() > 0)
                .forEach((stage) -> rounds.computeIfAbsent(stage.key(), (key) -> new ArrayList<>()).add(stage));
        }

        return rounds.values().stream().map(Stage::of).toList();
    }

    private record Stage(String label, double p50Ns, double p99Ns)
    {
        static Stage of(final List<StageFigures> rounds)
        {
            final String label = rounds.get(0).label();
            final Histogram times = HistogramText.empty();
            rounds.stream().filter((each) -> Series.hasText(each.histogram()))
                .forEach((each) -> times.add(HistogramText.parse(each.histogram())));
            if (0 == times.getTotalCount())
            {
                return new Stage(label, median(rounds, StageFigures::p50Ns), median(rounds, StageFigures::p99Ns));
            }

            return new Stage(label, times.getValueAtPercentile(50), times.getValueAtPercentile(99));
        }

        private static double median(final List<StageFigures> rounds, final ToDoubleFunction<StageFigures> value)
        {
            return PerRound.median(rounds.stream().mapToDouble(value).toArray());
        }
    }
}

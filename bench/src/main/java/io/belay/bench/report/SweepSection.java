package io.belay.bench.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.belay.bench.result.Measurement;

/**
 * Latency against the rate that was asked for, and where the rate was no longer reached.
 */
final class SweepSection
{
    private final Run run;

    SweepSection(final Run run)
    {
        this.run = run;
    }

    void write(final Markup out)
    {
        final List<String> systems = run.series().stream().filter((each) -> !each.isFloor()).map(Series::system)
            .distinct().filter((each) -> rates(each).size() > 1).toList();
        if (systems.isEmpty())
        {
            return;
        }

        out.open("section", "id", "sweep", "class", "linked").element("h2", "Latency against rate");
        out.element("p", "Open loop: requests are due at a fixed rate, whether or not the system keeps up. Where it " +
            "did not, the rate is marked and its figures say only how far it fell behind.", "class", "lead");
        out.open("div", "class", "legend");
        Legend.entry(out, "p999", "p99.9", "t-max");
        Legend.entry(out, "p99", "p99", "t-p99");
        Legend.entry(out, "p50", "p50", "t-p50");
        out.close().open("div", "class", "plots wide");
        systems.forEach((each) -> writePlot(out, each));
        out.close().close().newLine();
    }

    private List<Series> rates(final String system)
    {
        return run.series().stream()
            .filter((each) -> system.equals(each.system()) && "open".equals(each.load().kind()))
            .sorted(Comparator.comparingDouble((each) -> each.load().rate())).toList();
    }

    private void writePlot(final Markup out, final String system)
    {
        final List<Series> rates = rates(system);
        final LogAxis xAxis = LogAxis.around(rates.get(0).load().rate(), rates.get(rates.size() - 1).load().rate(),
            (rate) -> Figures.rate(rate) + "/s");
        final LogAxis yAxis = LogAxis.around(
            rates.stream().mapToDouble((each) -> each.median(Measurement::p50Ns)).min().orElse(1),
            rates.stream().mapToDouble((each) -> each.median(Measurement::p999Ns)).max().orElse(1), Figures::tickTime);
        out.open("figure").element("figcaption", KnownSystem.labelOf(system));
        final Plot plot = new Plot(out, "Latency against rate, " + system, "tall", xAxis, yAxis);
        markMissed(plot, rates);
        draw(plot, rates, "t-max", "p999", "p99.9", Measurement::p999Ns);
        draw(plot, rates, "t-p99", "p99", "p99", Measurement::p99Ns);
        draw(plot, rates, "t-p50", "p50", "p50", Measurement::p50Ns);
        plot.close();
        out.element("p", "requests a second", "class", "axis").close();
    }

    /** One label is enough: the rates that follow are hardly ever held. */
    private static void markMissed(final Plot plot, final List<Series> rates)
    {
        String label = "rate missed";
        for (final Series each : rates)
        {
            if (!each.isValid())
            {
                plot.mark(each.load().rate(), label);
                label = "";
            }
        }
    }

    private static void draw(
        final Plot plot,
        final List<Series> rates,
        final String cssClass,
        final String key,
        final String label,
        final ToDoubleFunction<Measurement> value)
    {
        plot.line(cssClass, key, label, rates.stream()
            .map((each) -> new Point(each.load().rate(), each.median(value))).toList());
        for (final Series each : rates)
        {
            plot.dot(cssClass + (each.isValid() ? "" : " missed"), key,
                new Point(each.load().rate(), each.median(value)),
                label + " at " + Figures.rate(each.load().rate()) + "/s: " + Figures.time(each.median(value)) +
                (each.isValid() ? "" : ", rate missed"));
        }
    }
}

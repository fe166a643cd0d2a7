package io.belay.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.belay.bench.result.Load;
import io.belay.bench.result.Measurement;

/**
 * Every system under every load in figures.
 */
final class SystemSection
{
    private static final List<String> COLUMNS =
        List.of("p50", "p99", "p99.9", "max", "per second", "p50 ÷ floor", "p99 ÷ floor", "spread", "others", "rounds");
    private static final String RATIO_MEANING = "÷ floor: the ratio to the floor's sum of the same round; systems " +
        "that store nothing on disk before they answer have none. ";

    private final Run run;
    private final boolean hasFloor;

    SystemSection(final Run run)
    {
        this.run = run;
        hasFloor = run.hasFloor();
    }

    void write(final Markup out)
    {
        out.open("section", "id", "systems").element("h2", "All systems");
        out.element("p", "Medians over the rounds. " + (hasFloor ? RATIO_MEANING : "") +
            "Spread: (largest − smallest) ÷ median of the rounds' p50. Others: the largest share of all cores that " +
            "other programs took in a round. ⚑: rounds in which that was too much, or the floor was out of the " +
            "ordinary.", "class", "lead");
        out.open("div", "class", "scroll").open("table", "class", "figures");
        for (final Series.Group group : run.groups())
        {
            writeGroup(out, group);
        }
        out.close().close().close().newLine();
    }

    private void writeGroup(final Markup out, final Series.Group group)
    {
        out.open("tbody").open("tr", "class", "group");
        out.element("th", run.text(group), "scope", "rowgroup");
        COLUMNS.stream().filter((column) -> hasFloor || !column.endsWith("floor"))
            .forEach((column) -> out.element("th", column, "scope", "col"));
        out.close();
        for (final Series each : run.under(group))
        {
            writeRow(out, each);
        }
        out.close();
    }

    private void writeRow(final Markup out, final Series series)
    {
        out.open("tr", "class", series.isValid() ? null : "invalid", "data-system", series.system(),
            "data-load", loadKey(series.load()));
        out.open("th", "scope", "row");
        out.open("svg", "class", "sample", "width", "18", "height", "10", "aria-hidden", "true");
        out.empty("path", "class", "line " + KnownSystem.cssClassOf(series.system()), "d", "M1 5H17").close();
        out.text(KnownSystem.labelOf(series.system())).close();
        time(out, "p50", series.median(Measurement::p50Ns));
        time(out, "p99", series.median(Measurement::p99Ns));
        time(out, "p999", series.median(Measurement::p999Ns));
        time(out, "max", series.median(Measurement::maxNs));
        final double rate = series.median(Measurement::rate);
        out.element("td", Figures.rate(rate), "data-rate", String.format(Locale.ROOT, "%.1f", rate));
        if (hasFloor)
        {
            out.element("td", Figures.number(againstFloor(series, Measurement::p50Ns)));
            out.element("td", Figures.number(againstFloor(series, Measurement::p99Ns)));
        }
        out.element("td", series.rounds().size() > 1 ? Figures.percent(series.spread(Measurement::p50Ns)) : "–");
        out.element("td", Figures.percent(foreign(series)));
        out.element("td", rounds(series), "title", reasons(series)).close();
    }

    private double againstFloor(final Series series, final ToDoubleFunction<Measurement> value)
    {
        final Series floor = run.floor(series.load().bytes());

        return null == floor || !KnownSystem.of(series.system()).promise().isComparable() ? Double.NaN :
            FloorRatio.ofTime(series, floor, value);
    }

    private static void time(final Markup out, final String name, final double ns)
    {
        out.element("td", Figures.time(ns), "data-" + name, String.format(Locale.ROOT, "%.0f", ns));
    }

    /** The largest share of the machine that others took in a round; NaN when it is not known. */
    private static double foreign(final Series series)
    {
        return series.rounds().stream().mapToDouble(Measurement::foreignCpu).filter((share) -> share >= 0)
            .max().orElse(Double.NaN);
    }

    private static String rounds(final Series series)
    {
        final long disturbed = series.rounds().stream().filter(Measurement::disturbed).count();
        final long invalid = series.rounds().stream().filter((each) -> !each.valid()).count();

        return series.rounds().size() + (disturbed > 0 ? ", " + disturbed + " ⚑" : "") +
            (invalid > 0 ? ", " + invalid + " invalid" : "");
    }

    private static String reasons(final Series series)
    {
        final String reasons = String.join("; ", series.rounds().stream().filter((each) -> !each.valid())
            .map((each) -> "round " + each.round() + ": " + each.invalidReason()).toList());

        return reasons.isEmpty() ? null : reasons;
    }

    /** A load in a word: closed-64, open-5000. */
    static String loadKey(final Load load)
    {
        final String size = load.inFlight() > 0 ? "-" + load.inFlight() :
            load.rate() > 0 ? "-" + Figures.trimmed(String.format(Locale.ROOT, "%.1f", load.rate())) : "";

        return load.kind() + size + (load.burst() > 1 ? "-burst-" + load.burst() : "");
    }
}

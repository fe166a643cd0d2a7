package io.belay.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchFile.Figure;
import io.belay.bench.result.Environment;
import io.belay.bench.result.PerRound;

/**
 * On what and how it was measured.
 */
final class EnvironmentSection
{
    private final BenchFile file;

    EnvironmentSection(final BenchFile file)
    {
        this.file = file;
    }

    void write(final Markup out)
    {
        writeFigures(out);
        if (null != file.environment())
        {
            out.open("section", "id", "environment").element("h2", "Machine");
            writeEnvironment(out, file.environment());
            out.close().newLine();
        }

        if (!file.settings().isEmpty())
        {
            out.open("section", "id", "settings").element("h2", "Settings");
            out.element("p", "Each system as those who know it well would set it up.", "class", "lead");
            file.settings().forEach((system, settings) -> writeSettings(out, system, settings));
            out.close().newLine();
        }
    }

    private void writeFigures(final Markup out)
    {
        if (file.figures().isEmpty())
        {
            return;
        }

        out.open("section", "id", "other").element("h2", "Other figures").open("div", "class", "scroll");
        out.open("table", "class", "figures").open("thead").open("tr");
        List.of("what", "median", "spread", "values").forEach((column) -> out.element("th", column, "scope", "col"));
        out.close().close().open("tbody");
        file.figures().stream().collect(Collectors.groupingBy(Figure::name, LinkedHashMap::new, Collectors.toList()))
            .forEach((name, rounds) -> writeFigure(out, rounds));
        out.close().close().close().close().newLine();
    }

    private static void writeFigure(final Markup out, final List<Figure> rounds)
    {
        final Figure first = rounds.get(0);
        final double[] values = rounds.stream().mapToDouble(Figure::value).toArray();
        final double median = PerRound.median(values);
        final boolean isOneLabel = Series.hasText(first.label()) &&
            rounds.stream().allMatch((each) -> first.label().equals(each.label()));
        out.open("tr").element("th", isOneLabel ? first.label() : first.name(), "scope", "row");
        out.element("td", "B".equals(first.unit()) ? Figures.bytes(median) : GoalSection.withUnit(median, first.unit()),
            "data-figure", first.name());
        out.element("td", values.length > 1 ? Figures.percent(PerRound.spread(values)) : "–");
        out.element("td", String.valueOf(values.length)).close();
    }

    private void writeEnvironment(final Markup out, final Environment environment)
    {
        out.open("dl");
        entry(out, "processor", environment.cpuModel() + ", " + environment.cores() + " cores");
        entry(out, "hypervisor", environment.virtual());
        entry(out, "memory", Figures.bytes((double)environment.memoryBytes()));
        entry(out, "kernel", environment.kernel());
        entry(out, "governor", environment.governor());
        entry(out, "file system", environment.fileSystem());
        entry(out, "disk", environment.disk());
        entry(out, "directory", environment.directory());
        entry(out, "Java", environment.jvm());
        entry(out, "flags", null == environment.jvmFlags() ? null : String.join(" ", environment.jvmFlags()));
        entry(out, "Aeron", environment.aeron());
        entry(out, "profile", environment.profile());
        entry(out, "revision", environment.gitRevision());
        entry(out, "started", file.startedAt());
        out.close();
    }

    private static void writeSettings(final Markup out, final String system, final Map<String, String> settings)
    {
        out.open("details", "data-settings", system);
        out.element("summary", KnownSystem.labelOf(system)).open("dl");
        new TreeMap<>(settings).forEach((name, value) -> entry(out, name, value));
        out.close().close();
    }

    private static void entry(final Markup out, final String name, final String value)
    {
        if (Series.hasText(value))
        {
            out.element("dt", name).element("dd", value);
        }
    }
}

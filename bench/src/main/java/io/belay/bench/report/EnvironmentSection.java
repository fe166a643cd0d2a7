package io.belay.bench.report;

import java.util.Map;
import java.util.TreeMap;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchFile.Figure;
import io.belay.bench.result.Environment;

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
        out.element("th", "what", "scope", "col").element("th", "round", "scope", "col").element("th", "value", "scope", "col");
        out.close().close().open("tbody");
        for (final Figure each : file.figures())
        {
            out.open("tr").element("th", Series.hasText(each.label()) ? each.label() : each.name(), "scope", "row");
            out.element("td", String.valueOf(each.round()));
            out.element("td", GoalSection.withUnit(each.value(), each.unit()), "data-figure", each.name()).close();
        }
        out.close().close().close().close().newLine();
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

package io.belay.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.Environment;
import io.belay.bench.result.Measurement;

/**
 * A benchmark as one page of HTML that needs nothing else: no network, no font, no file beside it. Scripts only add
 * what a pointer asks for; without them the page holds the same figures.
 */
public final class Page
{
    private static final double FOREIGN_WORTH_A_WORD = 0.1;

    private final Run run;
    private final List<String> remarks;

    /**
     * @param file    to show.
     * @param remarks about it, for people, such as that runs of different machines were merged.
     */
    public Page(final BenchFile file, final List<String> remarks)
    {
        run = new Run(ResultFile.complete(file));
        this.remarks = List.copyOf(remarks);
    }

    /**
     * @param path that is replaced.
     * @throws IOException when it cannot be written.
     */
    public void write(final Path path) throws IOException
    {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, html());
    }

    /**
     * @return the whole page.
     */
    public String html()
    {
        final Verdict verdict = Verdict.of(run);
        final Markup out = new Markup();
        out.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        out.empty("meta", "charset", "utf-8");
        out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        out.empty("meta", "name", "color-scheme", "content", "light dark");
        out.element("title", "belay bench " + run.file().command());
        out.open("style").raw(resource("page.css")).close().close().newLine();
        out.open("body").open("main");
        writeHeader(out, verdict);
        new GoalSection(run.file().goals()).write(out);
        new SweepSection(run).write(out);
        new PercentileSection(run).write(out);
        new StageSection(run).write(out);
        new TimeSection(run).write(out);
        new SystemSection(run).write(out);
        new EnvironmentSection(run.file()).write(out);
        new GuideSection(run).write(out);
        out.close().open("script").raw(resource("page.js")).close().close().close().newLine();

        return out.toString();
    }

    private void writeHeader(final Markup out, final Verdict verdict)
    {
        final BenchFile file = run.file();
        out.open("header").element("p", "belay bench " + file.command(), "class", "command");
        out.element("h1", unbroken(verdict.text()), "id", "verdict", "class", verdict.isGood() ? "good" : "bad");
        if (!verdict.details().isEmpty())
        {
            out.element("p", unbroken(verdict.details()), "id", "details");
        }
        out.element("p", summary(), "class", "meta");
        if (file.quick())
        {
            out.element("p", "Quick run: short windows, for a look, not for figures to quote.", "class", "remark");
        }
        final List<Measurement> invalid = file.measurements().stream().filter((each) -> !each.valid()).toList();
        if (!invalid.isEmpty())
        {
            final Measurement first = invalid.get(0);
            out.element("p", String.format(Locale.ROOT, "%d of %d measurements are invalid; the first, %s at %s in " +
                "round %d: %s.",
                invalid.size(), file.measurements().size(), KnownSystem.labelOf(first.system()), first.load().text(),
                first.round(), first.invalidReason()), "class", "remark");
        }
        writeForeign(out);
        remarks.forEach((remark) -> out.element("p", remark, "class", "remark"));
        out.close().newLine();
    }

    private void writeForeign(final Markup out)
    {
        final List<Measurement> disturbed = run.file().measurements().stream()
            .filter((each) -> each.foreignCpu() >= FOREIGN_WORTH_A_WORD).toList();
        if (!disturbed.isEmpty())
        {
            final double most = disturbed.stream().mapToDouble(Measurement::foreignCpu).max().orElseThrow();
            out.element("p", String.format(Locale.ROOT, "Other programs took up to %s of all cores in %d of %d " +
                "measurements: their figures are those of a busy machine.", Figures.percent(most), disturbed.size(),
                run.file().measurements().size()), "class", "remark");
        }
    }

    /** A line must not end between a number and its unit. */
    private static String unbroken(final String text)
    {
        return text.replaceAll("(?<=\\d) (?=(ns|µs|ms|s|M|B|MB|%|×)(\\W|$))", "\u00a0");
    }

    private String summary()
    {
        final BenchFile file = run.file();
        final Environment environment = file.environment();
        final String started = Series.hasText(file.startedAt()) ?
            file.startedAt().replaceFirst("T(\\d\\d:\\d\\d).*", " $1 UTC") + " · " : "";

        return started + file.rounds() + (1 == file.rounds() ? " round" : " rounds") +
            (Series.hasText(file.profile()) ? " · profile " + file.profile() : "") +
            (null == environment ? "" : " · " + environment.cores() + " cores" +
            (Series.hasText(environment.gitRevision()) ? " · revision " + environment.gitRevision() : ""));
    }

    private static String resource(final String name)
    {
        try (InputStream in = Page.class.getResourceAsStream(name))
        {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }
}

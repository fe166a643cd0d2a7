package io.belay.bench.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.belay.node.cli.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Says whether a run is worse than an older one.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares Belay's figures in two runs, as ratios to the floor where both have it, and says no when " +
        "one got worse by more than the tolerance. Merge several runs with report first: few rounds differ by chance.",
    footerHeading = "%nExit codes:%n",
    footer = "  0 nothing got worse, 1 something did, 2 usage, a file that is none of belay bench, or nothing to " +
        "compare.")
public final class CheckCommand implements Callable<Integer>
{
    private static final int WHAT_WIDTH_MIN = 20;

    @Parameters(paramLabel = "NEW", description = "The run to judge, as --json of a benchmark or of report wrote it.")
    private Path now;

    @Option(names = "--against", paramLabel = "BASE", required = true, description = "The run to compare with.")
    private Path base;

    @Option(names = "--tolerance", paramLabel = "N%", defaultValue = "10%", converter = Tolerance.class,
        description = "By how much of the base a figure may be worse. Default: ${DEFAULT-VALUE}.")
    private Tolerance tolerance;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call()
    {
        final Comparison comparison;
        try
        {
            comparison = new Comparison(ResultFile.read(base), ResultFile.read(now));
        }
        catch (final IOException ex)
        {
            return refuse(ex.getMessage());
        }

        if (comparison.isApart() || (comparison.changes().isEmpty() && comparison.losses().isEmpty()))
        {
            return refuse("the two runs have nothing of Belay's in common: no load that both measured and that is valid");
        }

        return print(comparison) ? ExitCodes.OK : ExitCodes.NEGATIVE;
    }

    private boolean print(final Comparison comparison)
    {
        final PrintWriter out = spec.commandLine().getOut();
        final List<Change> worse = comparison.changes().stream()
            .filter((each) -> each.isRegression(tolerance.share())).toList();
        final int width = comparison.changes().stream().mapToInt((each) -> each.what().length()).max().orElse(0);
        final String format = "%-" + Math.max(WHAT_WIDTH_MIN, width) + "s  %10s  %10s  %8s  %s%n";
        out.printf(Locale.ROOT, format, "what", "base", "new", "change", "");
        for (final Change each : comparison.changes())
        {
            out.printf(Locale.ROOT, format, each.what(), value(each, each.base()), value(each, each.now()),
                percent(each), unit(each) + (worse.contains(each) ? "  WORSE" : ""));
        }
        comparison.losses().forEach((each) -> out.println("NO LONGER VALID  " + each));
        comparison.remarks().forEach(out::println);

        final int count = worse.size() + comparison.losses().size();
        out.println((0 == count ? "ok: nothing is" : count + (1 == count ? " figure is" : " figures are")) +
            " worse by more than " + Figures.trimmed(Figures.number(tolerance.share() * 100)) + "%");
        out.flush();

        return 0 == count;
    }

    private int refuse(final String message)
    {
        final PrintWriter err = spec.commandLine().getErr();
        err.println("belay bench check: " + message);
        err.flush();

        return ExitCodes.USAGE;
    }

    private static String value(final Change change, final double value)
    {
        return switch (String.valueOf(change.unit()))
        {
            case "ns" -> Figures.time(value);
            case "/s" -> Figures.rate(value);
            default -> Figures.number(value);
        };
    }

    private static String unit(final Change change)
    {
        return "ns".equals(change.unit()) || null == change.unit() ? "" : change.unit();
    }

    /** Of the figure, not of its worth: a rate that fell shows a minus, as does a time that fell. */
    private static String percent(final Change change)
    {
        if (0 == change.base())
        {
            return 0 == change.now() ? "0%" : "-";
        }

        return String.format(Locale.ROOT, "%+.1f%%", (change.now() - change.base()) / change.base() * 100);
    }
}

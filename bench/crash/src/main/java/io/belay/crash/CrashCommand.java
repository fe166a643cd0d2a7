package io.belay.crash;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import io.belay.bench.process.RunException;
import io.belay.node.cli.ExitCodes;
import io.belay.node.cli.SubCommand;
import org.agrona.IoUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs rounds of faults against real processes and checks that nothing acknowledged was lost.
 */
@Command(
    name = "crash",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
        "Starts pairs of nodes with their drivers and trading processes, kills, stops, cuts and confuses them while " +
            "orders flow, heals them, and checks after each round that every acknowledged append is in both journals, " +
            "once, in order, byte for byte.",
        "Faults that this system cannot do are skipped, by name and with the reason."},
    footerHeading = "%nExit codes:%n",
    footer = {
        "  0 no violation, 1 a violation, 2 usage, 6 nothing of what was asked for can be done here, 130 interrupted."
    })
public final class CrashCommand implements SubCommand, Callable<Integer>
{
    @Option(names = "--rounds", paramLabel = "N", defaultValue = "25", description = "How many. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--seed", paramLabel = "N", description = "Of all choices, though not of their timing. Default: " +
        "chosen, and printed.")
    private Long seed;

    @Option(names = "--only", paramLabel = "KIND", split = ",", description = "Faults to inject, by name or by the " +
        "part of it before a hyphen: kill, pause, power, disk, partition, link, clock, operator, mistake. Default: all.")
    private List<String> only;

    @Option(names = "--dir", paramLabel = "DIR", description = "For journals and logs, on a disk; empty or not there " +
        "yet. Default: a new one in the temporary folder, deleted at the end when nothing was violated.")
    private Path directory;

    @Option(names = "--orders", paramLabel = "FILE", description = "Order events as a LOBSTER message file. Default: " +
        "made-up events.")
    private Path orders;

    @Option(names = "--keep", description = "Keeps all journals there, not only those of rounds with a violation.")
    private boolean isKept;

    @Option(names = "--format", paramLabel = "text|json", defaultValue = "text",
        description = "json: standard output gets one object at the end, and the rounds go to standard error. Default: " +
            "${DEFAULT-VALUE}.")
    private Format format;

    @Spec
    private CommandSpec spec;

    /** What is written to standard output. */
    enum Format
    {
        /** A line a round and a table. */
        TEXT,
        /** The sum, for programs. */
        JSON
    }

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter err = spec.commandLine().getErr();
        final PrintWriter progress = Format.JSON == format ? err : out;
        try
        {
            return run(settings(), out, (line) ->
            {
                progress.println(line);
                progress.flush();
            });
        }
        catch (final RunException ex)
        {
            err.println("belay crash: " + ex.getMessage());
            err.flush();

            return ex.exitCode();
        }
    }

    private int run(final Settings settings, final PrintWriter out, final Consumer<String> screen)
        throws RunException, IOException, InterruptedException
    {
        final Tally tally;
        try (CrashRun run = new CrashRun(settings, screen))
        {
            tally = run.run();
        }

        if (Format.JSON == format)
        {
            out.println(tally.json());
        }
        else
        {
            tally.table().forEach(out::println);
        }

        out.flush();
        if (null == directory && !isKept && tally.isClean())
        {
            IoUtil.delete(settings.directory().toFile(), true);
        }

        return tally.isClean() ? ExitCodes.OK : ExitCodes.NEGATIVE;
    }

    private Settings settings() throws IOException
    {
        if (rounds < 1)
        {
            throw new ParameterException(spec.commandLine(), "--rounds " + rounds + " is not 1 or more");
        }

        final Set<String> kinds = null == only ? Set.of() : new LinkedHashSet<>(only);
        for (final String kind : kinds)
        {
            if (Faults.ALL.stream().noneMatch((fault) -> fault.name().equals(kind) || fault.name().startsWith(kind + "-")))
            {
                throw new ParameterException(spec.commandLine(), "--only " + kind + ": no such fault; there are " +
                    String.join(", ", Faults.ALL.stream().map(FaultKind::name).toList()));
            }
        }

        if (null != orders && !Files.isReadable(orders))
        {
            throw new ParameterException(spec.commandLine(), "--orders: no such file: " + orders);
        }

        return new Settings(
            rounds,
            null == seed ? System.nanoTime() & 0xFFFF_FFFFL : seed,
            kinds,
            null == directory ? Files.createTempDirectory("belay-crash") : directory,
            null == orders ? null : orders.toAbsolutePath(),
            isKept);
    }
}

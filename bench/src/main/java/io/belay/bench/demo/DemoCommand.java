package io.belay.bench.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.belay.bench.flow.LobsterFile;
import io.belay.bench.process.RunDirectories;
import io.belay.bench.process.RunException;
import io.belay.node.cli.ExitCodes;
import io.belay.node.cli.SubCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Shows the whole thing on one machine: real processes, order flow, latencies, and a check of both journals.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Starts a media driver, an owner, a standby and a sample trading process, sends order events " +
        "through them, and checks that both journals hold exactly what was acknowledged.",
    footerHeading = "%nExit codes:%n",
    footer = {
        "  0 all checks passed, 1 something acknowledged was lost or doubled by a kill, 2 usage or a malformed file, ",
        "  3 a check failed, 4 a process could not be reached, ",
        "  5 something was not acknowledged in time, 6 cannot run here, 70 a defect, 130 interrupted.",
        "  A rate that was missed is marked, in summary.json too (rateReached), and changes no exit code."
    })
public final class DemoCommand implements SubCommand, Callable<Integer>
{
    private static final double RATE_DEFAULT = 20_000;
    private static final int MARKETS_MAX = 64;

    @Option(names = "--orders", paramLabel = "FILE", description = "Order events as a LOBSTER message file; its " +
        "events are repeated, with new order ids, as often as needed. Default: made-up events.")
    private Path orders;

    @Option(names = "--count", paramLabel = "N", defaultValue = "100000", converter = Quantity.class,
        description = "How many events; 100K and 1M may be written. Default: ${DEFAULT-VALUE}.")
    private Quantity count;

    @Option(names = "--rate", paramLabel = "N|max", converter = Quantity.class, description = "Events a second, " +
        "evenly spaced, or max: each as soon as there is room. Default: 20,000, for made-up events in bursts.")
    private Quantity rate;

    @Option(names = "--speed", paramLabel = "Nx|max", converter = Quantity.class, description = "How many times " +
        "faster than their own times the events are sent, bursts and pauses kept.")
    private Quantity speed;

    @Option(names = "--markets", paramLabel = "N", defaultValue = "1", description = "How many markets, 1 to 64; each " +
        "has a flow of its own. Default: ${DEFAULT-VALUE}.")
    private int markets;

    @Option(names = "--seed", paramLabel = "N", description = "Of made-up events. Default: chosen, and printed.")
    private Long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "For the results. Default: a new one in ./belay-out.")
    private Path out;

    @Option(names = "--keep", description = "Keeps the journals there, for belay dump and belay verify.")
    private boolean keep;

    @Option(names = "--kill-owner", description = "In the middle of the run, kills the node that owns the markets " +
        "(kill -9), promotes the other one, goes on there, and starts the killed one again.")
    private boolean killOwner;

    @Option(names = "--kill-standby", description = "In the middle of the run, kills the node that keeps the second " +
        "copy (kill -9), starts it again, and goes on when there are two copies again.")
    private boolean killStandby;

    @Option(names = "--format", paramLabel = "text|json", defaultValue = "text",
        description = "json: nothing but the summary is written to standard output. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Spec
    private CommandSpec spec;

    /** What is written to standard output. */
    enum Format
    {
        /** A line a step, for people. */
        TEXT,
        /** The summary, for programs. */
        JSON
    }

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter err = spec.commandLine().getErr();
        final Screen screen = new Screen(out, err, System.getenv(), Format.JSON == format, Screen.isTerminal(1),
            Screen.isTerminal(2));
        try
        {
            return run(config(), screen, out);
        }
        catch (final RunException ex)
        {
            screen.endProgress();
            err.println("belay demo: " + ex.getMessage());
            err.flush();

            return ex.exitCode();
        }
    }

    private int run(final DemoConfig config, final Screen screen, final PrintWriter stdout)
        throws RunException, IOException, InterruptedException
    {
        screen.line(String.format(Locale.ROOT, "%s  java %s  %d cpus  profile dev: for a look, not for figures of a tuned machine",
            spec.root().version()[0], System.getProperty("java.version"), Runtime.getRuntime().availableProcessors()));
        screen.step("flow", config.flowText());
        final RunDirectories directories = RunDirectories.create(config.out());
        final DemoRun run = new DemoRun(config, screen, directories);
        final Thread onInterrupt = new Thread(run::interrupt, "demo-cleanup");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try
        {
            final Verdict verdict = run.run();
            if (Format.JSON == format)
            {
                stdout.print(run.summary());
                stdout.flush();
            }

            return verdict.exitCode(config.fault());
        }
        finally
        {
            run.close();
            forget(onInterrupt);
        }
    }

    private static void forget(final Thread hook) throws InterruptedException
    {
        try
        {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        catch (final IllegalStateException ignore)
        {
            // Ctrl-C: the hook cleans up, and the errors of processes that end with us are not worth a word.
            Thread.currentThread().join();
        }
    }

    private static int eventsIn(final Path file) throws RunException
    {
        try
        {
            return LobsterFile.read(file).count();
        }
        catch (final IOException ex)
        {
            throw new RunException(ExitCodes.USAGE, "--orders: " +
                (ex instanceof NoSuchFileException ? "no such file: " + file : ex.getMessage()), ex);
        }
    }

    private DemoConfig config() throws RunException
    {
        if (null != rate && null != speed)
        {
            throw wrong("--rate and --speed exclude each other");
        }

        if (markets < 1 || markets > MARKETS_MAX)
        {
            throw wrong("--markets " + markets + " is not 1 to " + MARKETS_MAX);
        }

        if (killOwner && killStandby)
        {
            throw wrong("--kill-owner and --kill-standby exclude each other");
        }

        final Fault fault = killOwner ? Fault.KILL_OWNER : killStandby ? Fault.KILL_STANDBY : Fault.NONE;
        final boolean asap = (null != rate && rate.isMax()) || (null != speed && speed.isMax());
        if (count.isMax() || count.value() < markets || count.value() > AckedFile.COUNT_MAX)
        {
            throw wrong("--count is not " + markets + " to " + AckedFile.COUNT_MAX);
        }

        return new DemoConfig(
            orders,
            null == orders ? 0 : eventsIn(orders),
            null == seed ? System.nanoTime() & 0xFFFF_FFFFL : seed,
            (int)count.value(),
            null != rate && !asap ? rate.value() : RATE_DEFAULT,
            asap || null != rate ? 0 : null != speed ? speed.value() : null == orders ? 1 : 0,
            asap,
            marketNames(),
            null == out ? defaultOut() : out,
            keep,
            fault);
    }

    private List<String> marketNames()
    {
        final List<String> names = new ArrayList<>();
        for (int i = 1; i <= markets; i++)
        {
            names.add(String.format(Locale.ROOT, "DEMO-%02d", i));
        }

        return names;
    }

    private static Path defaultOut()
    {
        final String time = LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));

        return Path.of("belay-out", "demo-" + time + "-" + ProcessHandle.current().pid());
    }

    private ParameterException wrong(final String message)
    {
        return new ParameterException(spec.commandLine(), message);
    }
}

package io.belay.bench.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.belay.bench.command.BenchOutput;
import io.belay.bench.command.BenchScreen;
import io.belay.bench.command.Environments;
import io.belay.bench.command.ProfileOption;
import io.belay.bench.load.LoadException;
import io.belay.bench.result.BenchFile;
import io.belay.bench.result.Goal;
import io.belay.bench.result.Goals;
import io.belay.bench.system.BelaySettings;
import io.belay.node.cli.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Belay, the floor and the peers in one run.
 */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures Belay beside the floor of this machine (disk, network, shared memory), Aeron's echo, a bare " +
        "pair of Java processes, Aeron Cluster and BookKeeper: in rounds, each in another order, on one disk.",
    footerHeading = "%nExit codes:%n",
    footer = {
        "  0 every `must` was met, 1 one was missed or could not be measured, 2 usage, 6 cannot run here,",
        "  70 a defect."
    })
public final class CompareCommand implements Callable<Integer>
{
    private static final long WINDOW_NS = 1_300_000_000L;
    private static final long QUICK_WINDOW_NS = 700_000_000L;
    private static final int QUICK_ROUNDS = 1;

    @Option(names = "--rounds", paramLabel = "N", description = "Default: 5, with --quick 1.")
    private int rounds;

    @Option(names = "--quick", description = "One round of short windows: for a look, in less than two minutes.")
    private boolean isQuick;

    @Option(names = "--in-flight", paramLabel = "N,N", split = ",", defaultValue = "1,64,256",
        description = "Requests that await their answer in the closed loops. Default: ${DEFAULT-VALUE}.")
    private List<Integer> inFlight;

    @Option(names = "--sizes", paramLabel = "N,N", split = ",", defaultValue = "256",
        description = "Bytes of a frame; the first is for all, further ones for Belay. Default: ${DEFAULT-VALUE}.")
    private List<Integer> sizes;

    @Option(names = "--cluster-levels", paramLabel = "N,N", split = ",", defaultValue = "0,1",
        description = "Levels of file sync of Aeron Cluster: 0 none, 1 data, 2 data and metadata, which stalls for " +
            "seconds on some disks. Default: ${DEFAULT-VALUE}.")
    private List<Integer> clusterLevels;

    @Option(names = "--only", paramLabel = "NAME,NAME", split = ",",
        description = "Measures only these, such as belay,floor-disk,nio-pair.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--profile", paramLabel = "NAME", defaultValue = "dev", converter = ProfileOption.class,
        description = "Of Belay's media driver: dev, low-latency or throughput. Default: ${DEFAULT-VALUE}. " +
            "One for cores to spare is measured on few of them too.")
    private String profile;

    @Option(names = "--client-idle", paramLabel = "NAME", defaultValue = "yield",
        description = "What Belay's client does while it waits: yield, adaptive or spin. Default: ${DEFAULT-VALUE}.")
    private String clientIdle;

    @Option(names = "--node-option", paramLabel = "KEY=VALUE",
        description = "A line of both nodes' configuration; may be repeated.")
    private List<String> nodeOptions = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Of the order in each round. Default: chosen, and printed.")
    private Long seed;

    @Mixin
    private BenchOutput output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        try
        {
            return compare();
        }
        catch (final LoadException ex)
        {
            throw new ParameterException(spec.commandLine(), ex.getMessage(), ex);
        }
    }

    private int compare() throws IOException, InterruptedException
    {
        final int count = 0 != rounds ? rounds : isQuick ? QUICK_ROUNDS : 5;
        final long chosenSeed = null == seed ? System.nanoTime() & 0xFFFF_FFFFL : seed;
        final Path directory = output.directory("compare");
        final BenchScreen screen = new BenchScreen(spec.commandLine().getOut(), false);
        final String startedAt = Instant.now().toString();
        final List<Contender> contenders = contenders();
        screen.line(String.format(Locale.ROOT, "%d systems, %d rounds, seed %d, in %s",
            contenders.size(), count, chosenSeed, directory));
        final Comparison comparison = new Comparison(contenders, directory, screen, chosenSeed);
        comparison.run(count);

        final BenchFile found = new BenchFile(
            BenchFile.SCHEMA,
            "compare",
            startedAt,
            profile,
            count,
            isQuick,
            Environments.here(directory, profile),
            comparison.settings(),
            comparison.measurements(),
            comparison.figures(),
            new Goals(comparison.measurements(), comparison.figures()).rows());
        output.write(found);
        show(found, comparison.failures());

        return found.goals().stream().allMatch(CompareCommand::isMet) ? ExitCodes.OK : ExitCodes.NEGATIVE;
    }

    private List<Contender> contenders()
    {
        final List<Contender> all = new Contenders(
            new BelaySettings(profile, clientIdle, 1, nodeOptions),
            sizes,
            inFlight,
            isQuick ? QUICK_WINDOW_NS : WINDOW_NS).all(clusterLevels);
        for (final String name : only)
        {
            if (all.stream().noneMatch((each) -> each.name().equals(name)))
            {
                throw new ParameterException(spec.commandLine(), "--only: there is no '" + name + "'; there are " +
                    String.join(", ", all.stream().map(Contender::name).toList()));
            }
        }

        return only.isEmpty() ? all : all.stream().filter((each) -> only.contains(each.name())).toList();
    }

    private static boolean isMet(final Goal goal)
    {
        return "must".equals(goal.met()) || "aim".equals(goal.met());
    }

    private static String measured(final Goal goal, final String format, final double value)
    {
        return 0 == goal.rounds() ? "-" : String.format(Locale.ROOT, format, value);
    }

    private void show(final BenchFile found, final List<String> failures)
    {
        final PrintWriter out = spec.commandLine().getOut();
        out.println();
        for (final Goal goal : found.goals())
        {
            out.println(String.format(Locale.ROOT, "%-66s %9s %-2s  spread %5s  rounds %d  must %s %-5s aim %-5s  %s%s",
                goal.name(), measured(goal, "%.3f", goal.value()), goal.unit(), measured(goal, "%.2f", goal.spread()),
                goal.rounds(), goal.lowerIsBetter() ? "<=" : ">=",
                number(goal.must()), number(goal.aim()), goal.met(), null == goal.note() ? "" : ": " + goal.note()));
        }
        failures.forEach((failure) -> out.println("not measured, " + failure));
        out.flush();
    }

    private static String number(final double value)
    {
        return value == Math.rint(value) ? Long.toString((long)value) : Double.toString(value);
    }
}

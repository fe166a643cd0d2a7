package io.belay.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

import io.belay.bench.command.BenchOutput;
import io.belay.bench.command.BenchScreen;
import io.belay.bench.command.Environments;
import io.belay.bench.command.ProfileOption;
import io.belay.bench.load.LoadException;
import io.belay.bench.result.BenchFile;
import io.belay.bench.result.Measurement;
import io.belay.bench.system.BelaySettings;
import io.belay.node.cli.ExitCodes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What the machine itself takes for what an append needs.
 */
@Command(
    name = "floor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures what no system on this machine can do without: two processes that write and sync at the " +
        "same time, a round trip over UDP and one through shared memory, and their sum.",
    footerHeading = "%nExit codes:%n",
    footer = "  0 measured, 1 a part could not be measured, 2 usage, 70 a defect.")
public final class FloorCommand implements Callable<Integer>
{
    private static final long WINDOW_NS = 2_000_000_000L;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--bytes", paramLabel = "N", defaultValue = "256",
        description = "Of a record. Default: ${DEFAULT-VALUE}.")
    private int bytes;

    @Option(names = "--profile", paramLabel = "NAME", defaultValue = "dev", converter = ProfileOption.class,
        description = "Of the media driver: dev, low-latency or throughput. Default: ${DEFAULT-VALUE}. " +
            "One for cores to spare is measured on few of them too.")
    private String profile;

    @Mixin
    private BenchOutput output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        final Path directory = output.directory("floor");
        final BenchScreen screen = new BenchScreen(spec.commandLine().getOut(), false);
        final String startedAt = Instant.now().toString();
        final Comparison comparison;
        try
        {
            comparison = new Comparison(
                new Contenders(
                    new BelaySettings(profile, "yield", 1, List.of()), List.of(bytes), List.of(1), WINDOW_NS).floors(),
                directory,
                screen,
                0);
            comparison.run(rounds);
        }
        catch (final LoadException ex)
        {
            throw new ParameterException(spec.commandLine(), ex.getMessage(), ex);
        }

        final List<Measurement> measurements = comparison.measurements();
        measurements.stream().filter((each) -> FloorSum.NAME.equals(each.system())).forEach(screen::measurement);
        output.write(new BenchFile(
            BenchFile.SCHEMA,
            "floor",
            startedAt,
            profile,
            rounds,
            false,
            Environments.here(directory, profile),
            comparison.settings(),
            measurements,
            comparison.figures(),
            List.of()));

        return comparison.failures().isEmpty() ? ExitCodes.OK : ExitCodes.NEGATIVE;
    }
}

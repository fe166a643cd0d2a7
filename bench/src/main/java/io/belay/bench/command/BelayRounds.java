package io.belay.bench.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.belay.bench.load.ChildResult;
import io.belay.bench.load.LoadPlan;
import io.belay.bench.process.QuietDisk;
import io.belay.bench.process.RunException;
import io.belay.bench.result.BenchFile;
import io.belay.bench.result.Measurement;
import io.belay.bench.system.BelayRun;

/**
 * Runs plans against Belay, round by round, each with new processes and empty journals.
 */
final class BelayRounds
{
    static final String SYSTEM = "belay";

    private final String command;
    private final BenchOptions options;
    private final BenchScreen screen;
    private final Path directory;

    BelayRounds(
        final String command, final BenchOptions options, final Path directory, final BenchScreen screen)
    {
        this.command = command;
        this.options = options;
        this.screen = screen;
        this.directory = directory;
    }

    BenchFile run(final List<LoadPlan> plans) throws RunException, IOException, InterruptedException
    {
        final String startedAt = Instant.now().toString();
        final List<Measurement> measurements = new ArrayList<>();
        final List<BenchFile.Figure> figures = new ArrayList<>();
        final Map<String, Map<String, String>> settings = new TreeMap<>();
        settings.put(SYSTEM, options.settings().describe());
        for (int round = 1; round <= options.rounds; round++)
        {
            final ChildResult result = round(round, plans);
            measurements.addAll(result.measurements());
            figures.addAll(result.figures());
            result.measurements().forEach(screen::measurement);
        }

        return new BenchFile(
            BenchFile.SCHEMA,
            command,
            startedAt,
            options.profile,
            options.rounds,
            false,
            Environments.here(directory, options.profile),
            settings,
            measurements,
            figures,
            List.of());
    }

    private ChildResult round(final int round, final List<LoadPlan> plans)
        throws RunException, IOException, InterruptedException
    {
        new QuietDisk().await(Files.createDirectories(directory));

        return BelayRun.in(
            directory.resolve("round-" + round),
            options.settings(),
            options.keep,
            (system) -> system.load(SYSTEM, round, plans));
    }
}

package io.belay.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.belay.bench.command.BenchScreen;
import io.belay.bench.load.ChildResult;
import io.belay.bench.process.QuietDisk;
import io.belay.bench.process.RunException;
import io.belay.bench.result.BenchFile;
import io.belay.bench.result.Measurement;
import org.agrona.IoUtil;

/**
 * Measures all contenders round by round, each round in another order, so that a drift of the machine meets all alike.
 * <p>
 * One that fails is named and left out of that round; the others go on.
 */
final class Comparison
{
    private final List<Contender> contenders;
    private final Path directory;
    private final BenchScreen screen;
    private final Random random;
    private final QuietDisk quietDisk = new QuietDisk();
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<BenchFile.Figure> figures = new ArrayList<>();
    private final Map<String, Map<String, String>> settings = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    Comparison(final List<Contender> contenders, final Path directory, final BenchScreen screen, final long seed)
    {
        this.contenders = contenders;
        this.directory = directory;
        this.screen = screen;
        random = new Random(seed);
    }

    void run(final int rounds) throws IOException, InterruptedException
    {
        for (int round = 1; round <= rounds; round++)
        {
            final List<Contender> order = new ArrayList<>(contenders);
            Collections.shuffle(order, random);
            for (final Contender each : order)
            {
                run(each, round);
            }
        }
    }

    private void run(final Contender contender, final int round) throws IOException, InterruptedException
    {
        final Path own = Files.createDirectories(directory.resolve("round-" + round)).resolve(contender.name());
        quietDisk.await(directory);
        try
        {
            final ChildResult result = contender.run(round, own);
            measurements.addAll(result.measurements());
            figures.addAll(result.figures());
            settings.put(contender.name(), result.settings());
            result.measurements().forEach(screen::measurement);
            IoUtil.delete(own.toFile(), true);
        }
        catch (final RunException ex)
        {
            failures.add("round " + round + ": " + ex.getMessage());
            screen.line("round " + round + ": " + ex.getMessage());
        }
    }

    /** With the sums of the floors, and marks where the machine was not itself. */
    List<Measurement> measurements()
    {
        return FloorSum.added(measurements);
    }

    List<BenchFile.Figure> figures()
    {
        return figures;
    }

    Map<String, Map<String, String>> settings()
    {
        return settings;
    }

    /** What could not be measured, in words. */
    List<String> failures()
    {
        return failures;
    }
}

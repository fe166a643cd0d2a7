package io.belay.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import io.belay.bench.floor.ChildMain;
import io.belay.bench.load.ChildResult;
import io.belay.bench.load.ChildSpec;
import io.belay.bench.load.LoadPlan;
import io.belay.bench.load.LoadProcess;
import io.belay.bench.process.ChildProcess;
import io.belay.bench.process.JavaCommand;
import io.belay.bench.process.RunDirectories;
import io.belay.bench.process.RunException;
import io.belay.bench.process.RunProcesses;
import io.belay.bench.result.BenchJson;
import io.belay.bench.result.Measurement;
import io.belay.node.cli.ExitCodes;
import org.agrona.IoUtil;

/**
 * A system that one process starts, loads and ends by itself: a floor or a peer.
 *
 * @param name        in the results.
 * @param system      as its process knows it.
 * @param isOnDisk    whether it needs a directory on the disk.
 * @param options     of the system.
 * @param plans       of the load.
 * @param command     that runs it, given the file with the specification.
 */
record ProcessContender(
    String name,
    String system,
    boolean isOnDisk,
    Map<String, String> options,
    List<LoadPlan> plans,
    Function<Path, List<String>> command) implements Contender
{
    private static final long START_MS_MAX = 150_000;

    @Override
    public ChildResult run(final int round, final Path directory)
        throws RunException, IOException, InterruptedException
    {
        final RunDirectories directories = RunDirectories.create(directory);
        final Path out = directories.out().resolve("result.json");
        final Path file = directories.out().resolve("load.json");
        final Map<String, String> all = new TreeMap<>(options);
        final Path data = directories.out().resolve("data");
        if (isOnDisk)
        {
            IoUtil.ensureDirectoryExists(data.toFile(), "data");
            all.put("dir", data.toString());
        }

        BenchJson.write(new ChildSpec(system, round, "yield", all, plans, List.of(), out.toString()), file);
        try (RunProcesses processes = new RunProcesses(JavaCommand.ofThisProcess(), directories))
        {
            final ChildProcess child =
                processes.startOther(name, command.apply(file), LoadProcess.READY, RunProcesses.IGNORE);
            if (!child.awaitEnd(timeoutMs()) || 0 != child.exitCode())
            {
                throw failed(child, directories.log(name));
            }

            return renamed(BenchJson.read(out, ChildResult.class));
        }
        finally
        {
            directories.deleteShared();
            IoUtil.delete(data.toFile(), true);
        }
    }

    private long timeoutMs()
    {
        return START_MS_MAX + plans.stream().mapToLong((plan) -> plan.warmupNs() + plan.windowNs()).sum() / 1_000_000;
    }

    private RunException failed(final ChildProcess child, final Path log)
    {
        final String words = child.lastWords();
        final int reason = words.indexOf(ChildMain.FAILED);

        return new RunException(ExitCodes.PRECONDITION, name + " could not be measured: " +
            (reason >= 0 ? words.substring(reason + ChildMain.FAILED.length()).lines().findFirst().orElse("") :
                child.isAlive() ? "it did not end in time" : "it ended with exit code " + child.exitCode()) +
            "; all that it said is in " + log);
    }

    private ChildResult renamed(final ChildResult result)
    {
        return new ChildResult(
            result.settings(),
            result.measurements().stream().map((each) -> each.named(name)).toList(),
            result.figures());
    }
}

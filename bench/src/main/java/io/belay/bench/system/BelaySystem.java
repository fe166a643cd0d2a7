package io.belay.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.belay.bench.load.ChildResult;
import io.belay.bench.load.ChildSpec;
import io.belay.bench.load.LoadPlan;
import io.belay.bench.load.LoadProcess;
import io.belay.bench.process.ChildProcess;
import io.belay.bench.process.NodeFile;
import io.belay.bench.process.RunDirectories;
import io.belay.bench.process.RunException;
import io.belay.bench.process.RunProcesses;
import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchJson;

/**
 * A media driver, an owner and a standby on this machine, as separate processes with an empty journal each.
 */
public final class BelaySystem
{
    private static final long LOOK_INTERVAL_MS = 200;

    private final RunProcesses processes;
    private final RunDirectories directories;
    private final BelaySettings settings;
    private final ChildProcess driver;
    private final ChildProcess owner;
    private final ChildProcess standby;

    private BelaySystem(
        final RunProcesses processes,
        final RunDirectories directories,
        final BelaySettings settings,
        final ChildProcess driver,
        final ChildProcess owner,
        final ChildProcess standby)
    {
        this.processes = processes;
        this.directories = directories;
        this.settings = settings;
        this.driver = driver;
        this.owner = owner;
        this.standby = standby;
    }

    /**
     * Starts it.
     *
     * @param processes   that it is added to, and ends with.
     * @param directories of the run.
     * @param settings    of the nodes and the driver.
     * @return the system; its markets are live a moment later.
     * @throws RunException         when something does not come up, with words.
     * @throws IOException          when a file or port refuses.
     * @throws InterruptedException when this thread is told to stop.
     */
    public static BelaySystem start(
        final RunProcesses processes, final RunDirectories directories, final BelaySettings settings)
        throws RunException, IOException, InterruptedException
    {
        final List<String> markets = new ArrayList<>();
        for (int i = 0; i < settings.markets(); i++)
        {
            markets.add(marketName(i));
        }

        final NodeFile nodes = NodeFile.onFreePorts();
        final ChildProcess driver = processes.startDriver(settings.profile());
        processes.awaitReady(driver);
        final ChildProcess standby = processes.startNode(
            NodeFile.STANDBY, nodes.write(NodeFile.STANDBY, directories, markets, settings.nodeLines()));
        final ChildProcess owner = processes.startNode(
            NodeFile.OWNER, nodes.write(NodeFile.OWNER, directories, markets, settings.nodeLines()));
        processes.awaitReady(standby);
        processes.awaitReady(owner);

        return new BelaySystem(processes, directories, settings, driver, owner, standby);
    }

    /**
     * Loads it from a process of its own, to the end.
     *
     * @param name  of the system in the results.
     * @param round of the run, from 1.
     * @param plans of the load.
     * @return what was found.
     * @throws RunException         when a process ends that must not.
     * @throws IOException          when a file cannot be written or read.
     * @throws InterruptedException when this thread is told to stop.
     */
    public ChildResult load(final String name, final int round, final List<LoadPlan> plans)
        throws RunException, IOException, InterruptedException
    {
        final Path out = directories.out().resolve("load-result.json");
        final Path file = directories.out().resolve("load.json");
        final Map<String, String> options = new TreeMap<>(settings.describe());
        options.put(BelayTarget.OPTION_AERON_DIRECTORY, directories.aeron().toString());
        options.put(BelayTarget.OPTION_NODE, NodeFile.OWNER);
        options.put(BelayTarget.OPTION_MARKETS, Integer.toString(settings.markets()));
        BenchJson.write(
            new ChildSpec(name, round, settings.clientIdle(), options, plans, pids(), out.toString()), file);
        final Allocations allocations = new Allocations(
            round, directories.node(NodeFile.OWNER), directories.node(NodeFile.STANDBY));
        final ChildProcess child = processes.start(
            "load", List.of("bench-load", file.toString()), LoadProcess.READY, (line) ->
            {
                if (line.startsWith(LoadProcess.PLAN))
                {
                    allocations.mark(); // The first plan only warms up.
                }
            });
        while (!child.awaitEnd(LOOK_INTERVAL_MS))
        {
            processes.requireAlive(driver, owner, standby);
        }
        if (0 != child.exitCode())
        {
            processes.requireAlive(driver, owner, standby);
            throw processes.ended(child);
        }

        final ChildResult result = BenchJson.read(out, ChildResult.class);
        final List<BenchFile.Figure> figures = new ArrayList<>(result.figures());
        figures.addAll(allocations.figures());

        return new ChildResult(result.settings(), result.measurements(), figures);
    }

    /**
     * @return what its nodes take while nobody appends, over a few seconds.
     * @throws InterruptedException when this thread is told to stop.
     */
    public IdleNodes idle() throws InterruptedException
    {
        return IdleNodes.measure(List.of(owner.pid(), standby.pid()));
    }

    /**
     * @return ids of the driver's, the owner's and the standby's process.
     */
    public List<Long> pids()
    {
        return List.of(driver.pid(), owner.pid(), standby.pid());
    }

    static String marketName(final int index)
    {
        return String.format(Locale.ROOT, "BENCH-%05d", index);
    }
}

package io.belay.bench.change;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import io.belay.bench.process.ChildProcess;
import io.belay.bench.process.JavaCommand;
import io.belay.bench.process.NodeFile;
import io.belay.bench.process.RunDirectories;
import io.belay.bench.process.RunException;
import io.belay.bench.process.RunProcesses;
import io.belay.client.BelayClient;
import io.belay.client.Change;
import io.belay.node.NodeStatus;
import io.belay.node.cli.ExitCodes;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures how long appends pause at a planned hand-over, and how soon a promoted standby acknowledges after its owner
 * was killed.
 */
@Command(
    name = "changes",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Hands one market to and fro between two nodes under load, then kills its owner and promotes the " +
        "other node, again and again. Shows the longest time without an acknowledgement at each hand-over, and the " +
        "time from the command to the first acknowledgement at each promotion (W=1, since the owner is dead).",
    footerHeading = "%nExit codes:%n",
    footer = {
        "  0 measured, 1 an append ended otherwise than DURABLE or in a move, 2 wrong command line, 5 something does",
        "  not come up, 6 not possible here, 70 a defect."
    })
public final class ChangesCommand implements Callable<Integer>
{
    private static final String MARKET = "BTC-USD";
    private static final long TIMEOUT_NS = 30_000_000_000L;
    private static final long SETTLE_MS = 50;

    @Option(names = "--handovers", paramLabel = "N", defaultValue = "100",
        description = "How many hand-overs. Default: ${DEFAULT-VALUE}.")
    private int handovers;

    @Option(names = "--promotions", paramLabel = "N", defaultValue = "5",
        description = "How many promotions after a kill -9 of the owner. Default: ${DEFAULT-VALUE}.")
    private int promotions;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "5000",
        description = "Appends a second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--bytes", paramLabel = "N", defaultValue = "256",
        description = "Length of each frame's payload. Default: ${DEFAULT-VALUE}.")
    private int bytes;

    @Option(names = "--out", paramLabel = "DIR", required = true,
        description = "Directory on the disk to measure, empty or not there yet.")
    private Path out;

    @Spec
    private CommandSpec spec;

    private RunDirectories directories;
    private long errors;
    private long durable;
    private long moved;
    private final Map<String, Long> endings = new TreeMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        try
        {
            directories = RunDirectories.create(out);
            try (RunProcesses processes = new RunProcesses(JavaCommand.ofThisProcess(), directories))
            {
                measure(processes);
            }
            finally
            {
                directories.deleteShared();
            }

            final PrintWriter screen = spec.commandLine().getOut();
            screen.printf(Locale.ROOT, "%d appends durable, %d moved to the other node, %d ended otherwise %s%n",
                durable, moved, errors, endings.isEmpty() ? "" : endings);
            screen.flush();

            return 0 == errors ? ExitCodes.OK : ExitCodes.NEGATIVE;
        }
        catch (final RunException ex)
        {
            spec.commandLine().getErr().println("belay bench changes: " + ex.getMessage());

            return ex.exitCode();
        }
    }

    private void measure(final RunProcesses processes) throws RunException, IOException, InterruptedException
    {
        final NodeFile nodes = NodeFile.onFreePorts();
        final Path[] files =
        {
            nodes.write(NodeFile.OWNER, directories, List.of(MARKET), List.of()),
            nodes.write(NodeFile.STANDBY, directories, List.of(MARKET), List.of())
        };
        final String[] names = {NodeFile.OWNER, NodeFile.STANDBY};
        processes.awaitReady(processes.startDriver("dev"));
        final ChildProcess[] running = new ChildProcess[2];
        for (int i = 0; i < 2; i++)
        {
            running[i] = processes.startNode(names[i], files[i]);
            processes.awaitReady(running[i]);
        }

        awaitPair(0);
        handOver(names);
        promote(processes, names, files, running);
    }

    private void handOver(final String[] names) throws RunException, InterruptedException
    {
        final PacedTrader trader = new PacedTrader(MARKET, rate, bytes);
        trader.connect(names[0], context(names[0]));
        trader.connect(names[1], context(names[1]));
        trader.begin(names[0]);
        final Thread thread = new Thread(trader, "trader");
        thread.start();
        final Histogram pauses = new Histogram(60_000_000_000L, 3);
        final Histogram calm = new Histogram(60_000_000_000L, 3);
        final Histogram commands = new Histogram(60_000_000_000L, 3);
        try (BelayClient first = BelayClient.connect(context(names[0]));
            BelayClient second = BelayClient.connect(context(names[1])))
        {
            Thread.sleep(3_000); // The JVMs compile what is then measured.
            for (int i = -10; i < handovers; i++)
            {
                final boolean isForth = 0 == Math.floorMod(i, 2);
                trader.takeLongestNs();
                Thread.sleep(SETTLE_MS);
                final long calmNs = trader.takeLongestNs();
                final Change change = (isForth ? first : second).handOver(MARKET, names[isForth ? 1 : 0], TIMEOUT_NS);
                Thread.sleep(SETTLE_MS);
                require(change, trader);
                if (i >= 0)
                {
                    calm.recordValue(calmNs);
                    pauses.recordValue(trader.takeLongestNs());
                    commands.recordValue(change.durationNs());
                }
            }

            if (1 == Math.floorMod(handovers, 2))
            {
                require(second.handOver(MARKET, names[0], TIMEOUT_NS), trader);
            }
        }
        finally
        {
            end(trader, thread);
        }

        print("hand-over: longest time without an acknowledgement", pauses);
        print("the same without one, in as long a time", calm);
        print("hand-over: at the owner, from the command to its end", commands);
    }

    private void promote(
        final RunProcesses processes, final String[] names, final Path[] files, final ChildProcess[] running)
        throws RunException, InterruptedException
    {
        final Histogram firsts = new Histogram(60_000_000_000L, 3);
        for (int i = 0; i < promotions; i++)
        {
            final int old = Math.floorMod(i, 2);
            final int next = 1 - old;
            awaitPair(old);
            Kill.process(running[old].pid());
            running[old].awaitEnd(10_000);
            final PacedTrader trader = new PacedTrader(MARKET, rate, bytes);
            trader.connect(names[next], context(names[next]));
            try (BelayClient operator = BelayClient.connect(context(names[next])))
            {
                final long commandNs = System.nanoTime();
                final Change change = operator.promote(MARKET, false, TIMEOUT_NS);
                trader.begin(names[next]);
                final Thread thread = new Thread(trader, "trader");
                thread.start();
                require(change, trader);
                while (0 == trader.firstAckNs() && null == trader.failure())
                {
                    Thread.onSpinWait();
                }

                firsts.recordValue(trader.firstAckNs() - commandNs);
                end(trader, thread);
            }

            running[old] = processes.startNode(names[old], files[old]);
            processes.awaitReady(running[old]);
            awaitPair(next);
        }

        if (promotions > 0)
        {
            print("promotion: from the command to the first acknowledgement, W=1", firsts);
        }
    }

    private void require(final Change change, final PacedTrader trader) throws RunException
    {
        if (!change.isDone() || null != trader.failure())
        {
            throw new RunException(ExitCodes.NOT_DURABLE, "the change ended with " + change +
                (null == trader.failure() ? "" : ", the trader with " + trader.failure()));
        }
    }

    private void end(final PacedTrader trader, final Thread thread) throws InterruptedException
    {
        trader.stop();
        thread.join();
        durable += trader.durable();
        errors += trader.errors();
        moved += trader.moved();
        trader.endings().forEach((ending, count) -> endings.merge(ending, count, Long::sum));
    }

    /** Until the market is live on two disks, owned by one of the nodes. */
    private void awaitPair(final int owner) throws RunException, InterruptedException
    {
        final Path directory = directories.node(0 == owner ? NodeFile.OWNER : NodeFile.STANDBY);
        final long endNs = System.nanoTime() + TIMEOUT_NS;
        while (NodeStatus.read(directory).markets().stream()
            .noneMatch((market) -> market.isOwner() && market.isWell() && 2 == market.w()))
        {
            if (System.nanoTime() - endNs > 0)
            {
                throw new RunException(ExitCodes.NOT_DURABLE, "the market is not live on two disks: " +
                    NodeStatus.read(directory).markets());
            }

            Thread.sleep(20);
        }
    }

    private BelayClient.Context context(final String node)
    {
        return new BelayClient.Context()
            .aeronDirectoryName(directories.aeron().toString())
            .node(node)
            .connectTimeoutNs(TIMEOUT_NS)
            .outcomeTimeoutNs(TIMEOUT_NS);
    }

    private void print(final String what, final Histogram times)
    {
        spec.commandLine().getOut().printf(Locale.ROOT, "%-62s n=%d p50 %.2f ms, p99 %.2f ms, max %.2f ms%n", what,
            times.getTotalCount(), times.getValueAtPercentile(50) / 1e6, times.getValueAtPercentile(99) / 1e6,
            times.getMaxValue() / 1e6);
        spec.commandLine().getOut().flush();
    }
}

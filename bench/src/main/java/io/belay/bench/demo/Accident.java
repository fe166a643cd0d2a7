package io.belay.bench.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.belay.bench.process.ChildProcess;
import io.belay.bench.process.NodeFile;
import io.belay.bench.process.RunDirectories;
import io.belay.bench.process.RunException;
import io.belay.bench.process.RunProcesses;
import io.belay.client.BelayClient;
import io.belay.client.Change;
import io.belay.node.ConfigException;
import io.belay.node.NodeStatus;
import io.belay.node.cli.ExitCodes;

/**
 * The fault of a demo: kills a node in the middle of the run, does what its operator would do, and watches it come back.
 */
final class Accident
{
    private static final long TRADER_WAIT_MS_MAX = 10_000;
    private static final long PROMOTE_TIMEOUT_NS = 30_000_000_000L;
    private static final long BACK_TIMEOUT_NS = 90_000_000_000L;
    private static final long LOOK_INTERVAL_NS = 20_000_000;
    private static final String SUBJECT = "node";

    private final DemoConfig config;
    private final Screen screen;
    private final RunDirectories directories;
    private final RunProcesses processes;
    private final String killedName;
    private final ChildProcess killed;
    private final ChildProcess survivor;
    private final CountDownLatch lost = new CountDownLatch(1);
    private final CountDownLatch again = new CountDownLatch(1);
    private ChildProcess restarted;
    private volatile long killNs;
    private long promoteNs;
    private long promotedNs;
    private long restartNs;
    private long backNs;

    Accident(
        final DemoConfig config,
        final Screen screen,
        final RunDirectories directories,
        final RunProcesses processes,
        final ChildProcess owner,
        final ChildProcess standby)
    {
        this.config = config;
        this.screen = screen;
        this.directories = directories;
        this.processes = processes;
        killedName = Fault.KILL_OWNER == config.fault() ? NodeFile.OWNER : NodeFile.STANDBY;
        killed = Fault.KILL_OWNER == config.fault() ? owner : standby;
        survivor = Fault.KILL_OWNER == config.fault() ? standby : owner;
    }

    /** File that is there once the node is dead. */
    Path gate()
    {
        return directories.shared().resolve("killed");
    }

    /** Whether it is time for it. */
    boolean isDue(final long acked)
    {
        return Fault.NONE != config.fault() && 0 == killNs && acked >= config.count() / 2;
    }

    /** Whether it has happened, or never will. */
    boolean isOver()
    {
        return Fault.NONE == config.fault() || 0 != killNs;
    }

    /** What the trading process prints; on any thread. */
    void onTraderLine(final String line)
    {
        if (0 != killNs && TraderCommand.LOST.equals(line))
        {
            lost.countDown();
        }
        else if (0 != killNs && TraderCommand.AGAIN.equals(line))
        {
            again.countDown();
        }
    }

    /** Kills the node. Ends when the trading process can go on, or only waits for the node, which starts again. */
    void strike(final long acked) throws RunException, IOException, InterruptedException
    {
        if (Fault.KILL_OWNER == config.fault())
        {
            killOwner(acked);
        }
        else
        {
            kill(acked, "it keeps the second copy");
            screen.step("trader", "nothing is acknowledged with one copy only: appends wait, or are refused, until there are two");
        }

        restart();
    }

    private void killOwner(final long acked) throws RunException, IOException, InterruptedException
    {
        try (BelayClient operator = BelayClient.connect(new BelayClient.Context()
            .aeronDirectoryName(directories.aeron().toString())
            .node(NodeFile.STANDBY)
            .clientName("demo-operator")))
        {
            kill(acked, "it owns every market");
            // On a busy machine it may have moved for another reason a moment before, and says nothing then.
            if (lost.await(TRADER_WAIT_MS_MAX, TimeUnit.MILLISECONDS))
            {
                screen.step("trader", String.format(Locale.ROOT, "no answer any more, noticed %,d ms after the kill; it " +
                    "cannot know whether its last events were stored, and turns to %s", ms(System.nanoTime() - killNs),
                    NodeFile.STANDBY));
            }

            promote(operator);
        }

        if (again.await(TRADER_WAIT_MS_MAX, TimeUnit.MILLISECONDS))
        {
            screen.step("trader", "acknowledged again; what it did not know about it has sent once more, under the old numbers");
        }
    }

    private void promote(final BelayClient operator) throws RunException
    {
        screen.step("operator", "belay promote --node " + NodeFile.STANDBY + " --all-of " + NodeFile.OWNER);
        promoteNs = System.nanoTime();
        final Change change = operator.promoteAllOf(NodeFile.OWNER, false, PROMOTE_TIMEOUT_NS);
        promotedNs = System.nanoTime();
        if (!change.isDone())
        {
            throw new RunException(ExitCodes.NOT_DURABLE, "node " + NodeFile.STANDBY + " did not become the owner: " +
                change.ending() + " " + change.text());
        }

        screen.verdict("operator", true, String.format(Locale.ROOT, "%s owns every market now, %,d ms after the command; " +
            "it holds all that was acknowledged, and goes on with one copy (W=1)", NodeFile.STANDBY,
            ms(promotedNs - promoteNs)));
    }

    private void kill(final long acked, final String role) throws RunException, IOException, InterruptedException
    {
        screen.step("kill", String.format(Locale.ROOT, "kill -9 %d: node %s, %s, is killed after about %,d acknowledged events",
            killed.pid(), killedName, role, acked));
        killNs = System.nanoTime();
        if (!killed.kill())
        {
            throw new RunException(ExitCodes.INTERNAL, "node " + killedName + " survives a kill -9");
        }

        Files.createFile(gate());
    }

    private void restart() throws RunException
    {
        restartNs = System.nanoTime();
        final Path file = directories.out().resolve(killedName + ".properties");
        restarted = processes.start(killedName + "-again", List.of("node", file.toString()), "READY node=" + killedName,
            RunProcesses.IGNORE);
        screen.step(SUBJECT, killedName + "      starts again, pid " + restarted.pid() + ", on the disk it left behind");
    }

    /** Says so when the killed node holds everything again. */
    void look() throws InterruptedException
    {
        if (null != restarted && 0 == backNs && restarted.awaitReady(0) && isBack())
        {
            backNs = System.nanoTime();
            screen.verdict(SUBJECT, true, String.format(Locale.ROOT, "%-9s is back as the standby, %,d ms after its start: " +
                "caught up by itself, two copies again (W=2)", killedName, ms(backNs - restartNs)));
        }
    }

    /** Waits until the killed node holds everything again. */
    void awaitBack() throws RunException, InterruptedException
    {
        final long deadlineNs = System.nanoTime() + BACK_TIMEOUT_NS;
        look();
        while (null != restarted && 0 == backNs)
        {
            processes.requireAlive(survivor, restarted);
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw new RunException(ExitCodes.NOT_DURABLE, "node " + killedName + " is not back after " +
                    BACK_TIMEOUT_NS / 1_000_000_000L + " s; see " + directories.log(restarted.name()));
            }

            LockSupport.parkNanos(LOOK_INTERVAL_NS);
            look();
        }
    }

    private boolean isBack()
    {
        try
        {
            final NodeStatus owner = NodeStatus.read(directories.node(ownerName()));
            final NodeStatus standby = NodeStatus.read(directories.node(standbyName()));

            return owner.markets().size() == config.markets().size() &&
                standby.markets().size() == config.markets().size() && owner.markets().stream()
                .allMatch((market) -> market.isOwner() && 2 == market.w() && "LIVE".equals(market.state())) &&
                standby.markets().stream().allMatch((market) -> "FOLLOWING".equals(market.state()));
        }
        catch (final ConfigException | IllegalStateException ignore)
        {
            return false; // It has just begun to run.
        }
    }

    /** The nodes that run now, the owner of the markets first. */
    ChildProcess[] nodes()
    {
        final boolean isOwnerKilled = Fault.KILL_OWNER == config.fault();
        if (null == restarted)
        {
            return isOwnerKilled ? new ChildProcess[]{killed, survivor} : new ChildProcess[]{survivor, killed};
        }

        return new ChildProcess[]{survivor, restarted};
    }

    /** The node that owns the markets now. */
    String ownerName()
    {
        return 0 != promotedNs ? NodeFile.STANDBY : NodeFile.OWNER;
    }

    /** The node that stands by now. */
    String standbyName()
    {
        return 0 != promotedNs ? NodeFile.OWNER : NodeFile.STANDBY;
    }

    /** Times of what was done, and what the trading process saw of it. */
    AccidentReport report(final Interruption seen)
    {
        return new AccidentReport(config.fault(), seen, seen.pauseEndNs() - killNs,
            0 == promotedNs ? 0 : seen.pauseEndNs() - promoteNs, promotedNs - promoteNs, backNs - restartNs);
    }

    private static long ms(final long ns)
    {
        return TimeUnit.NANOSECONDS.toMillis(ns);
    }
}

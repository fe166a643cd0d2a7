package io.belay.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.belay.bench.process.ChildProcess;
import io.belay.crash.Violations.Kind;
import io.belay.node.NodeStatus;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;

/**
 * Two machines that hold the same markets, their trading processes, and what is known about them.
 */
final class Pair implements AutoCloseable
{
    /** Small and quick to start. */
    static final List<String> JVM_FLAGS = List.of(
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms32m", "-Xmx192m", "-XX:-UsePerfData",
        "-XX:-CreateCoredumpOnCrash");
    /** Short timeouts, and memory for what is sent here. */
    static final List<String> DRIVER_SETTINGS = List.of(
        "aeron.client.liveness.timeout=3s",
        "aeron.publication.unblock.timeout=4s",
        "aeron.image.liveness.timeout=2s",
        "aeron.publication.connection.timeout=1s",
        "aeron.timer.interval=200ms",
        "aeron.term.buffer.length=1m",
        "aeron.ipc.term.buffer.length=1m",
        "aeron.rcv.initial.window.length=256k",
        "aeron.socket.so_sndbuf=512k",
        "aeron.socket.so_rcvbuf=512k");

    private static final long LIVE_TIMEOUT_MS = 60_000;
    private static final long MEND_INTERVAL_MS = 500;
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Workbench bench;
    private final Layout layout;
    private final Path folder;
    private final Path shared;
    private final List<Machine> machines = new ArrayList<>();
    private final List<Span> silences = new ArrayList<>();
    private final List<Span> doubts = new ArrayList<>();
    private final Violations violations = new Violations();
    private final NodeFiles files;
    private final Diary diary;
    private final int[] owners = new int[Layout.MARKETS.size()];
    private boolean isPaused;
    private boolean isCalm;
    private boolean isEvidence;

    private Pair(final Workbench bench, final Layout layout, final int number) throws IOException
    {
        this.bench = bench;
        this.layout = layout;
        folder = bench.out().resolve("pair-" + number);
        Files.createDirectories(folder.resolve("log"));
        shared = Files.createDirectories(bench.shared().resolve("pair-" + number));
        files = new NodeFiles(this);
        diary = new Diary(folder.resolve("log").resolve("diary.log"));
    }

    static Pair create(final Workbench bench, final Layout layout, final int number, final Random random)
        throws IOException
    {
        final Pair pair = new Pair(bench, layout, number);
        try
        {
            pair.machines.add(new Machine(pair, 0, "alpha"));
            pair.machines.add(new Machine(pair, 1, "beta"));
            pair.addTraders(random);

            return pair;
        }
        catch (final IOException ex)
        {
            pair.close();
            throw ex;
        }
    }

    private void addTraders(final Random random)
    {
        int number = 0;
        for (int market = 0; market < Layout.MARKETS.size(); market++)
        {
            final Machine machine = machines.get(layout.firstOwner(market));
            owners[market] = machine.index();
            for (int i = 0; i < layout.traders(); i++)
            {
                machine.traders().add(
                    new Trader(this, machine, ++number, Layout.MARKETS.get(market), random.nextLong() >>> 1));
            }
        }
    }

    Workbench bench()
    {
        return bench;
    }

    Layout layout()
    {
        return layout;
    }

    Path folder()
    {
        return folder;
    }

    Path shared()
    {
        return shared;
    }

    Diary diary()
    {
        return diary;
    }

    NodeFiles files()
    {
        return files;
    }

    Machine machine(final int index)
    {
        return machines.get(index);
    }

    List<Machine> machines()
    {
        return machines;
    }

    List<Trader> traders()
    {
        return machines.stream().flatMap((machine) -> machine.traders().stream()).toList();
    }

    List<Span> silences()
    {
        return silences;
    }

    List<Span> doubts()
    {
        return doubts;
    }

    Violations violations()
    {
        return violations;
    }

    /** Its files are not to be deleted. */
    void keep()
    {
        isEvidence = true;
    }

    long durableCount()
    {
        return traders().stream().mapToLong((trader) -> trader.history().durableCount()).sum();
    }

    List<Append> appends()
    {
        return traders().stream().flatMap((trader) -> trader.history().appends().stream()).toList();
    }

    void wish(final History.Wish wish)
    {
        traders().forEach((trader) -> trader.history().wish(wish));
    }

    /** Whether so many more appends were acknowledged before the time was up. */
    boolean awaitProgress(final int count, final long timeoutMs)
    {
        final long wanted = durableCount() + count;

        return await(timeoutMs, () -> durableCount() >= wanted);
    }

    static boolean await(final long timeoutMs, final BooleanSupplier condition)
    {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (!condition.getAsBoolean())
        {
            if (System.nanoTime() - deadlineNs > 0 || Thread.currentThread().isInterrupted())
            {
                return false;
            }

            LockSupport.parkNanos(LOOK_NS);
        }

        return true;
    }

    /** Index of the machine whose node owns a market now, by its newest term; the last known when none says so. */
    int owner(final int market)
    {
        long newest = -1;
        for (final Machine machine : machines)
        {
            final NodeStatus.Market seen = machine.isNodeAlive() ? market(machine, market) : null;
            if (null != seen && seen.isOwner() && seen.epoch() > newest)
            {
                newest = seen.epoch();
                owners[market] = machine.index();
            }
        }

        return owners[market];
    }

    private static NodeStatus.Market market(final Machine machine, final int market)
    {
        return markets(machine).stream()
            .filter((seen) -> seen.name().equals(Layout.MARKETS.get(market))).findFirst().orElse(null);
    }

    /** No fault lasts that the round has begun. */
    void isCalm(final boolean value)
    {
        isCalm = value;
    }

    /** Whether nothing is wrong: every node does as it is told. */
    boolean isCalm()
    {
        return isCalm && isAlive() && isWell();
    }

    /** A process is stopped, and hears nothing. */
    void isPaused(final boolean value)
    {
        isPaused = value;
    }

    /** Whether all processes run but trading ones. */
    boolean isAlive()
    {
        return !isPaused && machines.stream().allMatch((machine) ->
            machine.isNodeAlive() && (null == machine.driver() || machine.driver().isAlive()));
    }

    /** Starts whatever does not run, and waits until all does. */
    void mend() throws IOException, InterruptedException, StuckException
    {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIVE_TIMEOUT_MS);
        while (!isAllReady())
        {
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw stuck("does not start again: " + lastWords());
            }
        }

        for (final Machine machine : machines)
        {
            machine.startTraders();
        }
    }

    private boolean isAllReady() throws IOException, InterruptedException, StuckException
    {
        for (final Machine machine : machines)
        {
            awaitEndWithDriver(machine);
        }

        for (final Machine machine : machines)
        {
            machine.startDriver();
        }

        for (final Machine machine : machines)
        {
            look(machine);
            machine.startNode(files.write(machine));
        }

        boolean isReady = true;
        for (final Machine machine : machines)
        {
            isReady &= machine.node().awaitReady(Machine.READY_TIMEOUT_MS) && machine.isNodeAlive();
        }

        return isReady;
    }

    /** A node whose driver has died ends by itself, and only then is it of use to start both again. */
    private void awaitEndWithDriver(final Machine machine) throws InterruptedException, StuckException
    {
        final ChildProcess driver =
            Layout.Driver.SHARED == layout.driver() ? machines.get(0).driver() : machine.driver();
        if (null != driver && !driver.isAlive() && machine.isNodeAlive() &&
            !machine.node().awaitEnd(Machine.END_TIMEOUT_MS))
        {
            throw stuck(machine.name() + "'s node does not end with its driver");
        }
    }

    /** A node that ended may do so for some reasons only. */
    private void look(final Machine machine) throws StuckException
    {
        final ChildProcess node = machine.node();
        if (null != node && !node.isAlive() && !machine.isEndExcused())
        {
            machine.excuseEnd();
            diary.note(machine.name() + "'s node has ended with " + node.exitCode());
            switch (node.exitCode())
            {
                case 3 -> throw stuck(machine.name() + " says that its journal is damaged: " + node.lastWords());
                case 4, 6, 7, 130, 143 ->
                {
                }
                default -> violations.add(Kind.PROCESS, machine.name() + "'s node ended with " + node.exitCode() + ": " +
                    node.lastWords());
            }
        }
    }

    private StuckException stuck(final String text)
    {
        violations.add(Kind.PROCESS, text);

        return new StuckException(text);
    }

    private String lastWords()
    {
        final StringBuilder words = new StringBuilder();
        for (final Machine machine : machines)
        {
            words.append(machine.name()).append(": ").append(null == machine.node() ? "" : machine.node().lastWords())
                .append(System.lineSeparator());
        }

        return words.toString();
    }

    /** Waits until every market takes appends and every standby follows. */
    void awaitLive() throws IOException, InterruptedException, StuckException
    {
        awaitMending("not live", this::isWell);
    }

    /** What dies meanwhile, late from a fault that is over, is started again. */
    private void awaitMending(final String what, final BooleanSupplier condition)
        throws IOException, InterruptedException, StuckException
    {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIVE_TIMEOUT_MS);
        while (!await(MEND_INTERVAL_MS, condition))
        {
            mend();
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw stuck(what + " after a minute: " + states() + lastWords());
            }
        }
    }

    private boolean isWell()
    {
        for (final Machine machine : machines)
        {
            final List<NodeStatus.Market> seen = markets(machine);
            if (!machine.isNodeAlive() || Layout.MARKETS.size() != seen.size() ||
                !seen.stream().allMatch(NodeStatus.Market::isWell))
            {
                return false;
            }
        }

        return Layout.MARKETS.stream().allMatch(this::isOnTwoDisks);
    }

    /** Whether one node owns a market, and counts the disk of the other. */
    private boolean isOnTwoDisks(final String name)
    {
        final List<NodeStatus.Market> owned = machines.stream().flatMap((machine) -> markets(machine).stream())
            .filter((market) -> market.name().equals(name) && market.isOwner()).toList();

        return 1 == owned.size() && 2 == owned.get(0).w();
    }

    /** Waits until both nodes are at the same place in every market. */
    void awaitEqual() throws IOException, InterruptedException, StuckException
    {
        awaitMending("not at the same place",
            () -> positions(machines.get(0)).equals(positions(machines.get(1))) && isWell());
    }

    private String states()
    {
        return machines.stream().map((machine) -> machine.name() + " " + markets(machine)).toList().toString();
    }

    private static List<Long> positions(final Machine machine)
    {
        return markets(machine).stream().map(NodeStatus.Market::durablePosition).toList();
    }

    private static List<NodeStatus.Market> markets(final Machine machine)
    {
        try
        {
            return NodeStatus.read(machine.directory()).markets();
        }
        catch (final RuntimeException ex)
        {
            return List.of(); // It is being made, or its driver just went.
        }
    }

    /** Waits until no trading process has anything in flight; they make no more appends then. */
    void rest() throws StuckException
    {
        wish(History.Wish.REST);
        final long[] counts = {-1};
        if (!await(Machine.END_TIMEOUT_MS, () ->
        {
            final long before = counts[0];
            counts[0] = traders().stream().mapToLong((trader) -> trader.history().count()).sum();

            return before == counts[0] && traders().stream().allMatch(Trader::isAtRest);
        }))
        {
            throw stuck("a trading process does not come to rest");
        }
    }

    @Override
    public void close()
    {
        CloseHelper.closeAll(machines);
        IoUtil.delete(shared.toFile(), true);
        if (!isEvidence && !bench.settings().isKept())
        {
            IoUtil.delete(folder.toFile(), true);
        }
    }
}

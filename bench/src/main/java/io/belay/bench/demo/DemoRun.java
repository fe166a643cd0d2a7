package io.belay.bench.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import io.belay.bench.latency.LatencyReport;
import io.belay.bench.latency.Stage;
import io.belay.bench.process.ChildProcess;
import io.belay.bench.process.JavaCommand;
import io.belay.bench.process.NodeFile;
import io.belay.bench.process.RunDirectories;
import io.belay.bench.process.RunException;
import io.belay.bench.process.RunProcesses;
import io.belay.journal.JournalException;
import io.belay.node.cli.ExitCodes;

/**
 * One demo, step by step. It may be closed from another thread at any time, which ends its processes and deletes what it
 * shares in memory.
 */
final class DemoRun implements AutoCloseable
{
    private static final int WINDOW = 1024;
    private static final long LOOK_INTERVAL_MS = 100;

    private final DemoConfig config;
    private final Screen screen;
    private final RunDirectories directories;
    private final RunProcesses processes;
    private final long startNs = System.nanoTime();
    private volatile long acked;
    private volatile boolean isEvidence;
    private JsonObject summary = new JsonObject();

    DemoRun(final DemoConfig config, final Screen screen, final RunDirectories directories)
    {
        this.config = config;
        this.screen = screen;
        this.directories = directories;
        processes = new RunProcesses(JavaCommand.ofThisProcess(), directories);
    }

    /** Runs it all; whether each check passed. */
    boolean run() throws RunException, IOException, InterruptedException
    {
        final NodeFile nodes = NodeFile.onFreePorts();
        final ChildProcess driver = processes.startDriver("dev");
        processes.awaitReady(driver);
        screen.verdict("driver", true, "media driver   pid " + driver.pid() + "  dir=" + directories.aeron());

        final ChildProcess standby = startNode(nodes, NodeFile.STANDBY);
        final ChildProcess owner = startNode(nodes, NodeFile.OWNER);
        announce("standby", standby, NodeFile.STANDBY, "");
        announce("owner", owner, NodeFile.OWNER, "  W=2");

        final TraderResult result = trade(driver, standby, owner);
        final LatencyReport latencies = reportLatencies(result);

        owner.terminate();
        standby.terminate();
        owner.close();
        standby.close();

        final Verdict verdict = check(result);
        summary = Summary.of(config, verdict, latencies, (System.nanoTime() - startNs) / 1_000_000);
        Files.writeString(directories.out().resolve("summary.json"), summary.toString(), StandardCharsets.UTF_8);
        screen.step("report", directories.out() + "  (summary.json, latency.hlog, latency-*.hgrm, log)");
        isEvidence = !verdict.isPassed();
        screen.step("journals", journalsText());

        return verdict.isPassed();
    }

    private String journalsText()
    {
        final String where = directories.journal(NodeFile.OWNER) + " and " + directories.journal(NodeFile.STANDBY);

        return config.keep() || isEvidence ? where + "  (kept; look with belay dump and belay verify)" :
            "were in " + where + "; removed (--keep keeps them)";
    }

    /** On another thread, for Ctrl-C: says how far it came. */
    void interrupt()
    {
        screen.notice(String.format(Locale.ROOT, "belay demo: interrupted after %,d acknowledged events, %s", acked,
            isEvidence ? "before the checks had ended" : "nothing was checked"));
        close();
    }

    JsonObject summary()
    {
        return summary;
    }

    private ChildProcess startNode(final NodeFile nodes, final String name) throws RunException, IOException
    {
        return processes.startNode(name, nodes.write(name, directories, config.markets(), List.of()));
    }

    private void announce(final String role, final ChildProcess node, final String name, final String more)
        throws RunException, InterruptedException
    {
        processes.awaitReady(node);
        screen.verdict(role, true,
            String.format(Locale.ROOT, "node %-9s pid %d  journal=%s%s", name, node.pid(), directories.journal(name), more));
    }

    private TraderResult trade(final ChildProcess... servers) throws RunException, IOException, InterruptedException
    {
        final TraderConfig trader = new TraderConfig(
            directories.aeron().toString(),
            NodeFile.OWNER,
            config.markets(),
            null == config.orders() ? "" : config.orders().toAbsolutePath().toString(),
            config.seed(),
            config.count(),
            config.warmup(),
            config.rate(),
            config.speed(),
            config.asap(),
            WINDOW,
            directories.shared().resolve("acked"),
            directories.out().resolve("latency.hlog"),
            directories.out().resolve("trader-result.properties"));
        final Path file = directories.out().resolve("trader.properties");
        trader.store(file);
        final ChildProcess child = processes.start(
            "trader", List.of("demo-trader", file.toString()), TraderCommand.READY, this::onTraderLine);
        processes.awaitReady(child);
        screen.verdict("trader", true, "sample process pid " + child.pid() + String.format(
            Locale.ROOT, "  %,d events, %d market%s, %s", config.count(), config.markets().size(),
            1 == config.markets().size() ? "" : "s", config.paceText()));
        while (!child.awaitEnd(LOOK_INTERVAL_MS))
        {
            screen.progress("orders", acked, config.count());
            processes.requireAlive(servers);
        }

        if (ExitCodes.OK != child.exitCode() && !Files.exists(trader.result()))
        {
            processes.requireAlive(servers);
            throw processes.ended(child);
        }

        return TraderResult.load(trader.result());
    }

    private void onTraderLine(final String line)
    {
        if (line.startsWith(TraderCommand.PROGRESS))
        {
            acked = Long.parseLong(line.substring(TraderCommand.PROGRESS.length()));
        }
    }

    private LatencyReport reportLatencies(final TraderResult result) throws IOException
    {
        screen.step("orders", String.format(Locale.ROOT, "%,d acknowledged in %.1f s, %,.0f/s; refused and repeated %,d, unknown %,d",
            result.acked(), result.elapsedNs() / 1e9, result.sentRate(), result.refused(), result.unknown()));
        if (config.isRateMissed(result.sentRate()))
        {
            screen.verdict("rate", false, String.format(Locale.ROOT, "%,.0f/s was asked for: this machine is too slow or too busy " +
                "for it, and the latencies hold the queue that grew", config.targetRate()));
        }

        final LatencyReport latencies = LatencyReport.read(directories.out().resolve("latency.hlog"));
        for (final Stage stage : Stage.values())
        {
            latencies.writeDistribution(
                stage, directories.out().resolve("latency-" + stage.key() + ".hgrm"));
        }

        LatencyTable.print(screen, latencies, config.asap(), String.format(
            Locale.ROOT, "latency of %,d events in %s, from when each was %s; the first %,d are warm-up and left out",
            latencies.count(Stage.TOTAL), screen.micros(), config.asap() ? "sent" : "due", config.warmup()));

        return latencies;
    }

    private Verdict check(final TraderResult result) throws RunException, IOException
    {
        isEvidence = true;
        try (AckedFile file = AckedFile.open(directories.shared().resolve("acked"), result.acked()))
        {
            final Verdict verdict = new Verdict(
                result, audit(NodeFile.OWNER, file), audit(NodeFile.STANDBY, file), config.count());
            show(verdict);

            return verdict;
        }
    }

    private JournalAudit.Result audit(final String node, final AckedFile file) throws RunException, IOException
    {
        try
        {
            return JournalAudit.run(directories.journal(node), config.markets(), file, config.count());
        }
        catch (final JournalException ex)
        {
            throw new RunException(ExitCodes.CORRUPTION, "the journal of " + node + " in " +
                directories.journal(node) + " cannot be read: " + ex.getMessage(), ex);
        }
    }

    private void show(final Verdict verdict)
    {
        final JournalAudit.Result owner = verdict.owner();
        final JournalAudit.Result standby = verdict.standby();
        screen.verdict("check", verdict.isCountEqual(), String.format(Locale.ROOT, "acknowledged %,d, owner's journal %,d, " +
            "standby's journal %,d", verdict.trader().acked(), owner.entries(), standby.entries()));
        screen.verdict("check", verdict.isSequenceWhole(), String.format(Locale.ROOT, "lost %,d, gaps %,d, duplicates %,d, never " +
            "acknowledged %,d", verdict.lost(), verdict.gaps(), verdict.duplicated(), verdict.unacknowledged()));
        screen.verdict("check", verdict.arePayloadsEqual(), String.format(Locale.ROOT, "payloads byte for byte: %,d differ",
            owner.different() + standby.different()));
        final HexFormat hex = HexFormat.of();
        screen.verdict("book", verdict.isStateHashEqual(), String.format(Locale.ROOT, "state hash: trader %s, replay of owner's " +
            "journal %s, of standby's %s (%,d orders rest)", hex.toHexDigits(verdict.trader().stateHash()),
            hex.toHexDigits(owner.stateHash()), hex.toHexDigits(standby.stateHash()), verdict.trader().resting()));
    }

    @Override
    public void close()
    {
        processes.close();
        directories.deleteShared();
        if (!config.keep() && !isEvidence)
        {
            directories.deleteNode(NodeFile.OWNER);
            directories.deleteNode(NodeFile.STANDBY);
        }
    }
}

package io.belay.bench.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
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
import io.belay.node.cli.ExitCodes;

/**
 * One demo, step by step. It may be closed from another thread at any time, which ends its processes and deletes what it
 * shares in memory.
 */
final class DemoRun implements AutoCloseable
{
    private static final int WINDOW = 1024;
    private static final long LOOK_INTERVAL_MS = 100;
    private static final long SHORT_INTERVAL_MS = 10;

    private final DemoConfig config;
    private final Screen screen;
    private final RunDirectories directories;
    private final RunProcesses processes;
    private final long startNs = System.nanoTime();
    private volatile long acked;
    private volatile Accident accident;
    private volatile boolean isEvidence;
    private JsonObject summary = new JsonObject();

    DemoRun(final DemoConfig config, final Screen screen, final RunDirectories directories)
    {
        this.config = config;
        this.screen = screen;
        this.directories = directories;
        processes = new RunProcesses(JavaCommand.ofThisProcess(), directories);
    }

    /** Runs it all, and checks it. */
    Verdict run() throws RunException, IOException, InterruptedException
    {
        final NodeFile nodes = NodeFile.onFreePorts();
        final ChildProcess driver = processes.startDriver("dev");
        processes.awaitReady(driver);
        screen.verdict("driver", true, "media driver   pid " + driver.pid() + "  dir=" + directories.aeron());

        final ChildProcess standby = startNode(nodes, NodeFile.STANDBY);
        final ChildProcess owner = startNode(nodes, NodeFile.OWNER);
        announce("standby", standby, NodeFile.STANDBY, "");
        announce("owner", owner, NodeFile.OWNER, "  W=2");

        accident = new Accident(config, screen, directories, processes, owner, standby);
        final TraderResult result = trade(driver);
        accident.awaitBack();
        final LatencyReport latencies = reportLatencies(result);

        stopNodes();
        isEvidence = true;
        final Verdict verdict =
            new Check(config, screen, directories).run(result, accident.ownerName(), accident.standbyName());
        final AccidentReport report = accident.report(result.pause());
        report.show(screen, verdict);
        summary = Summary.of(config, verdict, report, latencies, (System.nanoTime() - startNs) / 1_000_000);
        Files.writeString(directories.out().resolve("summary.json"), summary.toString(), StandardCharsets.UTF_8);
        screen.step("report", directories.out() + "  (summary.json, latency.hlog, latency-*.hgrm, log)");
        isEvidence = !verdict.isPassed();
        screen.step("journals", journalsText());

        return verdict;
    }

    private void stopNodes()
    {
        // The owner first: while it runs without its standby it goes on to write entries of its own.
        for (final ChildProcess node : accident.nodes())
        {
            node.close();
        }
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

    private TraderResult trade(final ChildProcess driver) throws RunException, IOException, InterruptedException
    {
        final TraderConfig trader = new TraderConfig(
            directories.aeron().toString(),
            NodeFile.OWNER,
            NodeFile.STANDBY,
            1 + (new SecureRandom().nextLong() >>> 2),
            config.fault(),
            accident.gate(),
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
        while (!child.awaitEnd(accident.isOver() ? LOOK_INTERVAL_MS : SHORT_INTERVAL_MS))
        {
            screen.progress("orders", acked, config.count());
            if (accident.isDue(acked))
            {
                accident.strike(acked);
            }

            accident.look();
            requireAlive(driver);
        }

        if (ExitCodes.OK != child.exitCode() && !Files.exists(trader.result()))
        {
            requireAlive(driver);
            throw processes.ended(child);
        }

        if (!accident.isOver())
        {
            throw new RunException(ExitCodes.USAGE, "all events were acknowledged before a node could be killed: use a " +
                "larger --count, or a lower --rate");
        }

        return TraderResult.load(trader.result());
    }

    private void requireAlive(final ChildProcess driver) throws RunException, InterruptedException
    {
        processes.requireAlive(driver);
        processes.requireAlive(accident.nodes());
    }

    private void onTraderLine(final String line)
    {
        accident.onTraderLine(line);
        if (line.startsWith(TraderCommand.PROGRESS))
        {
            acked = Long.parseLong(line.substring(TraderCommand.PROGRESS.length()));
        }
    }

    private LatencyReport reportLatencies(final TraderResult result) throws IOException
    {
        screen.step("orders", String.format(Locale.ROOT, "%,d acknowledged in %.1f s, %,.0f/s; refused and repeated %,d, unknown %,d",
            result.acked(), result.elapsedNs() / 1e9, result.sentRate(), result.refused(), result.unknown()));
        if (Fault.NONE == config.fault() && config.isRateMissed(result.sentRate()))
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

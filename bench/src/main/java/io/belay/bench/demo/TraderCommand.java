package io.belay.bench.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.belay.bench.latency.LatencyLog;
import io.belay.driver.TimerSlack;
import io.belay.driver.YieldThenPark;
import io.belay.node.cli.ExitCodes;
import io.belay.node.cli.SubCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs the sample trading process of the demo.
 */
@Command(
    name = "demo-trader",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Runs the sample trading process of belay demo, which writes its configuration.")
public final class TraderCommand implements SubCommand, Callable<Integer>
{
    /** Begins a line that says that the process is connected. */
    static final String READY = "READY trader";
    /** Begins a line with the number of events acknowledged so far. */
    static final String PROGRESS = "PROGRESS ";

    /** A line that says that the connection is lost, or that nothing was heard of the node for too long. */
    static final String LOST = "LOST";
    /** A line that says that events are acknowledged again. */
    static final String AGAIN = "AGAIN";

    private static final long PROGRESS_INTERVAL_MS = 200;
    private static final int PROGRESSES_PER_LOG_INTERVAL = 5;

    @Parameters(paramLabel = "FILE", description = "Properties file.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException
    {
        TimerSlack.setNs(1);
        final TraderConfig config = TraderConfig.load(file);
        try (AckedFile acked = AckedFile.create(config.acked(), config.count());
            LatencyLog latencies = new LatencyLog(config.latencyLog()))
        {
            final Trader trader =
                new Trader(config, config.flows(), acked, latencies, new YieldThenPark(), this::say);
            final TraderResult result = run(config, trader, latencies);
            result.store(config.result());

            return 0 == result.unknown() ? ExitCodes.OK : ExitCodes.NOT_DURABLE;
        }
        catch (final TraderException ex)
        {
            spec.commandLine().getErr().println("belay demo-trader: " + ex.getMessage());

            return ExitCodes.NOT_DURABLE;
        }
    }

    private TraderResult run(final TraderConfig config, final Trader trader, final LatencyLog latencies)
        throws IOException
    {
        try (NodeLink link = new NodeLink(config, trader))
        {
            link.connect();
            say(READY + " pid=" + ProcessHandle.current().pid());
            final ScheduledExecutorService reporter = report(trader, latencies);
            try
            {
                return trader.run(link);
            }
            finally
            {
                stop(reporter);
            }
        }
    }

    private void say(final String line)
    {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    /** Progress and the interval log have a thread of their own, so that no write holds up an append. */
    private ScheduledExecutorService report(final Trader trader, final LatencyLog latencies)
    {
        final int[] ticks = new int[1];
        final ScheduledExecutorService reporter = Executors.newSingleThreadScheduledExecutor((task) ->
        {
            final Thread thread = new Thread(task, "reporter");
            thread.setDaemon(true);

            return thread;
        });
        reporter.scheduleAtFixedRate(
            () ->
            {
                say(PROGRESS + trader.ackedCount());
                if (0 == ++ticks[0] % PROGRESSES_PER_LOG_INTERVAL)
                {
                    latencies.writeInterval();
                }
            },
            PROGRESS_INTERVAL_MS,
            PROGRESS_INTERVAL_MS,
            TimeUnit.MILLISECONDS).isDone();

        return reporter;
    }

    private static void stop(final ScheduledExecutorService reporter) throws IOException
    {
        reporter.shutdown();
        try
        {
            if (!reporter.awaitTermination(10, TimeUnit.SECONDS))
            {
                throw new IOException("the latency log could not be written within 10 s");
            }
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
    }
}

package io.belay.node.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import io.belay.driver.TimerSlack;
import io.belay.node.Node;
import io.belay.node.NodeConfig;
import io.belay.node.NodeFailure;
import io.belay.node.Settings;
import org.agrona.concurrent.ShutdownSignalBarrier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs a node until it is told to stop.
 */
@Command(
    name = "node",
    description = "Runs a node: it owns markets, stands by for others, and keeps one journal.",
    footerHeading = "%nExit codes:%n",
    footer = {
        "  0 told to stop, 2 wrong command line or configuration, 3 the journal is damaged, 4 the media driver is not",
        "  there or was lost, 6 directory, port or name in use, 7 not run for too long: start it again, 70 a defect or",
        "  a disk that refused, 130 interrupted (Ctrl-C), 143 terminated (SIGTERM)."
    },
    mixinStandardHelpOptions = true)
public final class NodeCommand implements Callable<Integer>
{
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Property files with belay.* and aeron.* keys; " +
        "the later wins, environment variables (BELAY_DIR for belay.dir) win over files, -D over all.")
    private List<Path> files;

    @Option(names = "--print-config", description = "Prints every key with its value and " +
        "where that came from, and ends.")
    private boolean printConfig;

    @Mixin
    private Defines defines;

    @Spec
    private CommandSpec spec;

    @Override
    @SuppressWarnings("ClosingStandardOutputStreams") // The node does not close what it reports to.
    public Integer call() throws Exception
    {
        final Settings settings = Settings.load(files, System.getenv(), defines.over(System.getProperties()));
        final NodeConfig config = NodeConfig.from(settings);
        settings.unknownEnvironment()
            .forEach((sentence) -> spec.commandLine().getErr().println("belay: WARNING " + sentence));
        if (printConfig)
        {
            settings.listing().forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();

            return ExitCodes.OK;
        }

        TimerSlack.setNs(1);
        final AtomicReference<NodeFailure> failure = new AtomicReference<>();
        try (ShutdownSignalBarrier barrier = new ShutdownSignalBarrier();
            Node node = Node.launch(config, System.err, (cause) ->
            {
                failure.compareAndSet(null, cause);
                barrier.signalAll();
            }))
        {
            ready(node, config, System.out);
            barrier.await();
        }

        final NodeFailure cause = failure.get();
        if (null == cause)
        {
            return ExitCodes.OK;
        }

        spec.commandLine().getErr().println("belay: " + cause.message());

        return cause.kind().exitCode();
    }

    private static void ready(final Node node, final NodeConfig config, final PrintStream out)
    {
        out.println("READY node=" + config.self().name() + " pid=" + ProcessHandle.current().pid() + " endpoint=" +
            config.self().endpoint() + " markets=" + config.markets().size() + " dir=" + config.directory() +
            " aeron.dir=" + node.aeronDirectory() + String.format(" journalId=%016x", node.journalId()));
        out.flush();
    }
}

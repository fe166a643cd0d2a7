package io.belay.node.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import io.belay.node.ConfigException;
import io.belay.node.Durations;
import io.belay.node.NodeConfig;
import io.belay.node.NodeStatus;
import io.belay.node.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows a running node from its counters, without touching it.
 */
@Command(
    name = "status",
    description = "Shows the markets, roles, epochs, positions, lag and errors of a running node, and with --watch goes " +
        "on with rates and latencies. In its columns are, of each replica, how many entries and bytes it has not " +
        "acknowledged, and how long the oldest of them has waited; times of acks are those at the owner, in the last " +
        "whole second.",
    footerHeading = "%nExit codes:%n",
    footer = {
        "  0 all is well, 1 a market is not live or follows no owner, or the node is starting or stalled, 2 wrong",
        "  command line or configuration, 4 it or its driver does not run, or none has run there, 6 it keeps no such",
        "  market, 70 a defect, 130 interrupted, 141 standard output was closed. With --watch and --count: as it was",
        "  at the last look."
    },
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer>
{
    /** How it is printed. */
    enum Format
    {
        /** For people. */
        TEXT,
        /** One JSON object. */
        JSON
    }

    @Parameters(arity = "1", paramLabel = "DIR|FILE",
        description = "The node's directory (belay.dir), or its property file.")
    private Path node;

    @Option(names = "--format", defaultValue = "text", description = "text or json (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(names = "--market", paramLabel = "NAME", description = "Only this market; may be given several times.")
    private final Set<String> marketNames = new LinkedHashSet<>();

    @Option(names = "--sort", paramLabel = "ORDER", defaultValue = "name",
        description = "${COMPLETION-CANDIDATES}: by name, or with the fastest market, the one furthest behind or the " +
            "one with the slowest acks first (default: ${DEFAULT-VALUE}).")
    private MarketOrder order;

    @Option(names = "--watch", description = "Goes on showing it, with rates, until it is interrupted; waits for a " +
        "node that is not running. With --format json, one object a line.")
    private boolean isToWatch;

    @Option(names = "--interval", paramLabel = "DURATION", defaultValue = "1s",
        description = "With --watch: between two looks, with its unit: 500ms, 2s (default: ${DEFAULT-VALUE}).")
    private String interval;

    @Option(names = "--count", paramLabel = "N", defaultValue = "0",
        description = "With --watch: ends after so many pictures; 0 for no end (default: ${DEFAULT-VALUE}).")
    private long count;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "0",
        description = "With --watch: rows of a picture (default: those of the terminal, else as many as it takes).")
    private int rows;

    @Mixin
    private Defines defines;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call()
    {
        if (!Files.exists(node))
        {
            spec.commandLine().getErr().println(
                "belay: no node has run in " + node + ": there is no such directory, nor a property file of that name");

            return ExitCodes.UNREACHABLE;
        }

        final Path directory = Files.isDirectory(node) ? node : directoryOf(node);
        final NodeStatus status;
        try
        {
            status = NodeStatus.read(directory);
        }
        catch (final ConfigException | IllegalStateException ex)
        {
            spec.commandLine().getErr().println("belay: " + ex.getMessage());

            return ExitCodes.UNREACHABLE;
        }

        final MarketSelection selection = new MarketSelection(marketNames, order);
        if (status.alive() && !status.starting() && !selection.absent(status).isEmpty())
        {
            spec.commandLine().getErr().println(
                "belay: node " + status.nodeName() + " keeps no market " + String.join(", ", selection.absent(status)));

            return ExitCodes.PRECONDITION;
        }

        return isToWatch ? watch(directory, selection) : show(status, selection);
    }

    private int show(final NodeStatus status, final MarketSelection selection)
    {
        final List<NodeStatus.Market> markets = selection.of(status, StatusRates.UNKNOWN);
        final PrintWriter out = spec.commandLine().getOut();
        if (Format.JSON == format)
        {
            out.println(StatusJson.of(status, markets, null));
        }
        else
        {
            StatusText.print(status, markets, out);
        }

        out.flush();

        return codeOf(status, markets);
    }

    private int watch(final Path directory, final MarketSelection selection)
    {
        final StatusWatch watch = new StatusWatch(
            () -> NodeStatus.read(directory),
            selection,
            Terminal::ofStandardOutput,
            Format.JSON == format,
            rows,
            spec.commandLine().getOut());
        final NodeStatus last = watch.run(intervalNs(), count);
        if (watch.isOutClosed())
        {
            return ExitCodes.OUTPUT_CLOSED;
        }

        return null == last ? ExitCodes.UNREACHABLE : codeOf(last, selection.of(last, StatusRates.UNKNOWN));
    }

    private long intervalNs()
    {
        final long intervalNs;
        try
        {
            intervalNs = Durations.parseNs(interval);
        }
        catch (final NumberFormatException ex)
        {
            throw new ParameterException(spec.commandLine(),
                "--interval: '" + interval + "' is no duration; say " + Durations.UNITS, ex);
        }

        if (intervalNs <= 0)
        {
            throw new ParameterException(spec.commandLine(), "--interval: must be above 0");
        }

        return intervalNs;
    }

    private static int codeOf(final NodeStatus status, final List<NodeStatus.Market> markets)
    {
        if (status.starting())
        {
            return ExitCodes.NEGATIVE;
        }

        if (!status.alive())
        {
            return ExitCodes.UNREACHABLE;
        }

        return !status.isStalled() && markets.stream().allMatch(NodeStatus.Market::isWell) ?
            ExitCodes.OK : ExitCodes.NEGATIVE;
    }

    private Path directoryOf(final Path file)
    {
        return NodeConfig.from(
            Settings.load(List.of(file), System.getenv(), defines.over(System.getProperties()))).directory();
    }
}

package io.belay.node.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

import io.belay.node.ConfigException;
import io.belay.node.NodeConfig;
import io.belay.node.NodeStatus;
import io.belay.node.Settings;
import io.belay.wire.Epoch;
import io.belay.wire.MarketId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Shows a running node from its counters, without touching it.
 */
@Command(
    name = "status",
    description = "Shows the markets, roles, epochs, positions, lag and errors of a running node.",
    footerHeading = "%nExit codes:%n",
    footer = {
        "  0 all is well, 1 a market is not live or follows no owner, or the node is starting or stalled, 2 wrong",
        "  command line or configuration, 4 it or its driver does not run, or none has run there, 70 a defect."
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

        if (Format.JSON == format)
        {
            json(status, spec.commandLine().getOut());
        }
        else
        {
            text(status, spec.commandLine().getOut());
        }

        spec.commandLine().getOut().flush();

        return codeOf(status);
    }

    private static int codeOf(final NodeStatus status)
    {
        if (status.starting())
        {
            return ExitCodes.NEGATIVE;
        }

        if (!status.alive())
        {
            return ExitCodes.UNREACHABLE;
        }

        return !status.isStalled() && status.markets().stream().allMatch(NodeStatus.Market::isWell) ?
            ExitCodes.OK : ExitCodes.NEGATIVE;
    }

    private Path directoryOf(final Path file)
    {
        return NodeConfig.from(
            Settings.load(List.of(file), System.getenv(), defines.over(System.getProperties()))).directory();
    }

    private static void text(final NodeStatus status, final PrintWriter out)
    {
        out.printf("node %s  pid %d %s  since %s  aeron.dir %s%n",
            status.nodeName(), status.pid(), state(status),
            Instant.ofEpochMilli(status.startMs()), status.aeronDirectory());
        out.printf("journal entries %,d  durable %,d%s  clients %d  refused tries %,d  unreadable %,d  errors %,d%n",
            status.journalSequence(), status.journalDurableSequence(), status.journalFailed() ? "  FAILED" : "",
            status.clients(), status.refused(), status.defects(), status.errorCount());
        if (!status.markets().isEmpty())
        {
            out.printf("%-20s %-8s %-16s %-8s %2s %14s %14s %14s %8s  %s%n",
                "MARKET", "ROLE", "STATE", "EPOCH", "W", "TXID", "COMMITTED", "POSITION", "LAG", "");
        }

        for (final NodeStatus.Market market : status.markets())
        {
            out.printf("%-20s %-8s %-16s %-8s %2d %,14d %,14d %,14d %8s  %s%n",
                market.name(), market.role(), market.state(), Epoch.toString(market.epoch()), market.w(),
                market.txid(), market.committedTxid(), market.position(), lag(market),
                market.configDiffers() ? "configuration differs, the journal wins" : "");
        }

        for (final NodeStatus.ObservedError error : status.errors())
        {
            out.printf("error %,d times, last %s: %s%n",
                error.count(), Instant.ofEpochMilli(error.lastMs()), error.firstLine());
        }
    }

    private static String state(final NodeStatus status)
    {
        if (status.starting())
        {
            return "starting";
        }

        if (status.isStalled())
        {
            return "STALLED: not run for " + status.silentMs() / 1000 + " s";
        }

        return status.alive() ? "alive" : "NOT RUNNING";
    }

    private static String lag(final NodeStatus.Market market)
    {
        if (!market.isOwner() || 2 != market.w())
        {
            return "-";
        }

        return market.isLagKnown() ? String.format("%,d", market.standbyLag()) : "unknown";
    }

    private static void json(final NodeStatus status, final PrintWriter out)
    {
        final StringBuilder text = new StringBuilder(1024);
        text.append("{\"node\":").append(quote(status.nodeName()))
            .append(",\"pid\":").append(status.pid())
            .append(",\"alive\":").append(status.alive())
            .append(",\"starting\":").append(status.starting())
            .append(",\"stalled\":").append(status.isStalled())
            .append(",\"silentMs\":").append(status.silentMs())
            .append(",\"startMs\":").append(status.startMs())
            .append(",\"aeronDir\":").append(quote(status.aeronDirectory()))
            .append(",\"journal\":{\"sequence\":").append(status.journalSequence())
            .append(",\"durableSequence\":").append(status.journalDurableSequence())
            .append(",\"failed\":").append(status.journalFailed())
            .append("},\"clients\":").append(status.clients())
            .append(",\"refusedTries\":").append(status.refused())
            .append(",\"unreadable\":").append(status.defects())
            .append(",\"markets\":[");
        String separator = "";
        for (final NodeStatus.Market market : status.markets())
        {
            text.append(separator)
                .append("{\"market\":").append(quote(market.name()))
                .append(",\"id\":").append(quote(MarketId.toHex(market.id())))
                .append(",\"role\":").append(quote(market.role()))
                .append(",\"state\":").append(quote(market.state()))
                .append(",\"epoch\":").append(market.epoch())
                .append(",\"w\":").append(market.w())
                .append(",\"txid\":").append(market.txid())
                .append(",\"committedTxid\":").append(market.committedTxid())
                .append(",\"position\":").append(market.position())
                .append(",\"durablePosition\":").append(market.durablePosition())
                .append(",\"standbyPosition\":").append(market.standbyPosition())
                .append(",\"standbyLag\":").append(market.isLagKnown() ? Long.toString(market.standbyLag()) : "null")
                .append(",\"configDiffers\":").append(market.configDiffers())
                .append('}');
            separator = ",";
        }

        text.append("],\"errorCount\":").append(status.errorCount()).append(",\"errors\":[");
        separator = "";
        for (final NodeStatus.ObservedError error : status.errors())
        {
            text.append(separator)
                .append("{\"count\":").append(error.count())
                .append(",\"firstMs\":").append(error.firstMs())
                .append(",\"lastMs\":").append(error.lastMs())
                .append(",\"text\":").append(quote(error.firstLine()))
                .append('}');
            separator = ",";
        }

        out.println(text.append("]}"));
    }

    private static String quote(final String text)
    {
        final StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++)
        {
            final char c = text.charAt(i);
            if ('"' == c || '\\' == c)
            {
                quoted.append('\\').append(c);
            }
            else if (c < ' ')
            {
                quoted.append(String.format("\\u%04x", (int)c));
            }
            else
            {
                quoted.append(c);
            }
        }

        return quoted.append('"').toString();
    }
}

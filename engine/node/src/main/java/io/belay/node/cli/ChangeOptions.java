package io.belay.node.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Function;

import io.belay.client.BelayClient;
import io.belay.client.Change;
import io.belay.node.Durations;
import io.belay.wire.Epoch;
import io.belay.wire.MarketId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What all commands that change who keeps a market have in common: where the node is, and how the end is told.
 */
@Command
final class ChangeOptions
{
    /** How the end is told. */
    enum Format
    {
        /** For people. */
        TEXT,
        /** One JSON object. */
        JSON
    }

    @Option(names = "--aeron-dir", paramLabel = "DIR",
        description = "Directory of the media driver that the node uses (default: Aeron's own default).")
    private String aeronDirectory;

    @Option(names = "--node", paramLabel = "NAME", description = "Node that is told, when several share the driver.")
    private String nodeName;

    @Option(names = "--timeout", paramLabel = "DURATION", defaultValue = "30s",
        description = "How long to wait for the end, with its unit; the change goes on when it is over " +
            "(default: ${DEFAULT-VALUE}).")
    private String timeout;

    @Option(names = "--format", defaultValue = "text", description = "text or json (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    long timeoutNs()
    {
        try
        {
            final long timeoutNs = Durations.parseNs(timeout);
            if (timeoutNs > 0)
            {
                return timeoutNs;
            }
        }
        catch (final NumberFormatException ex)
        {
            throw new ParameterException(spec.commandLine(),
                "--timeout=" + timeout + " is not a number with a unit: " + Durations.UNITS, ex);
        }

        throw new ParameterException(spec.commandLine(), "--timeout=" + timeout + " leaves no time");
    }

    void checkMarketName(final String marketName)
    {
        try
        {
            MarketId.of(marketName);
        }
        catch (final IllegalArgumentException ex)
        {
            throw new ParameterException(spec.commandLine(), "--market: " + ex.getMessage(), ex);
        }
    }

    /** Asks the node, and tells how it ended. */
    int run(final String what, final Function<BelayClient, Change> asking)
    {
        final BelayClient.Context context =
            new BelayClient.Context().clientName("belay-" + spec.name()).connectTimeoutNs(timeoutNs());
        if (null != aeronDirectory)
        {
            context.aeronDirectoryName(aeronDirectory);
        }

        if (null != nodeName)
        {
            context.node(nodeName);
        }

        try (BelayClient client = BelayClient.connect(context))
        {
            final Change change = asking.apply(client);
            final PrintWriter out = spec.commandLine().getOut();
            out.println(Format.JSON == format ? json(what, change) : text(what, change));
            out.flush();

            return change.isDone() ? ExitCodes.OK : ExitCodes.NEGATIVE;
        }
    }

    private static String text(final String what, final Change change)
    {
        final StringBuilder line = new StringBuilder(what).append(": ").append(change.ending());
        if (0 != change.epoch())
        {
            line.append(", owner ").append(change.owner().isEmpty() ? "unknown" : change.owner())
                .append(change.standby().isEmpty() ? "" : ", standby " + change.standby())
                .append(", W=").append(change.w())
                .append(", epoch ").append(Epoch.toString(change.epoch()));
        }

        return line.append(String.format(Locale.ROOT, ", %.1f ms", change.durationNs() / 1e6))
            .append(change.text().isEmpty() ? "" : "; " + change.text()).toString();
    }

    private static String json(final String what, final Change change)
    {
        return "{\"change\":" + StatusJson.quote(what) + ",\"ending\":\"" + change.ending() + "\",\"owner\":" +
            StatusJson.quote(change.owner()) + ",\"standby\":" + StatusJson.quote(change.standby()) + ",\"w\":" +
            change.w() + ",\"epoch\":\"" + Epoch.toString(change.epoch()) + "\",\"durationNs\":" +
            change.durationNs() + ",\"text\":" + StatusJson.quote(change.text()) + "}";
    }
}

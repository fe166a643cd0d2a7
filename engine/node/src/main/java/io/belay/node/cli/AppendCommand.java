package io.belay.node.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.belay.client.BelayClient;
import io.belay.client.Market;
import io.belay.client.Outcome;
import io.belay.node.Durations;
import io.belay.wire.MarketId;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Appends lines, so that a shell can try it.
 */
@Command(
    name = "append",
    description = "Appends each line of a file, or of standard input, as one frame, and prints how each ended.",
    footer = "Exit 5 when one is not DURABLE.",
    mixinStandardHelpOptions = true)
public final class AppendCommand implements Callable<Integer>
{
    /** How outcomes are printed. */
    enum Format
    {
        /** For people. */
        TEXT,
        /** One JSON object a line. */
        JSON
    }

    @Option(names = "--market", required = true, paramLabel = "NAME", description = "Market to append to.")
    private String marketName;

    @Option(names = "--aeron-dir", paramLabel = "DIR",
        description = "Directory of the media driver that the node uses (default: Aeron's own default).")
    private String aeronDirectory;

    @Option(names = "--node", paramLabel = "NAME", description = "Node, when several share the driver.")
    private String nodeName;

    @Option(names = "--timeout", paramLabel = "DURATION", defaultValue = "2s",
        description = "After which an outcome counts as UNKNOWN, with its unit: 500ms, 2s " +
            "(default: ${DEFAULT-VALUE}).")
    private String timeout;

    @Option(names = "--format", defaultValue = "text", description = "text or json (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Lines to append (default: standard input).")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException
    {
        checkMarketName();
        final BelayClient.Context context = new BelayClient.Context()
            .clientName("belay-append")
            .outcomeTimeoutNs(timeoutNs());
        if (null != aeronDirectory)
        {
            context.aeronDirectoryName(aeronDirectory);
        }

        if (null != nodeName)
        {
            context.node(nodeName);
        }

        try (BufferedReader lines = open(); BelayClient client = BelayClient.connect(context))
        {
            return append(client, client.market(marketName), lines);
        }
    }

    private void checkMarketName()
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

    private long timeoutNs()
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

        throw new ParameterException(spec.commandLine(), "--timeout=" + timeout + " leaves no time for an outcome");
    }

    private BufferedReader open() throws IOException
    {
        if (null == file)
        {
            return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        }

        if (Files.isDirectory(file))
        {
            throw new FileSystemException(file.toString(), null, "is a directory");
        }

        return Files.newBufferedReader(file);
    }

    private int append(final BelayClient client, final Market market, final BufferedReader lines) throws IOException
    {
        final PrintWriter out = spec.commandLine().getOut();
        final UnsafeBuffer buffer = new UnsafeBuffer();
        int code = ExitCodes.OK;
        for (String line = lines.readLine(); null != line; line = lines.readLine())
        {
            buffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            final boolean isDurable;
            if (buffer.capacity() > client.frameLengthMax())
            {
                printTooLong(out);
                isDurable = false;
            }
            else
            {
                final Outcome outcome = market.appendAndAwait(buffer, 0, buffer.capacity());
                print(out, outcome);
                isDurable = outcome.isDurable();
            }

            code = isDurable ? code : ExitCodes.NOT_DURABLE;
            out.flush();
        }

        return code;
    }

    /** The client does not even send it. */
    private void printTooLong(final PrintWriter out)
    {
        out.println(Format.JSON == format ?
            "{\"outcome\":\"REFUSED\",\"code\":\"FRAME_TOO_LONG\"}" : "REFUSED FRAME_TOO_LONG");
    }

    private void print(final PrintWriter out, final Outcome outcome)
    {
        final long latencyNs = outcome.receiveTimeNs() - outcome.appendTimeNs();
        if (Format.JSON == format)
        {
            out.println("{\"outcome\":\"" + outcome.kind() + "\",\"code\":\"" + outcome.code() + "\",\"txid\":" +
                outcome.txid() + ",\"epoch\":" + outcome.epoch() + ",\"hlc\":" + outcome.hlc() + ",\"w\":" +
                outcome.w() + ",\"latencyNs\":" + latencyNs + "}");
        }
        else if (outcome.isDurable())
        {
            out.println("DURABLE txid=" + outcome.txid() + " w=" + outcome.w() + " us=" + latencyNs / 1000);
        }
        else
        {
            out.println(outcome.kind() + " " + outcome.code());
        }
    }
}

package io.belay.node.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.belay.client.BelayClient;
import io.belay.node.Durations;
import io.belay.wire.MarketId;
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
    description = "Appends each line of a file, or of standard input, as one frame, and prints how each ended. It " +
        "goes on after a line that is REFUSED or UNKNOWN, unless --stop is given or the node is gone, and in the end " +
        "says on standard error how many there were.",
    footerHeading = "%nExit codes:%n",
    footer = {
        "  0 all DURABLE, 2 wrong command line, 4 no media driver or node there, or it was lost, 5 one is not DURABLE,",
        "  6 not possible here: no such file or market, another node owns it, 70 a defect, 130 interrupted."
    },
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

    @Option(names = "--stop",
        description = "Stops at the first line that is not DURABLE (default: goes on, one outcome a line).")
    private boolean isToStop;

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
            final OutcomePrinter printer = new OutcomePrinter(spec.commandLine().getOut(), Format.JSON == format);

            return new LineAppender(client, printer, isToStop).run(marketName, lines, spec.commandLine().getErr());
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
}

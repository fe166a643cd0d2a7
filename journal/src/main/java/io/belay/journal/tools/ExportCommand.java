package io.belay.journal.tools;

import java.io.IOException;
import java.io.PrintWriter;

import io.belay.journal.JournalFiles;
import io.belay.wire.MarketNames;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * Writes the frames of a journal as a table, for those who take the data elsewhere.
 */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
        "Writes the frames of a journal as a table to standard output, a row each, from its files, without a node " +
            "and without ever writing there.",
        "Superseded frames are left out unless asked for, and control entries. The journal of a running node is exported up to its " +
            "present end; what is written there may be ahead of what is durable.",
        "Columns: sequence (in this journal), time (UTC, of the owner), hlc (the same to the last bit), market (where " +
            "its name is known), marketId, epoch, position, txid, clientId, clientSequence, payloadLength, " +
            "payloadEncoding, payload. Numbers are unsigned and have up to 64 bits, more than a spreadsheet or a " +
            "parser that keeps numbers as doubles can hold."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:all frames asked for were written",
        "2:the command line is wrong",
        "3:the journal is damaged: what comes before the place was written",
        "6:no such directory, not a journal, of a newer format, or without an entry of a market asked for",
        "130:ended with Ctrl-C",
        "141:standard output was closed"})
public final class ExportCommand extends JournalCommand
{
    @Mixin
    private MarketOptions marketOptions = new MarketOptions();

    @Mixin
    private RangeOptions rangeOptions = new RangeOptions();

    @Option(
        names = "--format",
        paramLabel = "csv|json",
        defaultValue = "csv",
        converter = RowsOption.class,
        description = "csv: as RFC 4180 says, with a header line; json: one JSON object a line. Default: " +
            "${DEFAULT-VALUE}.")
    private RowFormat format = new CsvRows();

    @Option(
        names = "--payload",
        paramLabel = "text|hex|base64|none",
        defaultValue = "text",
        converter = OutputOptions.PayloadOption.class,
        description = "How the bytes of a frame are written; text: in hexadecimal where they are not printable " +
            "UTF-8, and payloadEncoding says which; none: without these two columns. Default: ${DEFAULT-VALUE}.")
    private Payload payload = Payload.TEXT;

    @Option(names = "--limit", paramLabel = "COUNT", description = "Write so many frames at the most.")
    private long limit = Long.MAX_VALUE;

    @Option(
        names = "--include-superseded",
        description = "Also write frames that a later entry ended; a column superseded, true or false, says which.")
    private boolean includeSuperseded;

    private final MarketNames names = new MarketNames();
    private DeadEntries dead;

    /** Reads {@link RowFormat}. */
    static final class RowsOption implements ITypeConverter<RowFormat>
    {
        @Override
        public RowFormat convert(final String value)
        {
            return switch (value)
            {
                case "csv" -> new CsvRows();
                case "json" -> new JsonRows();
                default -> throw new TypeConversionException("'" + value + "' is neither csv nor json");
            };
        }
    }

    /** Writes a row a frame. */
    private record RowTarget(ExportRow row, DeadEntries dead, Output output) implements ReplayTarget
    {
        @Override
        public boolean onFrame(final ReplayFrame frame) throws CommandException
        {
            output.line(row.print(frame, dead.contains(frame)));
            if (output.isClosed())
            {
                throw new CommandException(ExitCode.OUTPUT_CLOSED, null);
            }

            return true;
        }

        @Override
        public void flush()
        {
            output.flush();
        }

        @Override
        public void close()
        {
            // Standard output stays open.
        }
    }

    @Override
    int run(final JournalFiles files, final Output output, final PrintWriter notes)
        throws IOException, CommandException
    {
        final EntryFilter filter = rangeOptions.filter(marketOptions.resolve(names));
        if (limit < 1)
        {
            throw new CommandException(ExitCode.USAGE, "--limit must be 1 or more, not " + limit);
        }

        final ExportRow row = new ExportRow(format, names, payload, includeSuperseded);
        final String header = format.header(row.columns());
        if (null != header)
        {
            output.line(header);
        }

        dead = DeadEntries.find(files, filter.firstSequence());
        try (Stop stop = new Stop(); RowTarget target = new RowTarget(row, dead, output))
        {
            final Replay replay = new Replay(
                filter, target, new Pacer(Speed.MAX, SystemNanoClock.INSTANCE), stop::isAsked, limit, false);
            if (includeSuperseded)
            {
                replay.includeSuperseded();
            }

            final int exitCode = export(files, filter, replay, notes);
            notes.flush();

            return exitCode;
        }
    }

    private int export(
        final JournalFiles files, final EntryFilter filter, final Replay replay, final PrintWriter notes)
        throws IOException, CommandException
    {
        final Progress progress = replay.newProgress(files, dead, notes);
        try
        {
            replay.run(files, dead);
        }
        finally
        {
            progress.end();
        }

        if (replay.framesLeft() > 0)
        {
            note(notes, replay.framesLeft() + " superseded frames were left out; --include-superseded writes them");
        }

        if (replay.isStopped())
        {
            note(notes, replay.resumeWords());

            return ExitCode.INTERRUPTED;
        }

        final int exitCode = null == replay.hole() ? ExitCode.OK : conclude(notes, replay.hole());

        return ExitCode.OK == exitCode ? tellAbsent(
            notes, "the journal", AbsentMarkets.of(files, filter.marketIds()), names, "") : exitCode;
    }
}

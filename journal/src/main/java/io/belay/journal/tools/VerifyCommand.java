package io.belay.journal.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.belay.journal.JournalFiles;
import io.belay.wire.MarketNames;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Checks that a journal is whole.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
        "Reads a whole journal, without a node and without ever writing there, and checks the checksum of every " +
            "entry and of every envelope, that sequences have no gap, that positions, txids, epochs and timestamps " +
            "of each market follow each other, that no timestamp lies above the clock's ceiling, what the summaries " +
            "of finished files say, their SHA-256 included, and what the markets remember of their clients.",
        "What was written after the last sync of a node that runs or has died was promised to nobody; it is told, " +
            "and is no damage.",
        "With --market only the histories of these markets are checked, and the figures for entries, frames, markets " +
            "and unknown entries are theirs; all else is read and checked as ever, since an entry anywhere may prove " +
            "a loss. For the same reason there is no range."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:the journal is whole",
        "2:the command line is wrong",
        "3:the journal is damaged; the first bad place is told",
        "6:no such directory, not a journal, of a newer format, or without an entry of a market asked for",
        "141:standard output was closed"})
public final class VerifyCommand extends JournalCommand
{
    @Mixin
    private MarketOptions marketOptions = new MarketOptions();

    @Option(
        names = "--format",
        paramLabel = "text|json",
        defaultValue = "text",
        converter = OutputOptions.FormatOption.class,
        description = "text: a line for people; json: one JSON object. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.TEXT;

    @Option(
        names = "--include-superseded",
        description = "Also print each entry that ended others. Those were checked as what they were, and are counted.")
    private boolean includeSuperseded;

    @Override
    int run(final JournalFiles files, final Output output, final PrintWriter notes)
        throws IOException, CommandException
    {
        final long beginNs = System.nanoTime();
        final MarketNames names = new MarketNames();
        final EntryPrinter printer = new EntryPrinter(format, names, Payload.NONE);
        final JournalCheck check = new JournalCheck(
            files,
            marketOptions.resolve(names),
            names,
            entry ->
            {
                if (includeSuperseded)
                {
                    output.line(printer.print(entry, false));
                }
            });
        final Progress progress = new Progress(
            Progress.isTerminal() ? notes : null, SystemNanoClock.INSTANCE, totalBytes(files), "entries");
        final Finding finding = check.run(bytes -> progress.update(bytes, check.figures().entries));
        progress.end();

        final long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNs);
        output.line(report(check, finding, ms));

        return null == finding ? tellAbsent(notes, "the journal is whole, but", check.absentMarkets(), names, "") :
            corrupt(notes, finding);
    }

    private String report(final JournalCheck check, final Finding finding, final long ms)
    {
        final CheckFigures figures = check.figures();
        final Line line = format.newLine();
        line.lead("result", result(check, finding));
        line.number("cycles", figures.cycles);
        line.number("entries", figures.entries);
        line.number("frames", figures.frames);
        line.number("markets", check.marketCount());
        line.unsigned("firstSequence", figures.firstSequence);
        line.unsigned("lastSequence", figures.lastSequence);
        line.number("bytes", figures.bytes);
        line.number("sha256Checked", figures.summaries);
        line.number("sha256Missing", figures.unsummarized);
        line.number("clientsChecked", figures.clients);
        line.number("superseded", figures.superseded);
        line.number("unknownEntries", figures.unknown);
        line.number("tailBytes", figures.tailBytes);
        line.number("ms", ms);
        if (Format.JSON == format && null != finding)
        {
            line.beginObject("finding");
            finding.print(line);
            line.endObject();
        }

        return line.take() + (Format.TEXT == format && figures.tailBytes > 0 ?
            "\n" + Hole.tailWords(figures.tailBytes) : "");
    }

    private static String result(final JournalCheck check, final Finding finding)
    {
        if (null == finding)
        {
            return check.absentMarkets().isEmpty() ? "ok" : "absent-market";
        }

        return Finding.Kind.NEWER_FORMAT == finding.kind() ? "newer-format" : "corrupt";
    }

    private static long totalBytes(final JournalFiles files) throws IOException
    {
        long bytes = 0;
        for (final Path path : files.paths())
        {
            try
            {
                bytes += Files.size(path);
            }
            catch (final NoSuchFileException ignore)
            {
                // Retention was faster.
            }
        }

        return bytes;
    }
}

package io.belay.journal.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.belay.journal.JournalFiles;
import io.belay.wire.MarketNames;
import org.agrona.SystemUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Prints the last entries of a journal, and goes on as it grows.
 */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = {
        "Prints the last entries of a journal, from its files, without a node and without ever writing there.",
        "It shows what is written, which may be ahead of what is durable: another process cannot know what was " +
            "synced. Entries that are superseded later are shown; the entry that ends them follows.",
        "A reader that has stopped resumes with --from, at the sequence, position or txid behind the last one it " +
            "took; from there on nothing is left out. With -f and --to it ends with the first entry that reaches the " +
            "bound; a time needs one --market for that, and only hides later entries otherwise."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:done",
        "2:the command line is wrong",
        "3:the journal is damaged",
        "6:no such directory, not a journal, of a newer format, another journal than the one begun with, or (without " +
            "-f) no entry of a market asked for",
        "130:ended with Ctrl-C",
        "141:standard output was closed"})
public final class TailCommand extends JournalCommand
{
    private static final int LAST_DEFAULT = 10;

    @Mixin
    private MarketOptions marketOptions = new MarketOptions();

    @Mixin
    private RangeOptions rangeOptions = new RangeOptions();

    @Mixin
    private OutputOptions outputOptions = new OutputOptions();

    @Option(
        names = {"-n", "--last"},
        paramLabel = "COUNT",
        description = "How many of the last entries to begin with, up to --to if that is given. Default: 10. With " +
            "--from reading begins there instead.")
    private Integer last;

    @Option(
        names = {"-f", "--follow"},
        description = "Go on with what is appended, across files, until Ctrl-C.")
    private boolean follow;

    @Option(
        names = "--interval",
        paramLabel = "DURATION",
        defaultValue = "100ms",
        description = "How often to look for more with -f, for example 5ms or 1s. Default: ${DEFAULT-VALUE}.")
    private String interval = "100ms";

    @Option(names = "--limit", paramLabel = "COUNT", description = "End after so many entries.")
    private long limit = Long.MAX_VALUE;

    private final MarketNames names = new MarketNames();
    private EntryFilter filter;
    private long printed;
    private long nextTxid;
    private boolean hasBegun;
    private boolean hasEnded;
    private long retired;

    @Override
    int run(final JournalFiles files, final Output output, final PrintWriter notes)
        throws IOException, CommandException
    {
        filter = rangeOptions.filter(marketOptions.resolve(names));
        final long intervalNs = checkOptions();
        final EntryPrinter printer = outputOptions.newPrinter(names);

        try (EntryWalk walk = new EntryWalk(files))
        {
            final long from = rangeOptions.hasFrom() ? filter.firstLiveSequence(files) :
                new TailStart(files, filter).sequence(null == last ? LAST_DEFAULT : last);
            walk.startNear(from);
            EntryWalk.Step step = drain(walk, from, printer, output);
            tellWaiting(files, output, notes);
            while (follow && EntryWalk.Step.END == step && !isDone(output) && !walk.isReplaced())
            {
                if (Thread.currentThread().isInterrupted())
                {
                    return ExitCode.INTERRUPTED;
                }

                tellRetired(walk, notes);
                output.flush();
                LockSupport.parkNanos(intervalNs);
                step = drain(walk, from, printer, output);
            }

            tellRetired(walk, notes);

            return conclude(files, walk, EntryWalk.Step.DEFECT == step, output, notes);
        }
    }

    private int conclude(
        final JournalFiles files, final EntryWalk walk, final boolean isDefect, final Output output,
        final PrintWriter notes) throws IOException
    {
        if (follow && !isDone(output) && walk.isReplaced())
        {
            note(notes, "another journal stands here now: begin again with --from txid:" + (nextTxid > 0 ? nextTxid :
                "N, one --market at a time, N being the txid behind the last one taken"));

            return ExitCode.PRECONDITION;
        }

        if (isDefect)
        {
            return conclude(notes, Hole.judge(files, walk.finding()));
        }

        return follow ? ExitCode.OK :
            tellAbsent(notes, "the journal", AbsentMarkets.of(files, filter.marketIds()), names, "");
    }

    private void tellWaiting(final JournalFiles files, final Output output, final PrintWriter notes) throws IOException
    {
        if (follow && !isDone(output))
        {
            tellAbsent(
                notes, "the journal", AbsentMarkets.of(files, filter.marketIds()), names, " yet; waiting for one");
            notes.flush();
        }
    }

    private long checkOptions() throws CommandException
    {
        if (null != last && rangeOptions.hasFrom())
        {
            throw new CommandException(ExitCode.USAGE, "reading begins either with the last entries (-n) or at --from");
        }

        if ((null != last && last < 0) || limit < 1)
        {
            throw new CommandException(ExitCode.USAGE, "-n must be 0 or more and --limit 1 or more");
        }

        try
        {
            final long intervalNs = SystemUtil.parseDuration("--interval", interval);
            if (intervalNs < TimeUnit.MILLISECONDS.toNanos(1))
            {
                throw new CommandException(ExitCode.USAGE, "--interval must be 1ms or more, not " + interval);
            }

            return intervalNs;
        }
        catch (final NumberFormatException ex)
        {
            throw new CommandException(ExitCode.USAGE, "--interval: " + ex.getMessage(), ex);
        }
    }

    /** Prints all there is now. */
    private EntryWalk.Step drain(
        final EntryWalk walk, final long from, final EntryPrinter printer, final Output output) throws IOException
    {
        EntryWalk.Step step = walk.next();
        while (EntryWalk.Step.END != step && EntryWalk.Step.DEFECT != step)
        {
            if (EntryWalk.Step.ENTRY == step && Long.compareUnsigned(walk.entry().sequence(), from) >= 0)
            {
                take(walk.entry(), printer, output);
                if (isDone(output))
                {
                    return EntryWalk.Step.END;
                }
            }

            step = walk.next();
        }

        return step;
    }

    private void take(final EntryView entry, final EntryPrinter printer, final Output output)
    {
        hasBegun |= filter.begins(entry);
        if (hasBegun && filter.goesOn(entry))
        {
            output.line(printer.print(entry, false));
            printed++;
            countTxid(entry);
        }

        hasEnded = follow && hasBegun && filter.ends(entry);
    }

    /** Sequences are of one journal, the txids of a market are the same in all. */
    private void countTxid(final EntryView entry)
    {
        if (1 == filter.marketIds().size() && (entry.isFrame() || entry.isSuperseded()))
        {
            nextTxid = entry.isFrame() ? entry.txid() + 1 : entry.txid();
        }
    }

    private boolean isDone(final Output output)
    {
        return hasEnded || printed >= limit || output.isClosed();
    }

    private void tellRetired(final EntryWalk walk, final PrintWriter notes)
    {
        if (walk.retiredEntries() > retired)
        {
            note(notes, (walk.retiredEntries() - retired) + " entries were deleted by retention before they could be " +
                "read; going on with sequence " + Long.toUnsignedString(walk.nextSequence()));
            notes.flush();
            retired = walk.retiredEntries();
        }
    }
}

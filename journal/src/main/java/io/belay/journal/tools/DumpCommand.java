package io.belay.journal.tools;

import java.io.IOException;
import java.io.PrintWriter;

import io.belay.journal.JournalFiles;
import io.belay.wire.MarketNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Prints the entries of a journal.
 */
@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    description = {
        "Prints the entries of a journal, from its files, without a node and without ever writing there.",
        "Each entry is decoded by the layouts that its own file carries, also when a newer version wrote it."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:all entries asked for were printed",
        "2:the command line is wrong",
        "3:the journal is damaged: what comes before the place was printed",
        "6:no such directory, not a journal, of a newer format, or without an entry of a market asked for",
        "141:standard output was closed"})
public final class DumpCommand extends JournalCommand
{
    @Mixin
    private MarketOptions marketOptions = new MarketOptions();

    @Mixin
    private OutputOptions outputOptions = new OutputOptions();

    @Mixin
    private RangeOptions rangeOptions = new RangeOptions();

    @Option(names = "--limit", paramLabel = "COUNT", description = "Print so many entries at the most.")
    private long limit = Long.MAX_VALUE;

    @Option(
        names = "--include-superseded",
        description = "Also print entries whose life a later entry ended, marked as dead.")
    private boolean includeSuperseded;

    private final MarketNames names = new MarketNames();
    private DeadEntries dead;
    private EntryFilter filter;
    private long printed;
    private long left;

    @Override
    int run(final JournalFiles files, final Output output, final PrintWriter notes)
        throws IOException, CommandException
    {
        filter = rangeOptions.filter(marketOptions.resolve(names));
        checkOptions();
        dead = DeadEntries.find(files, filter.firstSequence());
        final int exitCode = print(files, output, notes);

        return ExitCode.OK == exitCode ? tellAbsent(
            notes, "the journal", AbsentMarkets.of(files, filter.marketIds()), names, "") : exitCode;
    }

    private int print(final JournalFiles files, final Output output, final PrintWriter notes) throws IOException
    {
        try (EntryWalk walk = new EntryWalk(files))
        {
            walk.startNear(filter.firstSequence());
            final boolean isAtEnd = print(walk, output);
            if (left > 0)
            {
                note(notes, left + " superseded entries were left out; --include-superseded prints them");
            }

            if (!isAtEnd)
            {
                return ExitCode.OK;
            }

            return conclude(notes, null == walk.finding() ?
                Hole.judgeEnd(files, walk) : Hole.judge(files, walk.finding()));
        }
    }

    private void checkOptions() throws CommandException
    {
        if (limit < 1)
        {
            throw new CommandException(ExitCode.USAGE, "--limit must be 1 or more, not " + limit);
        }
    }

    /** Prints; answers whether it came to the end of what can be read, and not of what was asked for. */
    private boolean print(final EntryWalk walk, final Output output) throws IOException
    {
        final EntryPrinter printer = outputOptions.newPrinter(names);
        while (true)
        {
            final EntryWalk.Step step = walk.next();
            if (EntryWalk.Step.ENTRY == step)
            {
                // What a running node appended since then is not dumped: it may end the life of what is.
                if (filter.isBehindAll(walk.entry()) || walk.entry().sequence() == dead.nextSequence())
                {
                    return false;
                }

                print(walk.entry(), printer, output);
                if (printed >= limit || output.isClosed())
                {
                    return false;
                }
            }
            else if (EntryWalk.Step.END == step || EntryWalk.Step.DEFECT == step)
            {
                return true;
            }
        }
    }

    private void print(final EntryView entry, final EntryPrinter printer, final Output output)
    {
        if (!filter.matches(entry))
        {
            return;
        }

        final boolean isDead = dead.contains(entry);
        if (isDead && !includeSuperseded)
        {
            left++;

            return;
        }

        output.line(printer.print(entry, isDead));
        printed++;
    }
}

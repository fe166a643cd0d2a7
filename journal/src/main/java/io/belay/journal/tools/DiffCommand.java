package io.belay.journal.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

import io.belay.journal.JournalFiles;
import io.belay.wire.MarketNames;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Compares two journals.
 */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
        "Compares two journals, as those of an owner and its standby, from their files, without a node and without " +
            "ever writing there, and prints for each market the first position at which they part.",
        "A market's entries are compared by position, whole, byte by byte: sequences are of one journal, and two " +
            "journals mix their markets differently. What was superseded is left out, and so is the entry that says " +
            "so: it is of one journal only.",
        "A journal that ends earlier differs there, and so does a market that only one of them holds; --common lets " +
            "both pass, as for a standby that is still taking in. A journal that begins later, where retention has " +
            "deleted, does not differ: it is compared from there on, and told.",
        "The journal of a running node is compared up to its present end; nodes that run are never quite at the same " +
            "place."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:they are the same",
        "1:they differ",
        "2:the command line is wrong",
        "3:one of them is damaged: what comes before the place was compared",
        "6:no such directory, not a journal, of a newer format, or neither has an entry of a market asked for",
        "141:standard output was closed"})
public final class DiffCommand extends JournalCommand
{
    @Parameters(index = "1", paramLabel = "OTHER", description = "Directory of the other journal, B, or of its node.")
    private Path otherDirectory;

    @Mixin
    private MarketOptions marketOptions = new MarketOptions();

    @Mixin
    private RangeOptions rangeOptions = new RangeOptions();

    @Option(
        names = "--common",
        description = "Compare only what both hold: a market that ends earlier in one journal, or is only in one, " +
            "does not differ.")
    private boolean onlyCommon;

    @Option(
        names = "--format",
        paramLabel = "text|json",
        defaultValue = "text",
        converter = OutputOptions.FormatOption.class,
        description = "text: a line for people; json: one JSON object a line. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.TEXT;

    private final MarketNames names = new MarketNames();

    @Override
    int run(final JournalFiles files, final Output output, final PrintWriter notes)
        throws IOException, CommandException
    {
        final EntryFilter filter = rangeOptions.filter(marketOptions.resolve(names));
        if (filter.hasSequence())
        {
            throw new CommandException(ExitCode.USAGE, "two journals count their sequences differently: --from and " +
                "--to take a position, a txid or a time here");
        }

        final DiffSide a = DiffSide.open("A", files, filter);
        final DiffSide b = DiffSide.open("B", open(otherDirectory), filter);
        read(a, b, notes);

        final Diff diff = new Diff(a, b, filter, onlyCommon);
        final List<Divergence> divergences = diff.find();
        divergences.forEach(divergence -> output.line(divergence.print(format.newLine(), names, format)));
        report(diff, divergences, a, b, output, notes);

        return conclude(diff, divergences, a, b, notes);
    }

    private void read(final DiffSide a, final DiffSide b, final PrintWriter notes) throws IOException
    {
        final Progress progress = new Progress(
            Progress.isTerminal() ? notes : null, SystemNanoClock.INSTANCE, 2 * (a.count() + b.count()), "entries");
        a.span(count -> progress.update(count, count));
        b.span(count -> progress.update(a.entries() + count, a.entries() + count));
        a.digest(b, count -> progress.update(b.entries() + count, b.entries() + count));
        b.digest(a, count -> progress.update(a.entries() + count, a.entries() + count));
        progress.end();
    }

    private void report(
        final Diff diff, final List<Divergence> divergences, final DiffSide a, final DiffSide b, final Output output,
        final PrintWriter notes)
    {
        final Line line = format.newLine();
        line.lead("result", !divergences.isEmpty() ? "different" : isNothingCompared(diff) ? "apart" : "same");
        line.number("markets", diff.marketIds().size());
        line.number("different", divergences.size());
        line.number("compared", diff.comparedMarkets());
        line.number("entriesA", a.checkedEntries());
        line.number("entriesB", b.checkedEntries());
        line.number("laterBegun", diff.laterBegun());
        output.line(line.take());
        if (diff.laterBegun() > 0)
        {
            note(notes, diff.laterBegun() + " markets begin later in one journal: they were compared from there on");
        }
    }

    private static boolean isNothingCompared(final Diff diff)
    {
        return 0 == diff.comparedMarkets() && !diff.marketIds().isEmpty();
    }

    private int conclude(
        final Diff diff, final List<Divergence> divergences, final DiffSide a, final DiffSide b,
        final PrintWriter notes)
    {
        final boolean isNothing = isNothingCompared(diff);
        if (isNothing)
        {
            note(notes, "no market is in both journals: nothing was compared");
        }

        int exitCode = divergences.isEmpty() && !isNothing ? ExitCode.OK : ExitCode.NEGATIVE;
        for (final DiffSide side : List.of(a, b))
        {
            if (null != side.hole())
            {
                exitCode = Math.max(exitCode, conclude(notes, side.hole()));
            }
        }

        return ExitCode.OK == exitCode ?
            tellAbsent(notes, "each of the two", diff.absent(), names, "") : exitCode;
    }
}

package io.belay.journal.powercut;

import java.util.List;
import java.util.function.Predicate;

import io.belay.journal.RiggedDisk.Omission;

/**
 * Results in the form that a page of documentation has them.
 */
final class CutTable
{
    private final List<CutResult> results;

    CutTable(final List<CutResult> results)
    {
        this.results = List.copyOf(results);
    }

    /** Sound journals, by variant and in all. */
    String sound()
    {
        final StringBuilder table = new StringBuilder()
            .append("| variant | cuts ext4 + xfs | of them in a roll | cuts in recovery | rolls | frames acked | " +
                "acked frames lost (cuts) | junk behind the end | seen by a reader before recovery | " +
                "recovery right | opened within |\n")
            .append("|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (final Variant variant : Variant.values())
        {
            row(table, variant.label(), result ->
                Omission.NOTHING == result.omission() && variant == result.variant());
        }

        row(table, "**all**", result -> Omission.NOTHING == result.omission());

        return table.toString();
    }

    private void row(final StringBuilder table, final String label, final Predicate<CutResult> which)
    {
        final List<CutResult> rows = results.stream().filter(which).toList();
        final long seen = rows.stream().filter(result -> result.verdict().walked() >= result.saying().acked()).count();
        table.append(String.format(
            "| %s | %d + %d | %d | %d | %,d | %,d | %,d (%d) | %d | %d of %d | %d of %d | %,d ms |%n",
            label, on(FileSystem.EXT4, rows), on(FileSystem.XFS, rows),
            rows.stream().filter(result -> result.saying().isInRoll()).count(),
            rows.stream().mapToInt(CutResult::recoveryCuts).sum(),
            rows.stream().mapToLong(result -> result.saying().rolls()).sum(),
            rows.stream().mapToLong(CutResult::acked).sum(),
            rows.stream().mapToLong(CutResult::lost).sum(), lossy(rows),
            rows.stream().filter(result -> result.verdict().junkBytes() > 0).count(), seen, rows.size(),
            rows.stream().filter(CutResult::isRight).count(), rows.size(),
            rows.stream().mapToLong(result -> result.verdict().openMs()).max().orElse(0)));
    }

    /** Journals that leave out a step. */
    String control()
    {
        final StringBuilder table = new StringBuilder()
            .append("| left out | cuts ext4 + xfs | frames acked | acked frames lost (cuts) | " +
                "opened as if nothing had happened | refused to open |\n")
            .append("|---|---|---|---|---|---|\n");
        for (final Omission omission : Omission.values())
        {
            final List<CutResult> rows = results.stream().filter(result -> omission == result.omission()).toList();
            if (Omission.NOTHING != omission && !rows.isEmpty())
            {
                table.append(String.format("| %s | %d + %d | %,d | %,d (%d) | %d | %d |%n",
                    label(omission), on(FileSystem.EXT4, rows), on(FileSystem.XFS, rows),
                    rows.stream().mapToLong(CutResult::acked).sum(),
                    rows.stream().mapToLong(CutResult::lost).sum(), lossy(rows),
                    with(Verdict.Outcome.LOST, rows), with(Verdict.Outcome.REFUSED, rows)));
            }
        }

        return table.toString();
    }

    private static String label(final Omission omission)
    {
        return switch (omission)
        {
            case NOTHING -> "nothing";
            case EVERY_FORCE -> "every force";
            case FILE_START -> "the start of each file";
            case ROLLED_FILE -> "the end of the file that a roll ends";
            case DIRECTORY -> "the directories";
            case RECOVERED_COPY -> "the copy that a recovery makes";
        };
    }

    private static long on(final FileSystem fileSystem, final List<CutResult> rows)
    {
        return rows.stream().filter(result -> fileSystem == result.fileSystem()).count();
    }

    private static long lossy(final List<CutResult> rows)
    {
        return rows.stream().filter(result -> result.lost() > 0).count();
    }

    private static long with(final Verdict.Outcome outcome, final List<CutResult> rows)
    {
        return rows.stream().filter(result -> outcome == result.verdict().outcome()).count();
    }
}

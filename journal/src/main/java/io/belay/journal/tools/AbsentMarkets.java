package io.belay.journal.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.belay.journal.CycleCursor;
import io.belay.journal.CycleDefect;
import io.belay.journal.CycleFile;
import io.belay.journal.CycleSummary;
import io.belay.journal.JournalFiles;
import io.belay.journal.SummaryFile;
import org.agrona.collections.LongHashSet;

/**
 * Finds out which of some markets a journal has no entry of, since a name with a slip in it must not pass for a market
 * that is quiet. Of one thread.
 */
final class AbsentMarkets
{
    private final LongHashSet sought = new LongHashSet();
    private final LayoutCache layouts = new LayoutCache();
    private final EntryView entry = new EntryView();

    private AbsentMarkets(final LongHashSet marketIds)
    {
        sought.addAll(marketIds);
    }

    /**
     * Looks into the newest file first, and into no more than it needs; in a sealed file the summary says it.
     *
     * @param files     of the journal.
     * @param marketIds to look for.
     * @return those of which there is no entry, dead or alive, as far as the files can be read.
     * @throws IOException when a file cannot be read.
     */
    static LongHashSet of(final JournalFiles files, final LongHashSet marketIds) throws IOException
    {
        final AbsentMarkets absent = new AbsentMarkets(marketIds);
        final List<Path> paths = files.paths();
        for (int i = paths.size() - 1; i >= 0 && !absent.sought.isEmpty(); i--)
        {
            absent.look(paths.get(i));
        }

        return absent.sought;
    }

    private void look(final Path path) throws IOException
    {
        final CycleSummary summary = SummaryFile.read(path);
        if (null != summary)
        {
            summary.markets().stream().filter(market -> market.entries() > 0)
                .forEach(market -> sought.remove(market.marketId()));

            return;
        }

        try (CycleFile file = FileOrder.open(path))
        {
            if (null != file && CycleDefect.NONE == file.defect())
            {
                look(file);
            }
        }
    }

    private void look(final CycleFile file)
    {
        layouts.load(file);
        final CycleCursor cursor = file.cursor();
        while (!sought.isEmpty() && CycleCursor.Step.ENTRY == cursor.skip())
        {
            entry.wrap(
                layouts.last(), cursor.sequence(), cursor.buffer(), cursor.messageOffset(), cursor.messageLength());
            if (entry.hasPrefix())
            {
                sought.remove(entry.marketId());
            }
        }
    }
}

package io.belay.journal.tools;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import io.belay.journal.CycleCursor;
import io.belay.journal.CycleDefect;
import io.belay.journal.CycleFile;
import io.belay.journal.JournalFiles;
import org.agrona.collections.LongArrayList;

/**
 * Finds where the last entries of a journal begin, from its last file backwards.
 */
final class TailStart
{
    private final JournalFiles files;
    private final EntryFilter filter;
    private final LayoutCache layouts = new LayoutCache();
    private final EntryView entry = new EntryView();

    TailStart(final JournalFiles files, final EntryFilter filter)
    {
        this.files = files;
        this.filter = filter;
    }

    /**
     * The place to begin.
     *
     * @param count how many of the last entries are wanted.
     * @return a sequence from which on so many entries match, or all when there are fewer.
     * @throws IOException when a file cannot be read.
     */
    long sequence(final int count) throws IOException
    {
        final List<Path> paths = files.paths();
        long wanted = count;
        long begin = 1;
        boolean isLastFile = true;
        for (int i = paths.size() - 1; i >= 0 && (wanted > 0 || isLastFile); i--)
        {
            try (CycleFile file = CycleFile.open(paths.get(i)))
            {
                if (CycleDefect.NONE == file.defect())
                {
                    final LongArrayList matching = new LongArrayList();
                    final long end = collect(file, matching);
                    begin = 0 == wanted ? end : file.firstSequence();
                    if (wanted > 0 && matching.size() >= wanted)
                    {
                        return matching.getLong((int)(matching.size() - wanted));
                    }

                    wanted -= matching.size();
                    isLastFile = false;
                }
            }
            catch (final NoSuchFileException ex)
            {
                break; // Retention was faster, and older files went before it.
            }
        }

        return begin;
    }

    /** Gathers the sequences in a file that match; answers the one behind its last. */
    private long collect(final CycleFile file, final LongArrayList matching)
    {
        layouts.load(file);
        final CycleCursor cursor = file.cursor();
        while (CycleCursor.Step.ENTRY == cursor.skip())
        {
            entry.wrap(
                layouts.last(), cursor.sequence(), cursor.buffer(), cursor.messageOffset(), cursor.messageLength());
            if (filter.matches(entry))
            {
                matching.addLong(cursor.sequence());
            }
        }

        return cursor.nextSequence();
    }
}

package io.belay.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a journal begins: at sequence 1, or where retention has put its mark before it deleted what came earlier. So a
 * file that is missing is told from one that was retired.
 * <p>
 * The mark is on the disk before the first file goes. After a cut the journal may therefore begin earlier than its mark
 * says, and never later.
 *
 * @param sequence  of the first entry that was to stay.
 * @param journalId of the journal that the mark is of; 0 when there is no mark.
 */
record Retained(long sequence, long journalId)
{
    private static final Retained ALL = new Retained(1, 0);

    /** What is to be there; all when there is no mark that is whole. */
    static Retained read(final JournalPaths paths) throws IOException
    {
        final MarkFile mark = MarkFile.read(paths.retainedFrom());

        return null == mark ? ALL : new Retained(mark.second(), mark.first());
    }

    /** Returns when the mark is on the disk. */
    void write(final JournalPaths paths, final Disk disk) throws IOException
    {
        new MarkFile(journalId, sequence).write(paths.retainedFrom(), disk);
    }

    /**
     * Looks whether the beginning of a journal is missing.
     *
     * @param first the oldest file with a good header, opened before this was read.
     * @return what is missing, in words, or null. Of cycle files without the folders of a journal nothing is known.
     */
    String lossBefore(final CycleFile first, final JournalPaths paths)
    {
        final boolean isOther = 0 != journalId && journalId != first.journalId();
        final long from = isOther ? 1 : sequence;
        if (first.firstSequence() <= from || !Files.isDirectory(paths.queue()))
        {
            return null;
        }

        return "sequences " + from + " to " + (first.firstSequence() - 1) + " are missing: the oldest file is " +
            first.path() + ", and " + markWords(paths, isOther) + " that older ones were retired";
    }

    private String markWords(final JournalPaths paths, final boolean isOther)
    {
        final Path mark = paths.retainedFrom();
        if (isOther)
        {
            return mark + " is of another journal, so nothing says";
        }

        return 0 == journalId ? "there is no whole mark " + mark + ", which would say" :
            "the mark " + mark + " does not say";
    }
}

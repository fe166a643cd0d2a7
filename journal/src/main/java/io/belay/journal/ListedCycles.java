package io.belay.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a journal as a process sees them that does not write them: it looks at the directory again when a reader
 * has come to the end of what was listed, or where a file is not there any more.
 *
 * @param files   of the journal.
 * @param catalog that these fill.
 */
record ListedCycles(JournalFiles files, CycleCatalog catalog) implements CycleReader.Source
{
    @Override
    public long readableSequence()
    {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean isExact()
    {
        return false;
    }

    @Override
    public CycleCursor.Step lookAgain(final CycleCursor cursor)
    {
        return files.lookAgain(cursor);
    }

    @Override
    public Cycle containing(final long sequence)
    {
        final Cycle known = catalog.containing(sequence);

        return null == known || Files.exists(known.path()) ? known : relisted().containing(sequence);
    }

    @Override
    public Cycle after(final int cycle)
    {
        final Cycle known = catalog.after(cycle);
        if (null != known ? Files.exists(known.path()) : !isThereAfter(cycle))
        {
            return known;
        }

        return relisted().after(cycle);
    }

    private boolean isThereAfter(final int cycle)
    {
        try
        {
            final List<Path> paths = files.paths();

            return !paths.isEmpty() && CycleName.parse(paths.get(paths.size() - 1), CycleName.SUFFIX) > cycle;
        }
        catch (final IOException ex)
        {
            throw cannotList(ex);
        }
    }

    /** Files appear at a roll, go by retention, and change folders when the journal is opened again. */
    private CycleCatalog relisted()
    {
        try
        {
            files.refresh();
        }
        catch (final IOException ex)
        {
            throw cannotList(ex);
        }

        return catalog;
    }

    private CorruptJournalException cannotList(final IOException cause)
    {
        return new CorruptJournalException("the files of " + files.directory() + " cannot be listed: " + cause +
            ". Look at the disk and at the rights of the folder; reading changed nothing.", cause);
    }

    @Override
    public long firstSequence()
    {
        return relisted().firstSequence();
    }
}

package io.belay.journal.tools;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import io.belay.journal.CycleCursor;
import io.belay.journal.CycleDefect;
import io.belay.journal.CycleFile;
import io.belay.journal.JournalFiles;

/**
 * Which cycle file follows which, as of now: a running node begins files, deletes them, and moves them from one folder
 * of the journal to the other. Their names say the order.
 */
final class FileOrder
{
    private final JournalFiles files;

    FileOrder(final JournalFiles files)
    {
        this.files = files;
    }

    List<Path> paths() throws IOException
    {
        return files.paths();
    }

    boolean isOldest(final Path path) throws IOException
    {
        final List<Path> paths = files.paths();

        return !paths.isEmpty() && path.equals(paths.get(0));
    }

    /** The journal's id by its own mark, or 0. */
    long journalId() throws IOException
    {
        return files.journalId();
    }

    /** The file that follows, or null when there is none yet. */
    Path successor(final Path path) throws IOException
    {
        for (final Path candidate : files.paths())
        {
            if (compare(candidate, path) > 0)
            {
                return candidate;
            }
        }

        return null;
    }

    /** Looks again where the last file looks damaged, see {@link JournalFiles#lookAgain}. */
    CycleCursor.Step lookAgain(final CycleCursor cursor)
    {
        return files.lookAgain(cursor);
    }

    static int compare(final Path left, final Path right)
    {
        return left.getFileName().compareTo(right.getFileName());
    }

    /** The file, or null when it was deleted or moved since it was listed. */
    static CycleFile open(final Path path) throws IOException
    {
        try
        {
            return CycleFile.open(path);
        }
        catch (final NoSuchFileException ex)
        {
            return null;
        }
    }

    /** Whether a file says itself that nothing is missing before it: then only rests lie at the end of the last one. */
    static boolean doesBegin(final Path path, final long sequence) throws IOException
    {
        try (CycleFile candidate = open(path))
        {
            return null != candidate && CycleDefect.NONE == candidate.defect() &&
                candidate.firstSequence() == sequence;
        }
    }
}

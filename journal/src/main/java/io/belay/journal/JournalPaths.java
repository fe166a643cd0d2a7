package io.belay.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the files of a journal are.
 *
 * @param directory of the journal.
 */
record JournalPaths(Path directory)
{
    Path cycles()
    {
        return directory.resolve(JournalFiles.CYCLES);
    }

    Path queue()
    {
        return directory.resolve(JournalFiles.QUEUE);
    }

    Path identity()
    {
        return directory.resolve(JournalFiles.IDENTITY);
    }

    Path retainedFrom()
    {
        return directory.resolve(JournalFiles.RETAINED_FROM);
    }

    Path cleanStop()
    {
        return directory.resolve(JournalFiles.CLEAN_STOP);
    }

    /** The journal's cycle files, oldest first. A recovery moves them from the queue's folder among the settled. */
    List<Path> cycleFiles() throws IOException
    {
        return JournalFiles.cycleFiles(queue(), cycles());
    }

    /** Whether a file lies where a recovery puts what it found whole, or made whole, and forced. */
    boolean isSettled(final Path path)
    {
        return cycles().equals(path.getParent());
    }
}

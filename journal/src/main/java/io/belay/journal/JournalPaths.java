package io.belay.journal;

import java.nio.file.Path;

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

    Path cleanStop()
    {
        return directory.resolve(JournalFiles.CLEAN_STOP);
    }
}

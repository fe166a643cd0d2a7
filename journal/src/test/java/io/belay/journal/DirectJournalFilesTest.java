package io.belay.journal;

/**
 * The same with journals that are written past the page cache.
 */
class DirectJournalFilesTest extends JournalFilesTest
{
    @Override
    WriteMode mode()
    {
        return WriteMode.DIRECT;
    }
}

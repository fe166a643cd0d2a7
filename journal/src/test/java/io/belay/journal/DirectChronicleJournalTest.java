package io.belay.journal;

/**
 * The same with journals that are written past the page cache.
 */
class DirectChronicleJournalTest extends ChronicleJournalTest
{
    @Override
    WriteMode mode()
    {
        return WriteMode.DIRECT;
    }
}

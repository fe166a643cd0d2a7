package io.belay.journal;

/**
 * The same with journals that are written past the page cache.
 */
class DirectSealingTest extends SealingTest
{
    @Override
    WriteMode mode()
    {
        return WriteMode.DIRECT;
    }
}

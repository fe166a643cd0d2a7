package io.belay.journal;

/**
 * The same with journals that are written past the page cache.
 */
class DirectCorruptionTest extends CorruptionTest
{
    @Override
    WriteMode mode()
    {
        return WriteMode.DIRECT;
    }
}

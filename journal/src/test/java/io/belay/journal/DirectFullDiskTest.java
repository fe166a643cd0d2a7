package io.belay.journal;

/**
 * The same with journals that are written past the page cache.
 */
class DirectFullDiskTest extends FullDiskTest
{
    @Override
    WriteMode mode()
    {
        return WriteMode.DIRECT;
    }
}

package io.belay.journal;

/**
 * The same with journals that are written past the page cache.
 */
class DirectProcessTest extends ProcessTest
{
    @Override
    WriteMode mode()
    {
        return WriteMode.DIRECT;
    }
}

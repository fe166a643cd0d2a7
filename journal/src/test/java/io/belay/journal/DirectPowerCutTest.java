package io.belay.journal;

/**
 * The same with journals that are written past the page cache.
 */
class DirectPowerCutTest extends PowerCutTest
{
    @Override
    WriteMode mode()
    {
        return WriteMode.DIRECT;
    }
}

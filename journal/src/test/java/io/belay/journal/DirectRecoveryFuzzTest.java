package io.belay.journal;

/**
 * The same with journals that are written past the page cache.
 */
class DirectRecoveryFuzzTest extends RecoveryFuzzTest
{
    @Override
    WriteMode mode()
    {
        return WriteMode.DIRECT;
    }
}

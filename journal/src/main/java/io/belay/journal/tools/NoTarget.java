package io.belay.journal.tools;

/**
 * Takes every frame and keeps none: what remains is reading and checking.
 */
final class NoTarget implements ReplayTarget
{
    @Override
    public boolean onFrame(final ReplayFrame frame)
    {
        return true;
    }

    @Override
    public void close()
    {
        // Nothing is held.
    }
}

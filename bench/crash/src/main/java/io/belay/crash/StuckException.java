package io.belay.crash;

/**
 * A pair of machines does not come back to life: its violation is noted, and nothing more can be done with it.
 */
final class StuckException extends Exception
{
    private static final long serialVersionUID = 1L;

    StuckException(final String message)
    {
        super(message);
    }
}

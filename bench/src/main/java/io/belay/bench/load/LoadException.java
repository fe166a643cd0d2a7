package io.belay.bench.load;

/**
 * A load could not be run. The message is for people.
 */
public final class LoadException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message for people.
     */
    public LoadException(final String message)
    {
        super(message);
    }

    /**
     * @param message for people.
     * @param cause   of it.
     */
    public LoadException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}

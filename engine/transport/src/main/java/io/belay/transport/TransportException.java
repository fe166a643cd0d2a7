package io.belay.transport;

/**
 * A stream that can never be used again: closed, or at the end of its positions.
 */
public final class TransportException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, to which stream.
     */
    public TransportException(final String message)
    {
        super(message);
    }
}

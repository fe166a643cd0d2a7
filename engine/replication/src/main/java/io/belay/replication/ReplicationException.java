package io.belay.replication;

/**
 * Something that keeps a market from being live, for the error log: what, where and what to do.
 */
public final class ReplicationException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong, in which market.
     * @param cause   or null.
     */
    public ReplicationException(final String message, final Throwable cause)
    {
        super(message, cause, true, false);
    }
}

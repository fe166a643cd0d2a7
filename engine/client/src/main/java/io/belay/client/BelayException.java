package io.belay.client;

/**
 * What a client could not do. The message says what to do about it.
 */
public final class BelayException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    private final Code code;

    /** Kinds of failure. */
    public enum Code
    {
        /** No media driver runs in the directory. */
        NO_DRIVER,
        /** The driver is gone: close the client and connect again. */
        DRIVER_LOST,
        /** No node, or not the one asked for, uses the driver. */
        NO_NODE,
        /** Several nodes use the driver: name one. */
        SEVERAL_NODES,
        /** The node is gone, or has ended the session: close the client and connect again. */
        NODE_LOST,
        /** The node did not answer in time. */
        TIMEOUT,
        /** The node refused the session or the market for another reason, which the message names. */
        REFUSED,
        /** The node does not know the market. */
        UNKNOWN_MARKET,
        /** Another node owns the market. */
        NOT_OWNER,
        /** The client is closed. */
        CLOSED
    }

    BelayException(final Code code, final String message)
    {
        super(message);
        this.code = code;
    }

    BelayException(final Code code, final String message, final Throwable cause)
    {
        super(message, cause);
        this.code = code;
    }

    /**
     * @return kind of failure.
     */
    public Code code()
    {
        return code;
    }
}

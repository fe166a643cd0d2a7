package io.belay.transport;

/**
 * No node could be reached; the message says what to do.
 */
public final class NodeNotFoundException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What was missing. */
    public enum Reason
    {
        /** No media driver runs in the directory. */
        NO_DRIVER,
        /** No node with the name, or none at all, uses the driver. */
        NO_NODE,
        /** Several nodes use the driver and none was named. */
        SEVERAL_NODES,
        /** The node has announced itself but does not take requests. */
        NOT_LISTENING
    }

    NodeNotFoundException(final Reason reason, final String message)
    {
        super(message);
        this.reason = reason;
    }

    NodeNotFoundException(final Reason reason, final String message, final Throwable cause)
    {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * @return what was missing.
     */
    public Reason reason()
    {
        return reason;
    }
}

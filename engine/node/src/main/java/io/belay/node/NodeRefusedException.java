package io.belay.node;

/**
 * A node that cannot start here as configured. Nothing was changed by trying.
 */
public final class NodeRefusedException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    private final NodeFailure.Kind kind;

    NodeRefusedException(final NodeFailure.Kind kind, final String message, final Throwable cause)
    {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * @return what is in the way, with the exit code of the process.
     */
    public NodeFailure.Kind kind()
    {
        return kind;
    }
}

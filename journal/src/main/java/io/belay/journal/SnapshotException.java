package io.belay.journal;

/**
 * What could not be done with a snapshot. Nothing half done is visible, and the journal is not touched by it.
 */
public final class SnapshotException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Kinds of failure. */
    public enum Reason
    {
        /** No room on the disk, or none beyond what is kept free for the journal. */
        FULL,
        /** The disk refused a read, a write or a force; a later attempt begins in a new file. */
        FAILED,
        /** What was stored or received is not what its head, its digest or its length says. */
        DAMAGED,
        /** It is not stored here any more. */
        GONE,
        /** A part came that does not follow the one before, or goes beyond the length that was stated. */
        OUT_OF_ORDER
    }

    /**
     * @param reason  kind of failure.
     * @param message what was wrong, where, and what to do.
     */
    public SnapshotException(final Reason reason, final String message)
    {
        super(message);
        this.reason = reason;
    }

    /**
     * @param reason  kind of failure.
     * @param message what was wrong, where, and what to do.
     * @param cause   as the system told it.
     */
    public SnapshotException(final Reason reason, final String message, final Throwable cause)
    {
        super(message, cause);
        this.reason = reason;
    }

    /**
     * @return kind of failure.
     */
    public Reason reason()
    {
        return reason;
    }
}

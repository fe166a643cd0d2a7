package io.belay.journal;

/**
 * The disk refused: this journal appends and promises nothing any more until it was opened again.
 */
public final class JournalFailedException extends JournalException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was wrong, where, and what to do.
     */
    public JournalFailedException(final String message)
    {
        super(message);
    }

    /**
     * @param message what was wrong, where, and what to do.
     * @param cause   as the system told it.
     */
    public JournalFailedException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}

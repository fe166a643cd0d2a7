package io.belay.journal;

/**
 * No room on the disk: nothing was appended, and a later attempt may succeed.
 */
public final class JournalFullException extends JournalException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was wrong, where, and what to do.
     */
    public JournalFullException(final String message)
    {
        super(message);
    }

    /**
     * @param message what was wrong, where, and what to do.
     * @param cause   as the system told it.
     */
    public JournalFullException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}

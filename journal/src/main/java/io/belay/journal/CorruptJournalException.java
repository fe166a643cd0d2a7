package io.belay.journal;

/**
 * What was written cannot be read back: bytes are not what they were, or a file is gone or cannot be read.
 */
public final class CorruptJournalException extends JournalException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was wrong, where, and what to do.
     */
    public CorruptJournalException(final String message)
    {
        super(message);
    }

    /**
     * @param message what was wrong, where, and what to do.
     * @param cause   as the system told it.
     */
    public CorruptJournalException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}

package io.belay.journal;

/**
 * An entry was asked for that retention has deleted.
 */
public final class EntryRetiredException extends JournalException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was wrong, where, and what to do.
     */
    public EntryRetiredException(final String message)
    {
        super(message);
    }

    /**
     * @param message what was wrong, where, and what to do.
     * @param cause   as the system told it.
     */
    public EntryRetiredException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}

package io.belay.journal;

/**
 * A newer version of this program wrote the journal.
 */
public final class NewerFormatException extends JournalException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was wrong, where, and what to do.
     */
    public NewerFormatException(final String message)
    {
        super(message);
    }
}

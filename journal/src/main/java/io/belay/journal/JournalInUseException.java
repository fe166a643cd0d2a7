package io.belay.journal;

/**
 * Another process, or another part of this one, has the journal open.
 */
public final class JournalInUseException extends JournalException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was wrong, where, and what to do.
     */
    public JournalInUseException(final String message)
    {
        super(message);
    }
}

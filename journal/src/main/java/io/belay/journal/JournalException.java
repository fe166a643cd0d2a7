package io.belay.journal;

/**
 * What a journal could not do.
 */
public abstract sealed class JournalException extends RuntimeException
    permits JournalFullException, JournalFailedException, CorruptJournalException, EntryRetiredException,
        JournalInUseException, NewerFormatException
{
    private static final long serialVersionUID = 1L;

    JournalException(final String message)
    {
        super(message);
    }

    JournalException(final String message, final Throwable cause)
    {
        super(message, cause);
    }
}

package io.belay.journal;

/**
 * Is told what a journal does. A listener allocates nothing in {@link #onSync(long, long)} and never throws.
 */
public interface JournalListener
{
    /** Listens to nothing. */
    JournalListener NONE = new JournalListener()
    {
    };

    /**
     * Entries became durable. On the journal's thread.
     *
     * @param durableSequence up to which all is on the disk.
     * @param durationNs      how long the force took.
     */
    default void onSync(final long durableSequence, final long durationNs)
    {
    }

    /**
     * The journal went on in a new file. On the journal's thread.
     *
     * @param cycle      its number.
     * @param durationNs how long it took.
     * @param wasReady   false when the file had to be prepared meanwhile, so that the append waited for it.
     */
    default void onRoll(final int cycle, final long durationNs, final boolean wasReady)
    {
    }

    /**
     * A file was sealed. On the housekeeping thread.
     *
     * @param summary of it.
     */
    default void onSealed(final CycleSummary summary)
    {
    }

    /**
     * A file was deleted by retention. On the housekeeping thread.
     *
     * @param summary of it.
     */
    default void onRetired(final CycleSummary summary)
    {
    }

    /**
     * What markets remembered of their clients is lost in part: no file of it is whole, and entries that it could be
     * made from are gone. So appends of clients that may have appended before are refused as forgotten. When the journal
     * is opened.
     *
     * @param firstSequence before which entries are gone.
     */
    default void onClientsForgotten(final long firstSequence)
    {
    }

    /**
     * The journal failed for good. On the thread that saw it.
     *
     * @param failure why.
     */
    default void onFailed(final JournalFailedException failure)
    {
    }
}

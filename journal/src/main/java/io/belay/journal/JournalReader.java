package io.belay.journal;

/**
 * Reads the entries of a journal in the order of their sequences. Of one thread.
 */
public interface JournalReader extends AutoCloseable
{
    /**
     * Hands over entries that are durable.
     *
     * @param handler    of the entries.
     * @param countLimit how many to hand over at the most.
     * @return how many were handed over; 0 when there is nothing new now.
     * @throws CorruptJournalException when the next entry cannot be read back: it fails its checksum, the sequence has
     *                                 a hole, or its file is gone or refused by the disk. No other exception tells of
     *                                 a file, and asking again does not help.
     * @throws EntryRetiredException   when retention has deleted it.
     */
    int poll(EntryHandler handler, int countLimit);

    /**
     * @return sequence of the next entry to hand over.
     */
    long nextSequence();

    @Override
    void close();
}

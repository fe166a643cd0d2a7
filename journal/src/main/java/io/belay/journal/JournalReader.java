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
     * @throws CorruptJournalException when an entry fails its checksum or the sequence has a hole.
     */
    int poll(EntryHandler handler, int countLimit);

    /**
     * @return sequence of the next entry to hand over.
     */
    long nextSequence();

    @Override
    void close();
}

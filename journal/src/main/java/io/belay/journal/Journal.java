package io.belay.journal;

import org.agrona.DirectBuffer;

/**
 * A node's one append-only log. The storage seam: Chronicle Queue on a disk, or memory in tests.
 * <p>
 * Of one thread, but for {@link #durableSequence()} and {@link #newReader(long)}. An entry is an SBE message, see
 * {@link io.belay.wire.Entry}; its bytes are kept as they are. Entries are numbered 1, 2, 3 … by their sequence.
 */
public interface Journal extends AutoCloseable
{
    /**
     * @return random number made with the journal; a wiped disk comes back with another one.
     */
    long journalId();

    /**
     * Appends one entry. It is readable by readers of this process after the next {@link #sync()} and durable only
     * when that has returned.
     *
     * @param buffer that holds the entry.
     * @param offset where it begins.
     * @param length of the entry in bytes.
     * @return its sequence.
     * @throws JournalFullException   when there is no room on the disk; nothing was appended, and a later attempt may
     *                                succeed.
     * @throws JournalFailedException when the journal has failed for good; nothing is appended any more.
     */
    long append(DirectBuffer buffer, int offset, int length);

    /**
     * @return longest entry in bytes that can be appended.
     */
    int entryLengthMax();

    /**
     * Returns when every entry appended so far is on the disk, and can be found again there.
     *
     * @throws JournalFailedException when the disk refused. What was appended since the last sync that succeeded may or
     *                                may not be there; the journal must be closed, opened and so verified again.
     */
    void sync();

    /**
     * @return sequence of the last entry appended, 0 when there is none.
     */
    long appendedSequence();

    /**
     * @return sequence up to which all is on the disk, 0 when nothing is. Any thread may ask.
     */
    long durableSequence();

    /**
     * @return what the journal holds of each market, as recovered when it was opened and kept up by each append.
     */
    Markets markets();

    /**
     * Reads durable entries from a sequence on, in order, without end. Any thread may ask for a reader; the reader is
     * of one thread.
     *
     * @param fromSequence first sequence wanted, at least 1.
     * @return a reader that stands before it.
     * @throws EntryRetiredException when retention has already deleted it.
     */
    JournalReader newReader(long fromSequence);

    /**
     * The sequence at or before which an entry of a market stands: a place to start a reader when its entries from a
     * position on are wanted. Any thread may ask.
     *
     * @param marketId of the entry.
     * @param position of the entry in its market.
     * @return a sequence not behind the live entry with that position; 1 when nothing better is known.
     */
    long sequenceNotAfter(long marketId, long position);

    @Override
    void close();
}

package io.belay.replication;

import io.belay.journal.JournalReader;
import io.belay.journal.MarketHistory;
import org.agrona.DirectBuffer;

/**
 * Where a replica stores what it is sent. The default is the node's journal; an embedder may put another one in its
 * place. Of one thread, the journal agent's.
 * <p>
 * An exception of any method is answered with SERVER_INTERNAL to the owner of the markets concerned, and ends their
 * sessions: nothing is acknowledged that was not applied and synced. The node lives on.
 */
public interface FrameSink
{
    /**
     * @return id of the storage, for the owner to count replicas by. A storage that lost its content has another one.
     */
    long journalId();

    /**
     * What is held of a market: its last numbers and its chain of epochs. Kept up by {@link #apply}.
     *
     * @param marketId of the market.
     * @return its history, empty when nothing is held.
     */
    MarketHistory history(long marketId);

    /**
     * Stores one entry, already checked, the next one of its market. It need not be durable on return.
     *
     * @param buffer that holds the entry, valid during the call only.
     * @param offset where it begins.
     * @param length of the entry in bytes.
     */
    void apply(DirectBuffer buffer, int offset, int length);

    /** Returns when all that was applied is durable. */
    void sync();

    /**
     * Reads back what is stored, for an owner whose own journal has lost it.
     *
     * @param marketId     of the entries wanted; others may be handed over with them, superseded ones too.
     * @param fromPosition first one wanted.
     * @return a reader that stands at that entry or before it.
     */
    JournalReader newReader(long marketId, long fromPosition);

    /**
     * @return longest entry in bytes that {@link #apply} takes.
     */
    int entryLengthMax();

    /**
     * @return whether nothing can be stored any more until the node was restarted.
     */
    boolean isFailed();
}

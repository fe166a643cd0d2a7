package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;
import io.belay.wire.Entry;
import io.belay.wire.Epoch;
import org.agrona.DirectBuffer;

/**
 * Which entry may follow which in one market's history.
 */
final class EntryOrder
{
    private EntryOrder()
    {
    }

    /**
     * Whether an entry continues a history.
     *
     * @param history      that it would be the next entry of; its position is checked by the caller.
     * @param sessionEpoch highest epoch that may be begun.
     * @param buffer       that holds the entry.
     * @param offset       where it begins.
     * @return false when its epoch or its txid leaves a hole or goes back, or when it is no entry that is ever sent.
     */
    static boolean continues(
        final MarketHistory history, final long sessionEpoch, final DirectBuffer buffer, final int offset)
    {
        final long epoch = Entry.epoch(buffer, offset);
        final long txid = Entry.txid(buffer, offset);

        return switch (Entry.templateId(buffer, offset))
        {
            case Entry.WAL_FRAME -> epoch == history.lastEpoch() && txid == history.lastTxid() + 1;
            case Entry.EPOCH_START ->
                epoch > history.lastEpoch() && epoch <= sessionEpoch && txid == history.lastTxid() + 1;
            case Entry.EPOCH_ESTABLISHED, Entry.SNAPSHOT_MARK, Entry.CEILING_LEASE, Entry.CLIENT_SESSION ->
                epoch == history.lastEpoch() && txid == history.lastTxid();
            default -> false; // What one journal says of itself is never sent.
        };
    }

    static String defect(final MarketHistory history, final DirectBuffer buffer, final int offset)
    {
        return ", position " + Entry.position(buffer, offset) + ": epoch " +
            Epoch.toString(Entry.epoch(buffer, offset)) + " and txid " + Entry.txid(buffer, offset) +
            " do not follow epoch " + Epoch.toString(history.lastEpoch()) + " and txid " + history.lastTxid();
    }

    /**
     * Whether an entry found in a journal belongs to the live history, and was not superseded there.
     *
     * @param chain  of the live history.
     * @param buffer that holds the entry.
     * @param offset where it begins.
     * @return true when the history has the entry's epoch at the entry's position.
     */
    static boolean isLive(final EpochChain chain, final DirectBuffer buffer, final int offset)
    {
        return Entry.SUPERSEDED != Entry.templateId(buffer, offset) &&
            Entry.epoch(buffer, offset) == epochAt(chain, Entry.position(buffer, offset));
    }

    private static long epochAt(final EpochChain chain, final long position)
    {
        int i = chain.size() - 1;
        while (i >= 0 && chain.position(i) > position)
        {
            i--;
        }

        return i < 0 ? Epoch.NONE : chain.epoch(i);
    }
}

package io.belay.journal;

import io.belay.wire.Entry;
import org.agrona.DirectBuffer;

/**
 * What stands before the application's bytes in a snapshot file: all that a replica must know of a market's history up
 * to the snapshot when it has none of the entries. Never changed once it is made.
 */
public final class SnapshotHead
{
    /** Instead of a length: it is only known when the last byte was written. */
    public static final long LENGTH_UNKNOWN = -1;

    final Numbers numbers;
    private final EpochChain chain = new EpochChain();
    private final byte[] clients;
    private final long bytesLength;
    private final Sha256 sha256;

    /**
     * Where a market's history stands at a snapshot.
     *
     * @param marketId     of the market.
     * @param txid         last one whose effect is in the snapshot; it is committed.
     * @param position     of that frame.
     * @param epoch        of that frame.
     * @param highestEpoch that was ever seen in the market.
     * @param committedTxid known to be committed, at most the txid.
     * @param lastHlc      highest timestamp up to the position.
     * @param ceilingMs    highest Unix millisecond that the clock was ever allowed to issue, 0 when none was set.
     * @param journalId    of the node that stored it first.
     * @param storedMs     when that was, Unix time in milliseconds.
     */
    public record Numbers(
        long marketId,
        long txid,
        long position,
        long epoch,
        long highestEpoch,
        long committedTxid,
        long lastHlc,
        long ceilingMs,
        long journalId,
        long storedMs)
    {
    }

    SnapshotHead(
        final Numbers numbers,
        final EpochChain chain,
        final int chainSize,
        final byte[] clients,
        final long bytesLength,
        final Sha256 sha256)
    {
        this.numbers = numbers;
        this.clients = clients;
        this.bytesLength = bytesLength;
        this.sha256 = sha256;
        for (int i = 0; i < chainSize; i++)
        {
            this.chain.addFrom(chain, i);
        }
    }

    /**
     * The head of a snapshot as of a committed frame, of which the bytes are still to be written.
     *
     * @param history   of the market, at that frame or later.
     * @param frame     buffer that holds the live frame with the snapshot's txid.
     * @param offset    where it begins.
     * @param journalId of this node's journal.
     * @param nowMs     Unix time in milliseconds.
     * @param clients   what the market remembers of its clients: as of the frame, or later, since what is remembered
     *                  of committed frames stays true when these are met again. The array is not copied.
     * @return the head.
     * @throws IllegalArgumentException when the frame is not one of that history.
     */
    public static SnapshotHead asOf(
        final MarketHistory history,
        final DirectBuffer frame,
        final int offset,
        final long journalId,
        final long nowMs,
        final byte[] clients)
    {
        final long position = Entry.position(frame, offset);
        int chainSize = history.chain().size();
        while (chainSize > 0 && history.chain().position(chainSize - 1) > position)
        {
            chainSize--;
        }

        if (Entry.WAL_FRAME != Entry.templateId(frame, offset) ||
            history.marketId() != Entry.marketId(frame, offset) || 0 == chainSize ||
            history.chain().epoch(chainSize - 1) != Entry.epoch(frame, offset))
        {
            throw new IllegalArgumentException("the entry at position " + position + " is no live frame of market " +
                Long.toHexString(history.marketId()));
        }

        final long txid = Entry.txid(frame, offset);
        final Numbers numbers = new Numbers(
            history.marketId(), txid, position, Entry.epoch(frame, offset), history.highestEpoch(), txid,
            Entry.hlc(frame, offset), history.ceilingMs(), journalId, nowMs);

        return new SnapshotHead(numbers, history.chain(), chainSize, clients, LENGTH_UNKNOWN, null);
    }

    /** The same with what is known once all bytes were written. */
    SnapshotHead with(final long length, final Sha256 digest)
    {
        return new SnapshotHead(numbers, chain, chain.size(), clients, length, digest);
    }

    /**
     * Puts a market's history in place that holds no entries, as if it had taken all up to the snapshot.
     *
     * @param target history of this market, which is emptied.
     */
    public void restore(final MarketHistory target)
    {
        if (target.marketId() != numbers.marketId)
        {
            throw new IllegalArgumentException("a snapshot of market " + Long.toHexString(numbers.marketId) +
                " is none of market " + Long.toHexString(target.marketId()));
        }

        target.restore(
            numbers.position, numbers.txid, numbers.epoch, numbers.highestEpoch, numbers.lastHlc,
            numbers.committedTxid, numbers.ceilingMs);
        target.chain().clear();
        for (int i = 0; i < chain.size(); i++)
        {
            target.chain().addFrom(chain, i);
        }
    }

    /**
     * @return where the history stands.
     */
    public Numbers numbers()
    {
        return numbers;
    }

    /**
     * @return the live epochs up to the snapshot, oldest first; not to be changed.
     */
    public EpochChain chain()
    {
        return chain;
    }

    /**
     * @return what the market remembers of its clients, as it was handed over; not to be changed.
     */
    public byte[] clients()
    {
        return clients;
    }

    /**
     * @return length of the application's bytes, {@link #LENGTH_UNKNOWN} before they are stored.
     */
    public long bytesLength()
    {
        return bytesLength;
    }

    /**
     * @return digest of the application's bytes, null before they are stored.
     */
    public Sha256 sha256()
    {
        return sha256;
    }
}

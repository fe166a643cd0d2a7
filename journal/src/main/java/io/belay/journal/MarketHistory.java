package io.belay.journal;

import java.nio.ByteOrder;

import io.belay.sbe.wal.EpochStartDecoder;
import io.belay.sbe.wal.MessageHeaderDecoder;
import io.belay.wire.Crc32c;
import io.belay.wire.Entry;
import io.belay.wire.Epoch;
import org.agrona.DirectBuffer;

/**
 * What a journal holds of one market: its last numbers, its chain of epochs and its clients' windows. Of one thread.
 * <p>
 * It is a function of the market's entries in the journal's order. A superseding entry takes the numbers back, so that
 * only the live history counts.
 */
public final class MarketHistory
{
    private final long marketId;
    private final EpochChain chain = new EpochChain();
    private ClientWindows clients = new ClientWindows();
    private Crc32c crc;
    private long lastPosition;
    private long lastTxid;
    private long lastEpoch = Epoch.NONE;
    private long highestEpoch = Epoch.NONE;
    private long lastHlc;
    private long committedTxid;
    private long ceilingMs;

    /**
     * @param marketId of the market, with nothing in it yet.
     */
    public MarketHistory(final long marketId)
    {
        this(marketId, null);
    }

    /** With a checksum of the same thread, which many histories share. */
    MarketHistory(final long marketId, final Crc32c crc)
    {
        this.marketId = marketId;
        this.crc = crc;
    }

    /**
     * Takes in the next entry of this market.
     *
     * @param templateId of the entry.
     * @param buffer     that holds it.
     * @param offset     where it begins.
     */
    public void onEntry(final int templateId, final DirectBuffer buffer, final int offset)
    {
        highestEpoch = Math.max(highestEpoch, Entry.epoch(buffer, offset));
        if (Entry.SUPERSEDED == templateId)
        {
            supersedeFrom(Entry.position(buffer, offset), Entry.txid(buffer, offset));

            return;
        }

        lastPosition = Entry.position(buffer, offset);
        lastEpoch = Entry.epoch(buffer, offset);
        lastHlc = Math.max(lastHlc, Entry.hlc(buffer, offset));
        committedTxid = Math.max(committedTxid, Entry.committedTxid(buffer, offset));

        switch (templateId)
        {
            case Entry.WAL_FRAME -> onFrame(buffer, offset);
            case Entry.EPOCH_START -> onEpochStart(buffer, offset);
            case Entry.EPOCH_ESTABLISHED -> chain.establish(lastEpoch);
            case Entry.CEILING_LEASE -> ceilingMs = Math.max(ceilingMs, Entry.firstWord(buffer, offset));
            case Entry.CLIENT_SESSION -> clients.onSession(
                Entry.firstWord(buffer, offset), Entry.secondWord(buffer, offset), lastPosition,
                Entry.txid(buffer, offset));
            default ->
            {
                // Says nothing of what is kept here.
            }
        }
    }

    private void onFrame(final DirectBuffer buffer, final int offset)
    {
        lastTxid = Entry.txid(buffer, offset);
        clients.onFrame(
            Entry.firstWord(buffer, offset),
            Entry.secondWord(buffer, offset),
            lastTxid,
            lastEpoch,
            payloadCrc(buffer, offset));
    }

    /**
     * A journal may hold what a later program wrote, with a longer block, or a defective one, with a length beyond its
     * end. Neither was ever acknowledged by this program, and reading it must not end here: others have words for it.
     */
    private int payloadCrc(final DirectBuffer buffer, final int offset)
    {
        if (null == crc)
        {
            crc = new Crc32c();
        }

        final int lengthOffset = offset + Entry.HEADER_LENGTH + Entry.blockLength(buffer, offset);
        final int present = buffer.capacity() - lengthOffset - Integer.BYTES;
        final int length = present < 0 ? -1 : buffer.getInt(lengthOffset, ByteOrder.LITTLE_ENDIAN);

        return length < 0 || length > present ? 0 : crc.compute(buffer, lengthOffset + Integer.BYTES, length);
    }

    private void onEpochStart(final DirectBuffer buffer, final int offset)
    {
        chain.add(
            lastEpoch,
            lastPosition,
            Entry.txid(buffer, offset),
            Entry.firstWord(buffer, offset),
            Entry.secondWord(buffer, offset));
        final EpochStartDecoder start =
            new EpochStartDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        chain.keptBy(start.ownerNodeId(), start.standbyNodeId(), start.w(), start.alone());
        ceilingMs = Math.max(ceilingMs, start.ceiling());
    }

    /**
     * Takes in the next frame of the last entry's epoch, by its numbers alone.
     *
     * @param position       of the frame.
     * @param txid           of the frame.
     * @param hlc            of the frame.
     * @param committed      that it states.
     * @param clientId       that it states.
     * @param clientSequence that it states.
     * @param payloadCrc     CRC32C of its bytes alone.
     */
    public void onFrame(
        final long position,
        final long txid,
        final long hlc,
        final long committed,
        final long clientId,
        final long clientSequence,
        final int payloadCrc)
    {
        lastPosition = position;
        lastTxid = txid;
        lastHlc = Math.max(lastHlc, hlc);
        committedTxid = Math.max(committedTxid, committed);
        clients.onFrame(clientId, clientSequence, txid, lastEpoch, payloadCrc);
    }

    /**
     * A copy that goes its own way.
     *
     * @return history with the same numbers, chain and clients.
     */
    public MarketHistory copy()
    {
        final MarketHistory copy = new MarketHistory(marketId);
        copy.restore(lastPosition, lastTxid, lastEpoch, highestEpoch, lastHlc, committedTxid, ceilingMs);
        for (int i = 0; i < chain.size(); i++)
        {
            copy.chain.addFrom(chain, i);
        }

        copy.clients = clients.copy();

        return copy;
    }

    /**
     * Ends the life of everything from a position on. Timestamps stay: they never go back.
     *
     * @param position first one that is dead.
     * @param txid     first one that is dead.
     */
    public void supersedeFrom(final long position, final long txid)
    {
        chain.truncateFrom(position);
        clients.supersedeFrom(position, txid);
        lastPosition = position - 1;
        lastTxid = txid - 1;
        lastEpoch = chain.isEmpty() ? Epoch.NONE : chain.epoch(chain.size() - 1);
    }

    /**
     * Puts a history in place that was kept elsewhere: a sealed file's summary.
     *
     * @param position  of the last entry.
     * @param txid      of the last frame.
     * @param epoch     of the last entry.
     * @param highest   epoch of any entry, dead ones included.
     * @param hlc       highest timestamp.
     * @param committed highest known committed txid.
     * @param ceiling   highest millisecond that the clock was ever allowed to issue.
     */
    public void restore(
        final long position,
        final long txid,
        final long epoch,
        final long highest,
        final long hlc,
        final long committed,
        final long ceiling)
    {
        lastPosition = position;
        lastTxid = txid;
        lastEpoch = epoch;
        highestEpoch = highest;
        lastHlc = hlc;
        committedTxid = committed;
        ceilingMs = ceiling;
    }

    /**
     * @return id of the market.
     */
    public long marketId()
    {
        return marketId;
    }

    /**
     * @return the live epochs, oldest first.
     */
    public EpochChain chain()
    {
        return chain;
    }

    /**
     * @return what is remembered of the clients.
     */
    public ClientWindows clients()
    {
        return clients;
    }

    /** Puts windows in place that were kept elsewhere. */
    void clients(final ClientWindows kept)
    {
        clients = kept;
    }

    /**
     * @return position of the last live entry, 0 when there is none.
     */
    public long lastPosition()
    {
        return lastPosition;
    }

    /**
     * @return txid of the last live frame, 0 when there is none.
     */
    public long lastTxid()
    {
        return lastTxid;
    }

    /**
     * @return epoch of the last live entry, {@link Epoch#NONE} when there is none.
     */
    public long lastEpoch()
    {
        return lastEpoch;
    }

    /**
     * @return highest epoch of any entry, dead ones included: none up to it may be made again. {@link Epoch#NONE} when
     *     there is none.
     */
    public long highestEpoch()
    {
        return highestEpoch;
    }

    /**
     * @return highest timestamp of any entry, dead ones included.
     */
    public long lastHlc()
    {
        return lastHlc;
    }

    /**
     * @return highest txid that the entries themselves say is committed: a lower bound.
     */
    public long committedTxid()
    {
        return committedTxid;
    }

    /**
     * @return highest Unix millisecond that the clock was ever allowed to issue, dead entries included; 0 when none was
     *     set. Whoever owns the market next issues only above it.
     */
    public long ceilingMs()
    {
        return ceilingMs;
    }
}

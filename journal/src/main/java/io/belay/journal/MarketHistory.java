package io.belay.journal;

import io.belay.sbe.wal.EpochStartDecoder;
import io.belay.sbe.wal.MessageHeaderDecoder;
import io.belay.wire.Entry;
import io.belay.wire.Epoch;
import org.agrona.DirectBuffer;

/**
 * What a journal holds of one market: its last numbers and its chain of epochs. Of one thread.
 * <p>
 * It is a function of the market's entries in the journal's order. A superseding entry takes the numbers back, so that
 * only the live history counts.
 */
public final class MarketHistory
{
    private final long marketId;
    private final EpochChain chain = new EpochChain();
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
        this.marketId = marketId;
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

        if (Entry.WAL_FRAME == templateId)
        {
            lastTxid = Entry.txid(buffer, offset);
        }
        else if (Entry.EPOCH_START == templateId)
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
        else if (Entry.EPOCH_ESTABLISHED == templateId)
        {
            chain.establish(lastEpoch);
        }
        else if (Entry.CEILING_LEASE == templateId)
        {
            ceilingMs = Math.max(ceilingMs, Entry.firstWord(buffer, offset));
        }
    }

    /**
     * Takes in the next frame of the last entry's epoch, by its numbers alone.
     *
     * @param position  of the frame.
     * @param txid      of the frame.
     * @param hlc       of the frame.
     * @param committed that it states.
     */
    public void onFrame(final long position, final long txid, final long hlc, final long committed)
    {
        lastPosition = position;
        lastTxid = txid;
        lastHlc = Math.max(lastHlc, hlc);
        committedTxid = Math.max(committedTxid, committed);
    }

    /**
     * A copy that goes its own way.
     *
     * @return history with the same numbers and chain.
     */
    public MarketHistory copy()
    {
        final MarketHistory copy = new MarketHistory(marketId);
        copy.restore(lastPosition, lastTxid, lastEpoch, highestEpoch, lastHlc, committedTxid, ceilingMs);
        for (int i = 0; i < chain.size(); i++)
        {
            copy.chain.addFrom(chain, i);
        }

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

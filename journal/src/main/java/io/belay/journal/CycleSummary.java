package io.belay.journal;

import java.util.List;

import io.belay.sbe.wal.Alone;

/**
 * What a sealed cycle file holds: its index, its entry in a manifest and what a verification compares.
 *
 * @param journalId     random number of the journal.
 * @param cycle         number of the cycle.
 * @param firstSequence sequence of the first entry.
 * @param lastSequence  sequence of the last entry.
 * @param bytesLength   length of the file's valid bytes, end mark included.
 * @param sealedMs      when it was sealed, Unix time in milliseconds.
 * @param sha256        of the valid bytes, 32 bytes.
 * @param markets       every market of the journal, as it stood at the end of this cycle.
 * @param epochs        the live epochs of all markets, each market's oldest first.
 */
public record CycleSummary(
    long journalId,
    int cycle,
    long firstSequence,
    long lastSequence,
    long bytesLength,
    long sealedMs,
    Sha256 sha256,
    List<Market> markets,
    List<LiveEpoch> epochs)
{
    /**
     * A market at the end of a cycle.
     *
     * @param marketId      of the market.
     * @param firstPosition lowest position of its entries in this cycle, 0 when it has none there.
     * @param lastPosition  of its last live entry.
     * @param firstTxid     lowest txid of its frames in this cycle, 0 when it has none there.
     * @param lastTxid      of its last live frame.
     * @param lastEpoch     of its last live entry.
     * @param highestEpoch  of any of its entries, dead ones included.
     * @param committedTxid highest txid known to be committed.
     * @param lastHlc       highest timestamp.
     * @param entries       how many entries of this cycle are its.
     * @param ceilingMs     highest Unix millisecond that the clock was ever allowed to issue, 0 when none was set.
     */
    public record Market(
        long marketId,
        long firstPosition,
        long lastPosition,
        long firstTxid,
        long lastTxid,
        long lastEpoch,
        long highestEpoch,
        long committedTxid,
        long lastHlc,
        long entries,
        long ceilingMs)
    {
    }

    /**
     * An epoch of a market.
     *
     * @param marketId         of the market.
     * @param epoch            its number.
     * @param position         of its start.
     * @param firstTxid        first that it may number.
     * @param established      whether its start is known to be durable on W replicas.
     * @param ownerJournalId   journal of its owner.
     * @param standbyJournalId journal of its standby, or 0.
     * @param ownerNodeId      node that owned the market.
     * @param standbyNodeId    node that stood by, or 0.
     * @param w                on how many disks a frame had to be.
     * @param alone            who may go on alone in it.
     */
    public record LiveEpoch(
        long marketId,
        long epoch,
        long position,
        long firstTxid,
        boolean established,
        long ownerJournalId,
        long standbyJournalId,
        int ownerNodeId,
        int standbyNodeId,
        int w,
        Alone alone)
    {
    }

    /**
     * @param marketId to look up.
     * @return the market, or null.
     */
    public Market market(final long marketId)
    {
        for (final Market market : markets)
        {
            if (market.marketId() == marketId)
            {
                return market;
            }
        }

        return null;
    }

    /**
     * @return how many entries the cycle holds.
     */
    public long entries()
    {
        return lastSequence - firstSequence + 1;
    }

    /** Puts the markets in place as they stood at the end of this cycle. */
    void restore(final Markets target)
    {
        for (final Market market : markets)
        {
            target.getOrCreate(market.marketId()).restore(
                market.lastPosition(), market.lastTxid(), market.lastEpoch(), market.highestEpoch(),
                market.lastHlc(), market.committedTxid(), market.ceilingMs());
        }

        for (final LiveEpoch epoch : epochs)
        {
            final EpochChain chain = target.getOrCreate(epoch.marketId()).chain();
            chain.add(
                epoch.epoch(), epoch.position(), epoch.firstTxid(), epoch.ownerJournalId(), epoch.standbyJournalId());
            chain.keptBy(epoch.ownerNodeId(), epoch.standbyNodeId(), epoch.w(), epoch.alone());
            if (epoch.established())
            {
                chain.establish(epoch.epoch());
            }
        }
    }
}

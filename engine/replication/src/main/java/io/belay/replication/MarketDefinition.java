package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;

/**
 * Who keeps a market.
 *
 * @param name          of the market.
 * @param marketId      derived from it.
 * @param ownerNodeId   the node that numbers its frames.
 * @param standbyNodeId the node that holds the second copy, 0 when W is 1.
 * @param w             on how many disks a frame must be before its append is acknowledged: 1 or 2.
 * @param degradeAfterNs how long the standby may be away before the owner goes on alone; 0 when it never may, so that
 *                      the standby is the one that may.
 */
public record MarketDefinition(
    String name, long marketId, int ownerNodeId, int standbyNodeId, int w, long degradeAfterNs)
{
    /**
     * A market that stops when its standby is lost.
     *
     * @param name          of the market.
     * @param marketId      derived from it.
     * @param ownerNodeId   the node that numbers its frames.
     * @param standbyNodeId the node that holds the second copy, 0 when W is 1.
     * @param w             on how many disks a frame must be before its append is acknowledged.
     */
    public MarketDefinition(
        final String name, final long marketId, final int ownerNodeId, final int standbyNodeId, final int w)
    {
        this(name, marketId, ownerNodeId, standbyNodeId, w, 0);
    }

    /**
     * Who keeps the market by a journal: its newest established epoch wins over the configuration, which seeds an empty
     * one.
     *
     * @param history of the market in the journal, or null when it has none.
     * @return this definition with the journal's roles.
     */
    public MarketDefinition keptAs(final MarketHistory history)
    {
        if (null == history || history.chain().isEmpty())
        {
            return this;
        }

        final EpochChain chain = history.chain();
        final int newest = chain.newestEstablished() < 0 ? chain.size() - 1 : chain.newestEstablished();

        return new MarketDefinition(
            name, marketId, chain.ownerNodeId(newest), chain.standbyNodeId(newest), chain.w(newest), degradeAfterNs);
    }

    /**
     * @return whether the owner holds the right to go on alone, and not the standby.
     */
    public boolean degrades()
    {
        return degradeAfterNs > 0;
    }
}

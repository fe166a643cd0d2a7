package io.belay.replication;

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
     * @return whether the owner holds the right to go on alone, and not the standby.
     */
    public boolean degrades()
    {
        return degradeAfterNs > 0;
    }
}

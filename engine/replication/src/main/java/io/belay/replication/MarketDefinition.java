package io.belay.replication;

/**
 * Who keeps a market.
 *
 * @param name          of the market.
 * @param marketId      derived from it.
 * @param ownerNodeId   the node that numbers its frames.
 * @param standbyNodeId the node that holds the second copy, 0 when W is 1.
 * @param w             on how many disks a frame must be before its append is acknowledged: 1 or 2.
 */
public record MarketDefinition(String name, long marketId, int ownerNodeId, int standbyNodeId, int w)
{
}

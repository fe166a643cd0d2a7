package io.belay.replication;

/**
 * What can be seen of one market at a replica. For the journal agent's thread.
 */
public final class ReplicaView
{
    private final ReplicaMarket market;

    ReplicaView(final ReplicaMarket market)
    {
        this.market = market;
    }

    /**
     * @return id of the market.
     */
    public long marketId()
    {
        return market.marketId;
    }

    /**
     * @return 0 no session, 1 opened, 2 matched, 3 broken.
     */
    public int stateCode()
    {
        return switch (market.state())
        {
            case IDLE -> 0;
            case OPENED -> 1;
            case MATCHED -> 2;
            case BROKEN -> 3;
        };
    }

    /**
     * @param nodeId of this node.
     * @return whether the market is taken from another node.
     */
    public boolean isFollowing(final int nodeId)
    {
        return nodeId != market.ownerNodeId && ReplicaState.MATCHED == market.state();
    }

    /**
     * @return epoch of the session followed, 0 when there is none.
     */
    public long epoch()
    {
        return market.sessionEpoch;
    }

    /**
     * @return position of the last durable entry.
     */
    public long durablePosition()
    {
        return market.durablePosition;
    }

    /**
     * @return txid of the last durable frame.
     */
    public long durableTxid()
    {
        return market.durableTxid;
    }

    /**
     * @return highest txid known here to be committed.
     */
    public long committedTxid()
    {
        return market.committedTxid();
    }
}

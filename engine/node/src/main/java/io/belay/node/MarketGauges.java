package io.belay.node;

import io.belay.replication.OwnerView;
import io.belay.replication.ReplicaView;
import io.belay.replication.TimeBuckets;

/**
 * What a node shows of one market. Of the thread of the agent that is shown.
 */
final class MarketGauges
{
    private static final int OWNER = 1;
    private static final int STANDBY = 2;
    private static final int NEITHER = 3;

    private final MarketTable.Row row;
    private final int nodeId;
    private final OwnerView owner;
    private final ReplicaView replica;
    private final LastSecond second;
    private int role;
    private volatile boolean isOwner;
    private volatile boolean isFollowing;

    MarketGauges(
        final MarketTable table,
        final MarketRoles roles,
        final int nodeId,
        final OwnerView owner,
        final ReplicaView replica,
        final LastSecond second)
    {
        this.nodeId = nodeId;
        this.owner = owner;
        this.replica = replica;
        this.second = second;
        row = table.add(roles.effective().marketId(), roles.effective().name());
        become(role(roles));
        row.set(MarketField.CONFIG_DIFFERS, roles.differs() ? 1 : 0);
    }

    private void become(final int next)
    {
        role = next;
        row.set(MarketField.ROLE, next);
    }

    private int role(final MarketRoles roles)
    {
        if (owner.isOwner())
        {
            return OWNER;
        }

        return roles.isStandby(nodeId) || roles.isOwner(nodeId) ? STANDBY : NEITHER;
    }

    /** On the journal agent's thread: of a market that another node owns. */
    void refreshReplica()
    {
        isFollowing = isFollowing || replica.isFollowing(nodeId);
        if (isOwner)
        {
            return;
        }

        row.set(MarketField.STATE, replica.stateCode());
        row.set(MarketField.EPOCH, replica.epoch());
        row.set(MarketField.POSITION, replica.durablePosition());
        row.set(MarketField.TXID, replica.durableTxid());
        row.set(MarketField.COMMITTED_TXID, replica.committedTxid());
    }

    /** On the owner agent's thread. */
    void refreshOwner(final OwnerTotals totals)
    {
        isOwner = owner.isOwner();
        totals.add(owner);
        row.set(MarketField.W, owner.w());
        if (!isOwner)
        {
            if (OWNER == role || (NEITHER == role && isFollowing))
            {
                become(STANDBY);
            }

            return;
        }

        become(OWNER);
        row.set(MarketField.STATE, owner.state().code());
        row.set(MarketField.EPOCH, owner.epoch());
        row.set(MarketField.POSITION, owner.position());
        row.set(MarketField.DURABLE_POSITION, owner.ownPosition());
        row.set(MarketField.STANDBY_POSITION, owner.standbyPosition());
        row.set(MarketField.TXID, owner.txid());
        row.set(MarketField.COMMITTED_TXID, owner.committedTxid());
        row.set(MarketField.OWN_LAG_BYTES, owner.ownLagBytes());
        row.set(MarketField.OWN_LAG_NS, owner.ownLagNs(second.nowNs()));
        row.set(MarketField.STANDBY_LAG_BYTES, owner.standbyLagBytes());
        row.set(MarketField.STANDBY_LAG_NS, owner.standbyLagNs(second.nowNs()));
        if (second.isOver())
        {
            final TimeBuckets times = owner.outcomeTimes();
            row.set(MarketField.ACK_P50_NS, times.percentileNs(50));
            row.set(MarketField.ACK_P99_NS, times.percentileNs(99));
            if (times.count() > 0)
            {
                totals.outcomeTimes().add(times);
                times.reset();
            }
        }
    }
}

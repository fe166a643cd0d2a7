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

    private final MarketTable.Row row;
    private final OwnerView owner;
    private final ReplicaView replica;
    private final LastSecond second;

    MarketGauges(
        final MarketTable table,
        final MarketRoles roles,
        final OwnerView owner,
        final ReplicaView replica,
        final LastSecond second)
    {
        this.owner = owner;
        this.replica = replica;
        this.second = second;
        row = table.add(roles.effective().marketId(), roles.effective().name());
        row.set(MarketField.ROLE, null == owner ? STANDBY : OWNER);
        row.set(MarketField.W, roles.effective().w());
        row.set(MarketField.CONFIG_DIFFERS, roles.differs() ? 1 : 0);
    }

    /** Of a market that the node stands by for. */
    void refreshReplica()
    {
        row.set(MarketField.STATE, replica.stateCode());
        row.set(MarketField.EPOCH, replica.epoch());
        row.set(MarketField.POSITION, replica.durablePosition());
        row.set(MarketField.TXID, replica.durableTxid());
        row.set(MarketField.COMMITTED_TXID, replica.committedTxid());
    }

    /** Of a market that the node owns. */
    void refreshOwner(final OwnerTotals totals)
    {
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
        totals.add(owner);
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

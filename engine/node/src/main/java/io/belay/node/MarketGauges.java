package io.belay.node;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import io.aeron.Counter;
import io.belay.node.NodeCounters.MarketField;
import io.belay.replication.OwnerView;
import io.belay.replication.ReplicaView;
import io.belay.replication.TimeBuckets;
import org.agrona.CloseHelper;

/**
 * The counters of one market at one node, and what they show. Of the thread of the agent that is shown.
 */
final class MarketGauges implements AutoCloseable
{
    private static final int OWNER = 1;
    private static final int STANDBY = 2;

    /** A driver has room for so many counters: what a standby cannot know has none there. */
    private static final Set<MarketField> OF_OWNER = EnumSet.of(
        MarketField.DURABLE_POSITION,
        MarketField.STANDBY_POSITION,
        MarketField.OWN_LAG_BYTES,
        MarketField.OWN_LAG_NS,
        MarketField.STANDBY_LAG_BYTES,
        MarketField.STANDBY_LAG_NS,
        MarketField.ACK_P50_NS,
        MarketField.ACK_P99_NS);

    private final Map<MarketField, Counter> counters = new EnumMap<>(MarketField.class);
    private final OwnerView owner;
    private final ReplicaView replica;
    private final LastSecond second;

    MarketGauges(
        final NodeCounters nodeCounters,
        final MarketRoles roles,
        final OwnerView owner,
        final ReplicaView replica,
        final LastSecond second)
    {
        this.owner = owner;
        this.replica = replica;
        this.second = second;
        for (final MarketField field : MarketField.values())
        {
            if (null != owner || !OF_OWNER.contains(field))
            {
                counters.put(
                    field, nodeCounters.market(field, roles.effective().marketId(), roles.effective().name()));
            }
        }

        set(MarketField.ROLE, null == owner ? STANDBY : OWNER);
        set(MarketField.W, roles.effective().w());
        set(MarketField.CONFIG_DIFFERS, roles.differs() ? 1 : 0);
    }

    /** Of a market that the node stands by for. */
    void refreshReplica()
    {
        set(MarketField.STATE, replica.stateCode());
        set(MarketField.EPOCH, replica.epoch());
        set(MarketField.POSITION, replica.durablePosition());
        set(MarketField.TXID, replica.durableTxid());
        set(MarketField.COMMITTED_TXID, replica.committedTxid());
    }

    /** Of a market that the node owns. */
    void refreshOwner(final OwnerTotals totals)
    {
        set(MarketField.STATE, owner.state().code());
        set(MarketField.EPOCH, owner.epoch());
        set(MarketField.POSITION, owner.position());
        set(MarketField.DURABLE_POSITION, owner.ownPosition());
        set(MarketField.STANDBY_POSITION, owner.standbyPosition());
        set(MarketField.TXID, owner.txid());
        set(MarketField.COMMITTED_TXID, owner.committedTxid());
        set(MarketField.OWN_LAG_BYTES, owner.ownLagBytes());
        set(MarketField.OWN_LAG_NS, owner.ownLagNs(second.nowNs()));
        set(MarketField.STANDBY_LAG_BYTES, owner.standbyLagBytes());
        set(MarketField.STANDBY_LAG_NS, owner.standbyLagNs(second.nowNs()));
        totals.add(owner);
        if (second.isOver())
        {
            final TimeBuckets times = owner.outcomeTimes();
            set(MarketField.ACK_P50_NS, times.percentileNs(50));
            set(MarketField.ACK_P99_NS, times.percentileNs(99));
            if (times.count() > 0)
            {
                totals.outcomeTimes().add(times);
                times.reset();
            }
        }
    }

    private void set(final MarketField field, final long value)
    {
        final Counter counter = counters.get(field);
        if (!counter.isClosed())
        {
            counter.setRelease(value);
        }
    }

    @Override
    public void close()
    {
        CloseHelper.quietCloseAll(counters.values());
    }
}

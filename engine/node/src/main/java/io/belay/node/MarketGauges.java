package io.belay.node;

import java.util.EnumMap;
import java.util.Map;

import io.aeron.Counter;
import io.belay.node.NodeCounters.MarketField;
import io.belay.replication.OwnerView;
import io.belay.replication.ReplicaView;
import org.agrona.CloseHelper;

/**
 * The counters of one market at one node, and what they show. Of the thread of the agent that is shown.
 */
final class MarketGauges implements AutoCloseable
{
    private static final int OWNER = 1;
    private static final int STANDBY = 2;

    private final Map<MarketField, Counter> counters = new EnumMap<>(MarketField.class);
    private final OwnerView owner;
    private final ReplicaView replica;

    MarketGauges(
        final NodeCounters nodeCounters, final MarketRoles roles, final OwnerView owner, final ReplicaView replica)
    {
        this.owner = owner;
        this.replica = replica;
        for (final MarketField field : MarketField.values())
        {
            final boolean ofOwner = MarketField.STANDBY_POSITION == field || MarketField.DURABLE_POSITION == field;
            if (null != owner || !ofOwner)
            {
                counters.put(
                    field, nodeCounters.market(field, roles.effective().marketId(), roles.effective().name()));
            }
        }

        set(MarketField.ROLE, null == owner ? STANDBY : OWNER);
        set(MarketField.W, roles.effective().w());
        set(MarketField.CONFIG_DIFFERS, roles.differs() ? 1 : 0);
    }

    void refresh()
    {
        if (null == owner)
        {
            set(MarketField.STATE, replica.stateCode());
            set(MarketField.EPOCH, replica.epoch());
            set(MarketField.POSITION, replica.durablePosition());
            set(MarketField.TXID, replica.durableTxid());
            set(MarketField.COMMITTED_TXID, replica.committedTxid());

            return;
        }

        set(MarketField.STATE, owner.state().code());
        set(MarketField.EPOCH, owner.epoch());
        set(MarketField.POSITION, owner.position());
        set(MarketField.DURABLE_POSITION, owner.ownPosition());
        set(MarketField.STANDBY_POSITION, owner.standbyPosition());
        set(MarketField.TXID, owner.txid());
        set(MarketField.COMMITTED_TXID, owner.committedTxid());
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

package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;

import io.belay.sbe.wal.HeartbeatDecoder;
import io.belay.sbe.wal.MarketOpenDecoder;
import io.belay.sbe.wal.MessageHeaderDecoder;
import io.belay.sbe.wal.ReplicaStateDecoder;
import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.StateReason;
import io.belay.sbe.wal.WalFrameAckDecoder;
import io.belay.wire.Entry;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sees each message at the moment at which a node sends it. Oracle: what is said to be durable or committed is, and
 * nothing is numbered before its epoch stands on W disks.
 */
final class SimWire
{
    private final SimWorld world;
    private final SimLedger ledger;
    private final Map<Long, Long> committed = new HashMap<>();
    private final Map<Long, Opened> opened = new HashMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final WalFrameAckDecoder ack = new WalFrameAckDecoder();
    private final HeartbeatDecoder heartbeat = new HeartbeatDecoder();
    private final MarketOpenDecoder marketOpen = new MarketOpenDecoder();
    private final ReplicaStateDecoder state = new ReplicaStateDecoder();

    /** A session as its owner has opened it. */
    record Opened(long epoch, long ownerInstance, int ownerNodeId)
    {
    }

    SimWire(final SimWorld world, final SimLedger ledger)
    {
        this.world = world;
        this.ledger = ledger;
    }

    void onOwnerSent(final SimNode owner, final byte[] message)
    {
        world.refreshDurable();
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        final int templateId = Entry.templateId(buffer, 0);
        if (Entry.isEntry(templateId))
        {
            onEntry(new SimEntry(message));
        }
        else if (MarketOpenDecoder.TEMPLATE_ID == templateId)
        {
            marketOpen.wrapAndApplyHeader(buffer, 0, header);
            opened.put(marketOpen.session(),
                new Opened(marketOpen.epoch(), marketOpen.ownerInstance(), marketOpen.ownerNodeId()));
        }
        else if (HeartbeatDecoder.TEMPLATE_ID == templateId)
        {
            heartbeat.wrapAndApplyHeader(buffer, 0, header);
            for (final HeartbeatDecoder.MarketsDecoder market : heartbeat.markets())
            {
                assertCommitted(market.marketId(), market.committedTxid(), "heartbeat of node " + owner.nodeId);
            }
        }
    }

    private void onEntry(final SimEntry entry)
    {
        assertCommitted(entry.marketId, entry.committedTxid, entry.toString());
        if (ledger.onSent(entry) && !entry.isEpochStart())
        {
            for (final SimHistory replica : world.replicasOf(entry.marketId))
            {
                assertTrue(replica.hasStart(entry.marketId, entry.epoch),
                    () -> entry + " is made though its epoch is not established");
            }

            if (!entry.isFrame())
            {
                ledger.onEstablished(entry);
            }
        }
    }

    void onReplicaSent(final SimNode replica, final byte[] message)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        if (WalFrameAckDecoder.TEMPLATE_ID == Entry.templateId(buffer, 0))
        {
            world.refreshDurable();
            ack.wrapAndApplyHeader(buffer, 0, header);
            final long last = world.durable(replica.nodeId).lastPosition(ack.marketId());
            final long position = ack.position();
            assertTrue(ResponseCode.OK != ack.code() || position <= last, () -> "node " + replica.nodeId +
                " acknowledges position " + position + ", though " + last + " is the last durable one");
        }
        else if (ReplicaStateDecoder.TEMPLATE_ID == Entry.templateId(buffer, 0))
        {
            state.wrapAndApplyHeader(buffer, 0, header);
            onState(replica);
        }
    }

    /** One life of a replica never goes back in epochs, and takes each from one incarnation of its owner. */
    private void onState(final SimNode replica)
    {
        final Opened session = opened.get(state.session());
        if (StateReason.ANSWER == state.reason() && ResponseCode.OK == state.code())
        {
            final Opened last = replica.followed.put(state.marketId(), session);
            assertTrue(null == last || session.epoch > last.epoch || session.equals(last),
                () -> "node " + replica.nodeId + " follows " + session + " after " + last);
        }
        else if (StateReason.GAP == state.reason())
        {
            assertTrue(world.isLossy() && (null == session || session.ownerNodeId != replica.nodeId),
                () -> "node " + replica.nodeId + " misses an entry that nobody has lost");
        }
    }

    /** What replicas and owners believe to be committed, as readers and status would be told. */
    void checkClaims()
    {
        world.refreshDurable();
        for (final SimNode node : world.nodes())
        {
            node.owned.forEach((marketId, view) ->
                assertCommitted(marketId, view.committedTxid(), "owner node " + node.nodeId));
            node.replicas.forEach((marketId, view) ->
            {
                assertCommitted(marketId, view.committedTxid(), "replica of node " + node.nodeId);
                assertTrue(view.durablePosition() <= world.durable(node.nodeId).lastPosition(marketId),
                    () -> "node " + node.nodeId + " says that more is durable than is");
            });
        }
    }

    private void assertCommitted(final long marketId, final long txid, final String who)
    {
        assertTrue(txid <= committedTxid(marketId),
            () -> who + " says that txid " + txid + " of market " + marketId % 1000 + " is committed, but " +
                committed.get(marketId) + " is the last one that stands on W disks");
    }

    /** What a client is told to be durable stands on W disks at this moment, or did before one was replaced. */
    void assertDurable(final SimEntry frame)
    {
        final SimEntry stored = world.replicasOf(frame.marketId).get(0).frame(frame.marketId, frame.txid);
        assertTrue(null != stored && stored.isSame(frame), () -> frame + " is not on its owner's disk");
        assertCommitted(frame.marketId, frame.txid, "an outcome");
    }

    /** The last txid that each of W disks has ever held, as the same frame, as was every one before it. */
    private long committedTxid(final long marketId)
    {
        long txid = committed.getOrDefault(marketId, 0L);
        while (isOnAllDisks(marketId, txid + 1))
        {
            txid++;
        }

        committed.put(marketId, txid);

        return txid;
    }

    private boolean isOnAllDisks(final long marketId, final long txid)
    {
        SimEntry first = null;
        for (final SimHistory replica : world.replicasOf(marketId))
        {
            final SimEntry frame = replica.frameEver(marketId, txid);
            if (null == frame || (null != first && !frame.isSame(first)))
            {
                return false;
            }

            first = frame;
        }

        return true;
    }
}

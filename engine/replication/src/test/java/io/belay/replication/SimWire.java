package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
    private static final int COMPARED_COUNT = 100;

    private final SimWorld world;
    private final SimLedger ledger;
    private final Map<Long, List<SimEntry>> committed = new HashMap<>();
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
            for (final int nodeId : ledger.starts(entry.marketId).get(entry.epoch).holders)
            {
                assertTrue(world.durable(nodeId).hasStart(entry.marketId, entry.epoch),
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
        world.markets().forEach((market) -> refreshCommitted(market.marketId()));
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
        if (txid > committed(marketId).size())
        {
            refreshCommitted(marketId);
            assertTrue(txid <= committed(marketId).size(),
                () -> who + " says that txid " + txid + " of market " + marketId % 1000 + " is committed, but " +
                    committed(marketId).size() + " is the last one that stands on W disks");
        }
    }

    /** What a client is told to be durable stands on W disks at this moment, or did before one was replaced. */
    void assertDurable(final SimEntry frame, final int nodeId, final int w)
    {
        refreshCommitted(frame.marketId);
        final SimEntry stored = world.durable(nodeId).frame(frame.marketId, frame.txid);
        assertTrue(null != stored && stored.isSame(frame), () -> frame + " is not on its owner's disk");
        final long disks = world.nodes().stream()
            .map((node) -> world.durable(node.nodeId).frame(frame.marketId, frame.txid))
            .filter((entry) -> null != entry && entry.isSame(frame))
            .count();
        assertTrue(disks >= w || world.losesDisks(),
            () -> frame + " is told to be on " + w + " disks, but is on " + disks);
        assertCommitted(frame.marketId, frame.txid, "an outcome");
        assertTrue(committed(frame.marketId).get((int)frame.txid - 1).isSame(frame),
            () -> frame + " is promised, but another one was committed: " +
                committed(frame.marketId).get((int)frame.txid - 1));
    }

    private List<SimEntry> committed(final long marketId)
    {
        return committed.computeIfAbsent(marketId, (id) -> new ArrayList<>());
    }

    /**
     * What was ever on the disks of all that an epoch names, once its start was: from then on it stands for good. Not
     * what later epochs numbered: one that names two disks commits nothing by the disk that was alone before it.
     */
    void refreshCommitted(final long marketId)
    {
        for (final SimEntry start : ledger.starts(marketId).values())
        {
            final List<SimHistory> holders = start.holders.stream().map(world::durable).toList();
            if (holders.stream().allMatch((holder) -> holder.hasStart(marketId, start.epoch)))
            {
                commit(marketId, start.epoch, holders);
            }
        }
    }

    private void commit(final long marketId, final long epoch, final List<SimHistory> holders)
    {
        final List<SimEntry> known = committed(marketId);
        for (int i = Math.max(0, known.size() - COMPARED_COUNT); i < known.size(); i++)
        {
            final SimEntry other = onAllDisks(marketId, epoch, holders, i + 1, false);
            final SimEntry frame = known.get(i);
            assertTrue(null == other || other.isSame(frame),
                () -> "two frames were committed under one txid: " + other + " and " + frame);
        }

        SimEntry next;
        while (null != (next = onAllDisks(marketId, epoch, holders, known.size() + 1, true)))
        {
            known.add(next);
        }
    }

    private static SimEntry onAllDisks(
        final long marketId,
        final long epoch,
        final List<SimHistory> holders,
        final long txid,
        final boolean isEver)
    {
        SimEntry first = null;
        for (final SimHistory holder : holders)
        {
            final SimEntry frame = isEver ? holder.frameEver(marketId, txid) : holder.frame(marketId, txid);
            if (null == frame || frame.epoch > epoch || (null != first && !frame.isSame(first)))
            {
                return null;
            }

            first = frame;
        }

        return first;
    }
}

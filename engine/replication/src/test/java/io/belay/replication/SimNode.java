package io.belay.replication;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.belay.clock.HybridLogicalClock;
import io.belay.journal.MarketHistory;
import io.belay.transport.SourceListener;

/**
 * One node of the simulated world: the agents of production over simulated streams, a disk and clocks of its own.
 */
final class SimNode
{
    static final int FRAME_LENGTH_MAX = 4096;
    static final int CLIENT_WINDOW = 8;
    static final int MARKET_WINDOW = 16;
    static final long HEARTBEAT_NS = 100_000_000L;
    static final long REPLICA_TIMEOUT_NS = 1_000_000_000L;
    static final long RETRY_NS = 500_000_000L;

    final int nodeId;
    /** By market, while the process lives. */
    final Map<Long, OwnerView> owned = new LinkedHashMap<>();
    /** By market, while the process lives. */
    final Map<Long, ReplicaView> replicas = new LinkedHashMap<>();
    /** By market: the last session that this life of the process has followed. */
    final Map<Long, SimWire.Opened> followed = new HashMap<>();
    SimDisk disk;

    private final SimWorld world;
    private final long nanoOffset;
    private final List<Runnable> graves = new ArrayList<>();
    private long wallOffsetMs;
    private OwnerAgent owner;
    private JournalAgent journal;

    SimNode(final int nodeId, final SimWorld world, final long nanoOffset)
    {
        this.nodeId = nodeId;
        this.world = world;
        this.nanoOffset = nanoOffset;
        disk = new SimDisk(world.random().nextLong(1, Long.MAX_VALUE), world.random());
    }

    /** The markets that it owns now, or believes so. */
    List<Long> ownedNow()
    {
        return owned.entrySet().stream()
            .filter((entry) -> entry.getValue().isOwner())
            .map(Map.Entry::getKey)
            .toList();
    }

    boolean isRunning()
    {
        return null != owner;
    }

    void stepOwner()
    {
        if (null != owner)
        {
            owner.doWork();
        }
    }

    void stepJournal()
    {
        if (null != journal)
        {
            journal.doWork();
        }
    }

    /** The wall clock is set: by far when two nodes may then refuse each other's timestamps. */
    void jump(final long offsetMs)
    {
        wallOffsetMs = offsetMs;
        if (2 * Math.abs(offsetMs) > HybridLogicalClock.AHEAD_MAX_MS_DEFAULT)
        {
            world.ledger().onClocksFarApart();
        }
    }

    void start()
    {
        final long instance = world.random().nextLong(1, Long.MAX_VALUE);
        final MarketShelf shelf = new MarketShelf();
        followed.clear();
        journal = new JournalAgent(
            nodeId, instance, new JournalFrameSink(disk.journal()), shelf, new MessageRegistry(), world::onError);
        owner = new OwnerAgent(
            new OwnerConfig(nodeId, "n" + nodeId, FRAME_LENGTH_MAX, CLIENT_WINDOW, MARKET_WINDOW, HEARTBEAT_NS,
                REPLICA_TIMEOUT_NS, RETRY_NS),
            instance,
            () -> world.nowNs() + nanoOffset,
            new HybridLogicalClock(() -> world.wallMs() + wallOffsetMs),
            shelf,
            disk.journal(),
            (responseStreamId) -> world.openResponse(this, responseStreamId),
            world::onError);
        wireAcks();
        wireMarkets();
        owner.appendStream((listener) -> listen(world.network().appendsTo(nodeId), listener, SimEar.ALL_SOURCES));
    }

    private void wireAcks()
    {
        final Consumer<byte[]> observer = (message) -> world.wire().onReplicaSent(this, message);
        owner.addAckStream(listen(world.network().ownAcks(nodeId), null, SimEar.ALL_SOURCES));
        owner.addAckStream(listen(world.network().acksTo(nodeId), null, SimEar.ALL_SOURCES));
        journal.addInbound((listener) -> listen(world.network().walTo(nodeId), listener, SimEar.ALL_SOURCES));
        for (final SimNode other : world.nodes())
        {
            owner.addNode(other.nodeId, "n" + other.nodeId);
            journal.addAckStream(other.nodeId, open(
                other == this ? world.network().ownAcks(nodeId) : world.network().acksTo(other.nodeId), observer));
        }
    }

    private void wireMarkets()
    {
        openLink(OwnerLink.SOLO);
        owner.addPeerStream(listen(world.network().peersTo(nodeId), null, SimEar.ALL_SOURCES));
        for (final SimNode other : world.nodes())
        {
            if (other != this)
            {
                openLink(other.nodeId);
                owner.addPeer(other.nodeId, open(world.network().peersTo(other.nodeId), (message) -> {}));
            }
        }

        for (final MarketDefinition market : world.markets())
        {
            final MarketHistory history = disk.journal().markets().getOrCreate(market.marketId());
            final ReplicaView replica = journal.addMarket(market.keptAs(history));
            final OwnerView view = owner.addMarket(market.keptAs(history), history);
            owned.put(market.marketId(), view);

            if (market.ownerNodeId() == nodeId || market.standbyNodeId() == nodeId)
            {
                replicas.put(market.marketId(), replica);
            }
        }
    }

    private void openLink(final int standbyNodeId)
    {
        final SimChannel channel = OwnerLink.SOLO == standbyNodeId ?
            world.network().soloWal(nodeId) : world.network().walTo(standbyNodeId);
        final SimStream stream = open(channel, (message) -> world.wire().onOwnerSent(this, message));
        journal.addInbound((listener) -> listen(channel, listener, stream.sourceId()));
        owner.addLink(standbyNodeId, "n" + standbyNodeId, stream);
    }

    private SimStream open(final SimChannel channel, final Consumer<byte[]> observer)
    {
        final SimStream stream = channel.open(observer);
        graves.add(() -> channel.sourceDied(stream));

        return stream;
    }

    private SimEar listen(final SimChannel channel, final SourceListener listener, final int onlySourceId)
    {
        final SimEar ear = channel.listen(listener, onlySourceId);
        graves.add(() -> channel.deafen(ear));

        return ear;
    }

    /** The process ends at once: its ears and its memory are gone, its sources end sooner or later. */
    void die()
    {
        owner = null;
        journal = null;
        owned.clear();
        replicas.clear();
        graves.forEach(Runnable::run);
        graves.clear();
        disk.onProcessDied();
        world.durable(nodeId).onRestart(disk.journal());
    }

    /** An empty disk in place of the old one; between two lives of the process. */
    void replaceDisk()
    {
        world.check();
        disk = new SimDisk(world.random().nextLong(1, Long.MAX_VALUE), world.random());
        world.durable(nodeId).onReplaced(disk.journal());
    }

    /** The same disk without its last entries; between two lives of the process. */
    void loseTail()
    {
        world.check();
        disk.loseTail();
        world.durable(nodeId).onReplaced(disk.journal());
    }
}

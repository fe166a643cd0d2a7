package io.belay.replication;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.belay.journal.JournalException;
import io.belay.wire.MarketId;

/**
 * Two nodes, their disks, clients and network in one thread, by one seed.
 */
final class SimWorld
{
    static final int ALPHA = 1;
    static final int BETA = 2;
    private static final long DEGRADE_NS = 1_500_000_000L;
    private static final long WALL_START_MS = 1_700_000_000_000L;

    private final SplittableRandom random;
    private final SimNetwork network;
    private final List<MarketDefinition> markets = new ArrayList<>();
    private final List<SimNode> nodes = new ArrayList<>();
    private final Map<Integer, SimHistory> histories = new LinkedHashMap<>();
    private final Map<Integer, SimClient> clients = new LinkedHashMap<>();
    private final Map<Long, List<SimHistory>> replicas = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> tally = new ArrayList<>();
    private final SimLedger ledger = new SimLedger();
    private final SimWire wire = new SimWire(this, ledger);
    private long nowNs = 1;
    private final SimMix mix;
    private boolean isLossy;

    SimWorld(final SplittableRandom random, final SimMix mix)
    {
        this.random = random;
        network = new SimNetwork(random, ALPHA, BETA);
        this.mix = mix;
        addMarket("BTC-USD", ALPHA, BETA);
        addMarket("ETH-USD", ALPHA, BETA);
        if (SimMix.DAMAGED_DISKS != mix)
        {
            addMarket("SOL-USD", ALPHA, OwnerLink.SOLO);
        }

        if (SimMix.ONE_WAY != mix)
        {
            addMarket("BTC-EUR", BETA, ALPHA);
        }

        if (SimMix.CHANGES == mix)
        {
            ledger.onClocksFarApart(); // An owner that takes over alone knows nothing of what dies elsewhere.
        }

        nodes.add(new SimNode(ALPHA, this, anyTime()));
        nodes.add(new SimNode(BETA, this, anyTime()));
        for (final SimNode node : nodes)
        {
            histories.put(node.nodeId, new SimHistory("journal " + node.nodeId, ledger, node.disk.journal()));
        }

        for (final MarketDefinition market : markets)
        {
            final List<SimHistory> of = new ArrayList<>();
            of.add(histories.get(market.ownerNodeId()));
            if (2 == market.w())
            {
                of.add(histories.get(market.standbyNodeId()));
            }

            replicas.put(market.marketId(), of);
        }
    }

    private void addMarket(final String name, final int ownerNodeId, final int standbyNodeId)
    {
        final int w = OwnerLink.SOLO == standbyNodeId ? 1 : 2;
        final boolean degrades = SimMix.CHANGES == mix && 2 == w && random.nextBoolean();
        markets.add(new MarketDefinition(
            name, MarketId.of(name), ownerNodeId, standbyNodeId, w, degrades ? DEGRADE_NS : 0));
    }

    /** Monotonic time has its origin anywhere. */
    private long anyTime()
    {
        return random.nextLong();
    }

    SplittableRandom random()
    {
        return random;
    }

    /** One of them, or null when there is none. */
    <T> T any(final List<T> things)
    {
        return things.isEmpty() ? null : things.get(random.nextInt(things.size()));
    }

    List<MarketDefinition> markets()
    {
        return markets;
    }

    List<SimNode> nodes()
    {
        return nodes;
    }

    SimNode node(final int nodeId)
    {
        return nodes.get(nodeId - 1);
    }

    SimLedger ledger()
    {
        return ledger;
    }

    SimWire wire()
    {
        return wire;
    }

    /** How operators' commands ended. */
    List<String> tally()
    {
        return tally;
    }

    List<String> errors()
    {
        return errors;
    }

    /** From now on a replica may lack what a living source has sent, since it was lost or could not be stored. */
    void becomeLossy()
    {
        isLossy = true;
    }

    boolean isLossy()
    {
        return isLossy;
    }

    /** Whether a disk may lose what it had forced. */
    boolean losesDisks()
    {
        return SimMix.ONE_WAY == mix || SimMix.DAMAGED_DISKS == mix;
    }

    long nowNs()
    {
        return nowNs;
    }

    long wallMs()
    {
        return WALL_START_MS + nowNs / 1_000_000;
    }

    void advance(final long durationNs)
    {
        nowNs += durationNs;
    }

    SimNetwork network()
    {
        return network;
    }

    /** The nodes that own a market now, or believe so. */
    List<OwnerView> ownersOf(final long marketId)
    {
        return nodes.stream()
            .map((node) -> node.owned.get(marketId))
            .filter((view) -> null != view && view.isOwner())
            .toList();
    }

    SimHistory durable(final int nodeId)
    {
        return histories.get(nodeId);
    }

    List<SimHistory> replicasOf(final long marketId)
    {
        return replicas.get(marketId);
    }

    void refreshDurable()
    {
        histories.values().forEach(SimHistory::refresh);
    }

    SimClient addClient(final SimNode node)
    {
        final SimClient client = new SimClient(clients.size() + 1, node, this);
        clients.put(client.id, client);

        return client;
    }

    List<SimClient> clients()
    {
        return new ArrayList<>(clients.values());
    }

    SimStream openResponse(final SimNode node, final int responseStreamId)
    {
        final SimClient client = clients.get(responseStreamId);
        if (client.node != node)
        {
            throw new AssertionError("client " + client.id + " is of another node");
        }

        return client.openResponse();
    }

    void kill(final SimNode node)
    {
        node.die();
        clients().stream().filter((client) -> client.node == node).forEach(SimClient::onNodeDied);
    }

    /** What an agent reports is expected in a world of faults, but for its own confusion. */
    void onError(final Throwable error)
    {
        errors.add(error.getMessage());
        if (error instanceof IllegalStateException && !(error instanceof JournalException))
        {
            throw new AssertionError("an agent is confused: " + error.getMessage(), error);
        }
    }

    /** A duty cycle of every agent. */
    void round()
    {
        nowNs += 10_000;
        for (final SimNode node : nodes)
        {
            node.stepOwner();
            node.stepJournal();
        }
    }

    /** Lets a time pass in steps small enough for heartbeats. */
    void pass(final long durationNs)
    {
        final long end = nowNs + durationNs;
        while (nowNs < end)
        {
            nowNs += SimNode.HEARTBEAT_NS / 4;
            round();
            round();
        }
    }

    void check()
    {
        wire.checkClaims();
        clients.values().forEach(SimClient::check);
    }
}

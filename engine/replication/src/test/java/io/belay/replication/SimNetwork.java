package io.belay.replication;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The channels of the simulated world, by name: what a node is sent, what it sends itself, what clients and nodes say.
 */
final class SimNetwork
{
    private final SplittableRandom random;
    private final int[] nodeIds;
    private final Map<String, SimChannel> channels = new LinkedHashMap<>();

    SimNetwork(final SplittableRandom random, final int... nodeIds)
    {
        this.random = random;
        this.nodeIds = nodeIds;
    }

    SimChannel walTo(final int nodeId)
    {
        return channel("wal to " + nodeId);
    }

    /** The WAL of the markets that a node keeps alone. */
    SimChannel soloWal(final int nodeId)
    {
        return channel("solo wal " + nodeId);
    }

    SimChannel acksTo(final int nodeId)
    {
        return channel("acks to " + nodeId);
    }

    SimChannel ownAcks(final int nodeId)
    {
        return channel("own acks " + nodeId);
    }

    SimChannel peersTo(final int nodeId)
    {
        return channel("peers to " + nodeId);
    }

    SimChannel appendsTo(final int nodeId)
    {
        return channel("appends to " + nodeId);
    }

    SimChannel responses()
    {
        return channel("responses");
    }

    private SimChannel channel(final String name)
    {
        return channels.computeIfAbsent(name, (key) -> new SimChannel(random));
    }

    /** What owners have sent to the other node: there, and in acks, messages are lost and late. */
    List<SimEar.Lane> walLanes()
    {
        final List<SimEar.Lane> lanes = new ArrayList<>();
        for (final int nodeId : nodeIds)
        {
            lanes.addAll(walTo(nodeId).lanes());
        }

        return lanes;
    }

    /** What replicas have sent to the other node. */
    List<SimEar.Lane> ackLanes()
    {
        final List<SimEar.Lane> lanes = new ArrayList<>();
        for (final int nodeId : nodeIds)
        {
            lanes.addAll(acksTo(nodeId).lanes());
        }

        return lanes;
    }

    List<SimEar.Lane> appendLanes()
    {
        final List<SimEar.Lane> lanes = new ArrayList<>();
        for (final int nodeId : nodeIds)
        {
            lanes.addAll(appendsTo(nodeId).lanes());
        }

        return lanes;
    }

    /** The open sources of nodes, to each other and to themselves. */
    List<SimStream> nodeStreams()
    {
        final List<SimStream> streams = new ArrayList<>();
        for (final int nodeId : nodeIds)
        {
            streams.addAll(walTo(nodeId).sources());
            streams.addAll(soloWal(nodeId).sources());
            streams.addAll(acksTo(nodeId).sources());
            streams.addAll(ownAcks(nodeId).sources());
        }

        return streams;
    }
}

package io.belay.replication;

import java.util.SplittableRandom;

import io.belay.wire.Entry;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What goes wrong between nodes, and between a node and its clients: late, lost, damaged and repeated messages, back
 * pressure.
 */
final class SimNetworkFaults
{
    private final SimWorld world;
    private final SplittableRandom random;

    SimNetworkFaults(final SimWorld world)
    {
        this.world = world;
        random = world.random();
    }

    private SimEar.Lane anyLane()
    {
        return world.any(random.nextBoolean() ? world.network().walLanes() : world.network().ackLanes());
    }

    void hold()
    {
        final SimEar.Lane lane = anyLane();
        if (null != lane && !lane.isEnded)
        {
            lane.isHeld = !lane.isHeld;
        }
    }

    void loseTail()
    {
        final SimEar.Lane lane = anyLane();
        if (null != lane)
        {
            lose(lane, 1 + random.nextInt(3));
        }
    }

    void endLane()
    {
        final SimEar.Lane lane = anyLane();
        if (null != lane)
        {
            lose(lane, random.nextInt(4));
            lane.end();
            world.becomeLossy(); // What is sent until the receiver has noticed is lost.
        }
    }

    private void lose(final SimEar.Lane lane, final int count)
    {
        if (lane.loseTail(count) > 0)
        {
            world.becomeLossy();
        }
    }

    /** Flips a bit of an entry: what has no checksum of its own is left to the network's. */
    void damage()
    {
        final SimEar.Lane lane = world.any(world.network().walLanes());
        if (null != lane && !lane.messages.isEmpty())
        {
            final byte[] bytes = lane.messages.peekLast();
            if (Entry.isEntry(Entry.templateId(new UnsafeBuffer(bytes), 0)))
            {
                final byte[] damaged = bytes.clone();
                damaged[Entry.HEADER_LENGTH + random.nextInt(damaged.length - Entry.HEADER_LENGTH)] ^= 4;
                lane.messages.pollLast();
                lane.messages.addLast(damaged);
                world.becomeLossy();
            }
        }
    }

    void repeat()
    {
        final SimEar.Lane lane = world.any(world.network().walLanes());
        if (null != lane && !lane.messages.isEmpty())
        {
            lane.messages.addLast(lane.messages.peekLast());
        }
    }

    void block()
    {
        final SimStream stream = world.any(world.network().nodeStreams());
        if (null != stream)
        {
            stream.block(random.nextBoolean());
        }

        final SimClient client = world.any(world.clients());
        if (null != client && 0 == random.nextInt(3))
        {
            client.block(random.nextBoolean());
        }
    }

    /** All is delivered again, and old sources end. */
    void stop()
    {
        world.network().nodeStreams().forEach((stream) -> stream.block(false));
        world.clients().forEach((client) -> client.block(false));
        world.network().walLanes().forEach(SimNetworkFaults::heal);
        world.network().ackLanes().forEach(SimNetworkFaults::heal);
        world.network().appendLanes().forEach(SimNetworkFaults::heal);
    }

    private static void heal(final SimEar.Lane lane)
    {
        lane.isHeld = false;
        if (lane.isOrphan)
        {
            lane.end();
        }
    }
}

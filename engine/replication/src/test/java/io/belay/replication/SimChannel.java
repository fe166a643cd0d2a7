package io.belay.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import io.belay.transport.SourceListener;

/**
 * A channel of the simulated network: sources and ears come and go, and an old source may outlive its sender.
 */
final class SimChannel
{
    private final SplittableRandom random;
    private final List<SimEar> ears = new ArrayList<>();
    private final List<SimStream> sources = new ArrayList<>();
    private int nextSourceId = 1;

    SimChannel(final SplittableRandom random)
    {
        this.random = random;
    }

    SimStream open(final Consumer<byte[]> observer)
    {
        final SimStream stream = new SimStream(this, nextSourceId++, observer);
        sources.add(stream);

        return stream;
    }

    SimEar listen(final SourceListener listener)
    {
        return listen(listener, SimEar.ALL_SOURCES);
    }

    /** A spy hears the one source that its own process has opened. */
    SimEar listen(final SourceListener listener, final int onlySourceId)
    {
        final SimEar ear = new SimEar(random, listener, onlySourceId);
        ears.add(ear);

        return ear;
    }

    void deafen(final SimEar ear)
    {
        ears.remove(ear);
    }

    /** The sender's process died: some of what it has sent last is lost, and the source ends now or a while later. */
    void sourceDied(final SimStream stream)
    {
        stream.close();
        sources.remove(stream);
        for (final SimEar ear : ears)
        {
            final SimEar.Lane lane = ear.lane(stream.sourceId());
            if (null != lane)
            {
                lane.loseTail(random.nextBoolean() ? 0 : random.nextInt(1 + lane.messages.size()));
                if (random.nextBoolean())
                {
                    lane.end();
                }
                else
                {
                    lane.isOrphan = true;
                    lane.isHeld = random.nextInt(4) > 0; // What it has sent may come long after its successor's.
                }
            }
        }
    }

    void carry(final int sourceId, final byte[] message)
    {
        for (final SimEar ear : ears)
        {
            ear.hear(sourceId, message);
        }
    }

    /** The lanes of living and of dead sources; a spy's are left out, since it misses nothing. */
    List<SimEar.Lane> lanes()
    {
        final List<SimEar.Lane> lanes = new ArrayList<>();
        ears.stream().filter((ear) -> !ear.isSpy()).forEach((ear) -> lanes.addAll(ear.lanes()));

        return lanes;
    }

    List<SimStream> sources()
    {
        return sources;
    }
}

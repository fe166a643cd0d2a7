package io.belay.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.belay.transport.InboundStream;
import io.belay.transport.MessageHandler;
import io.belay.transport.SourceListener;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One receiver of a simulated channel. Each source has a lane: in order, but late, cut off or robbed of its tail.
 */
final class SimEar implements InboundStream
{
    /** Listens to every source of its channel. */
    static final int ALL_SOURCES = 0;

    private final SplittableRandom random;
    private final SourceListener listener;
    private final int onlySourceId;
    private final Map<Integer, Lane> lanes = new LinkedHashMap<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer();

    /** What one source has sent and this ear has not polled yet. */
    static final class Lane
    {
        final int sourceId;
        final Deque<byte[]> messages = new ArrayDeque<>();
        boolean isHeld;
        boolean isEnded;
        boolean isOrphan;

        Lane(final int sourceId)
        {
            this.sourceId = sourceId;
        }

        /** The last messages are lost without a sign; the source lives on. */
        int loseTail(final int count)
        {
            int lost = 0;
            while (lost < count && null != messages.pollLast())
            {
                lost++;
            }

            return lost;
        }

        /** The receiver gives the source up: it is told so when it has drained what had arrived. */
        void end()
        {
            isEnded = true;
            isHeld = false;
        }
    }

    SimEar(final SplittableRandom random, final SourceListener listener, final int onlySourceId)
    {
        this.random = random;
        this.listener = listener;
        this.onlySourceId = onlySourceId;
    }

    void hear(final int sourceId, final byte[] message)
    {
        if (ALL_SOURCES == onlySourceId || sourceId == onlySourceId)
        {
            final Lane lane = lanes.computeIfAbsent(sourceId, Lane::new);
            if (!lane.isEnded)
            {
                lane.messages.addLast(message);
            }
        }
    }

    boolean isSpy()
    {
        return ALL_SOURCES != onlySourceId;
    }

    List<Lane> lanes()
    {
        return new ArrayList<>(lanes.values());
    }

    Lane lane(final int sourceId)
    {
        return lanes.get(sourceId);
    }

    @Override
    public int poll(final MessageHandler handler, final int countLimit)
    {
        final List<Lane> open = lanes();
        int count = 0;
        if (!open.isEmpty())
        {
            final int first = random.nextInt(open.size());
            for (int i = 0; i < open.size(); i++)
            {
                count += poll(open.get((first + i) % open.size()), handler, countLimit - count);
            }
        }

        return count;
    }

    private int poll(final Lane lane, final MessageHandler handler, final int countLimit)
    {
        // Sometimes little has arrived, so that a batch can end anywhere.
        final int limit = 0 == random.nextInt(4) ? Math.min(countLimit, 1 + random.nextInt(3)) : countLimit;
        int count = 0;
        while (!lane.isHeld && count < limit && !lane.messages.isEmpty())
        {
            buffer.wrap(lane.messages.peekFirst());
            if (!handler.onMessage(buffer, 0, buffer.capacity(), lane.sourceId))
            {
                return count;
            }

            lane.messages.pollFirst();
            count++;
        }

        if (lane.isEnded && lane.messages.isEmpty())
        {
            lanes.remove(lane.sourceId);
            if (null != listener)
            {
                listener.onSourceUnavailable(lane.sourceId);
            }
        }

        return count;
    }

    @Override
    public int sourceCount()
    {
        return lanes.size();
    }

    @Override
    public void close()
    {
        lanes.clear();
    }
}

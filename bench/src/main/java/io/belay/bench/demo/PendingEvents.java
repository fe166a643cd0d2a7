package io.belay.bench.demo;

import io.belay.bench.flow.OrderEvent;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The events in flight, by client sequence: their bytes, and when they were due.
 */
final class PendingEvents
{
    private final int mask;
    private final UnsafeBuffer bytes;
    private final long[] duesNs;
    private final int[] markets;

    /**
     * @param window at least as many as can be in flight, a power of two.
     */
    PendingEvents(final int window)
    {
        mask = window - 1;
        bytes = new UnsafeBuffer(new byte[window * OrderEvent.LENGTH]);
        duesNs = new long[window];
        markets = new int[window];
    }

    void put(final long clientSequence, final OrderEvent event, final int market, final long dueNs)
    {
        final int slot = (int)clientSequence & mask;
        event.copyTo(bytes, slot * OrderEvent.LENGTH);
        markets[slot] = market;
        duesNs[slot] = dueNs;
    }

    UnsafeBuffer buffer()
    {
        return bytes;
    }

    int offset(final long clientSequence)
    {
        return ((int)clientSequence & mask) * OrderEvent.LENGTH;
    }

    int market(final long clientSequence)
    {
        return markets[(int)clientSequence & mask];
    }

    long dueNs(final long clientSequence)
    {
        return duesNs[(int)clientSequence & mask];
    }
}

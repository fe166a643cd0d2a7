package io.belay.bench.demo;

import java.util.Map;
import java.util.TreeMap;

import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The events of which nobody knows whether they were appended, until they are: each is sent again under its first
 * sequence, the oldest first, and waits here while it is under way.
 */
final class Unsettled
{
    private final TreeMap<Long, Sent> waiting = new TreeMap<>();
    private final LongHashSet underWay = new LongHashSet();
    private int sentAgainCount;
    private int repeatedCount;

    /** An event that was sent: its bytes, the index of its market, and when it was due. */
    record Sent(UnsafeBuffer bytes, int market, long dueNs)
    {
    }

    boolean isEmpty()
    {
        return waiting.isEmpty() && underWay.isEmpty();
    }

    /** Its outcome is unknown, or it was refused when it was sent again. */
    void add(final long sequence, final Sent sent)
    {
        waiting.put(sequence, sent);
    }

    /** The oldest that is to be sent again, or null. */
    Map.Entry<Long, Sent> next()
    {
        return waiting.firstEntry();
    }

    /** The oldest was sent again. */
    void onSent(final long sequence)
    {
        waiting.remove(sequence);
        underWay.add(sequence);
        sentAgainCount++;
    }

    /** Something has ended; whether that was one sent again. */
    boolean onEnded(final long sequence, final boolean isRepeated)
    {
        repeatedCount += isRepeated ? 1 : 0;

        return underWay.remove(sequence);
    }

    /** How often something was sent again. */
    int sentAgainCount()
    {
        return sentAgainCount;
    }

    /** How many had been appended by their first attempt. */
    int repeatedCount()
    {
        return repeatedCount;
    }
}

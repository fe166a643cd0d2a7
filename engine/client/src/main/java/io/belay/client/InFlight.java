package io.belay.client;

/**
 * The appends of one client that await their outcome, by client sequence. Allocates nothing.
 * <p>
 * Sequences are contiguous, so the place of one is its low bits. Outcomes may overtake each other; the oldest append
 * without one holds the window, so that sequences in flight never span more than it.
 */
final class InFlight
{
    private final int limit;
    private final int mask;
    private final long[] appendTimesNs;
    private final Market[] markets;
    private long nextSequence = 1;
    private long oldestSequence = 1;
    private int count;

    /**
     * @param window places, a power of two.
     * @param limit  how many of them may be used.
     */
    InFlight(final int window, final int limit)
    {
        this.limit = Math.min(window, limit);
        mask = window - 1;
        appendTimesNs = new long[window];
        markets = new Market[window];
    }

    int count()
    {
        return count;
    }

    int limit()
    {
        return limit;
    }

    long nextSequence()
    {
        return nextSequence;
    }

    boolean isFull()
    {
        return nextSequence - oldestSequence >= limit;
    }

    long add(final Market market, final long timeNs)
    {
        final long sequence = nextSequence++;
        appendTimesNs[index(sequence)] = timeNs;
        markets[index(sequence)] = market;
        count++;

        return sequence;
    }

    boolean contains(final long sequence)
    {
        return sequence >= oldestSequence && sequence < nextSequence && null != markets[index(sequence)];
    }

    /** Whether an append of this number was ever made. */
    boolean wasAdded(final long sequence)
    {
        return sequence > 0 && sequence < nextSequence;
    }

    /** Sequences up to one were used before, by this client or an earlier process with its id; nothing is in flight. */
    void skip(final long usedSequence)
    {
        nextSequence = Math.max(nextSequence, usedSequence + 1);
        oldestSequence = nextSequence;
    }

    long appendTimeNs(final long sequence)
    {
        return appendTimesNs[index(sequence)];
    }

    Market market(final long sequence)
    {
        return markets[index(sequence)];
    }

    void remove(final long sequence)
    {
        markets[index(sequence)] = null;
        count--;
        while (oldestSequence < nextSequence && null == markets[index(oldestSequence)])
        {
            oldestSequence++;
        }
    }

    /** The oldest without an outcome; only when the count is not 0. */
    long oldest()
    {
        return oldestSequence;
    }

    private int index(final long sequence)
    {
        return (int)sequence & mask;
    }
}

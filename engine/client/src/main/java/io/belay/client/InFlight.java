package io.belay.client;

/**
 * The appends of one client that await their outcome, by client sequence. Of one thread; allocates nothing.
 */
final class InFlight
{
    private final int mask;
    private final long[] sequences;
    private final long[] appendTimesNs;
    private final Market[] markets;
    private long nextSequence = 1;
    private long oldestSequence = 1;
    private int size;

    /**
     * @param window how many at the most, a power of two.
     */
    InFlight(final int window)
    {
        mask = window - 1;
        sequences = new long[window];
        appendTimesNs = new long[window];
        markets = new Market[window];
    }

    int size()
    {
        return size;
    }

    long nextSequence()
    {
        return nextSequence;
    }

    /** Whether the next append has a place: outcomes may come out of order, so the oldest decides. */
    boolean isFull()
    {
        return 0 != sequences[(int)nextSequence & mask];
    }

    void add(final Market market, final long timeNs)
    {
        final int i = (int)nextSequence & mask;
        sequences[i] = nextSequence++;
        appendTimesNs[i] = timeNs;
        markets[i] = market;
        size++;
    }

    boolean contains(final long sequence)
    {
        return 0 != sequence && sequences[(int)sequence & mask] == sequence;
    }

    long appendTimeNs(final long sequence)
    {
        return appendTimesNs[(int)sequence & mask];
    }

    Market market(final long sequence)
    {
        return markets[(int)sequence & mask];
    }

    void remove(final long sequence)
    {
        final int i = (int)sequence & mask;
        sequences[i] = 0;
        markets[i] = null;
        size--;
    }

    /**
     * @return the oldest one, 0 when there is none.
     */
    long oldest()
    {
        while (oldestSequence < nextSequence && !contains(oldestSequence))
        {
            oldestSequence++;
        }

        return oldestSequence < nextSequence ? oldestSequence : 0;
    }
}

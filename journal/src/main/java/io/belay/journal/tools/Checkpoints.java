package io.belay.journal.tools;

import org.agrona.collections.LongArrayList;

/**
 * Sparse notes on a market's live history, so that a check can go back when a tail is superseded: where an epoch began,
 * and the timestamp at some positions. Of one thread.
 */
final class Checkpoints
{
    /** How many positions lie between two notes at the least, when no epoch begins between them. */
    static final int INTERVAL = 256;

    private final LongArrayList positions = new LongArrayList();
    private final LongArrayList epochs = new LongArrayList();
    private final LongArrayList stamps = new LongArrayList();

    /**
     * Takes note of a live entry, when it is time for one.
     *
     * @param position of the entry.
     * @param epoch    of the entry.
     * @param hlc      of the entry.
     */
    void onEntry(final long position, final long epoch, final long hlc)
    {
        final int last = positions.size() - 1;
        if (last < 0 || epochs.getLong(last) != epoch || position - positions.getLong(last) >= INTERVAL)
        {
            positions.addLong(position);
            epochs.addLong(epoch);
            stamps.addLong(hlc);
        }
    }

    /**
     * Drops what was noted from a position on.
     *
     * @param position first one that is dead.
     */
    void truncateFrom(final long position)
    {
        int size = positions.size();
        while (size > 0 && positions.getLong(size - 1) >= position)
        {
            size--;
            positions.removeAt(size);
            epochs.removeAt(size);
            stamps.removeAt(size);
        }
    }

    boolean isEmpty()
    {
        return positions.isEmpty();
    }

    /**
     * @return the epoch of the last live entry.
     */
    long epoch()
    {
        return epochs.getLong(epochs.size() - 1);
    }

    /**
     * @return a timestamp not above that of the last live entry.
     */
    long hlc()
    {
        return stamps.getLong(stamps.size() - 1);
    }
}

package io.belay.journal.tools;

import org.agrona.collections.LongArrayList;

/**
 * Notes on a market's live history, so that a check can go back when a tail is superseded: where an epoch began, and the
 * timestamps, of the last positions each one, of those before some. Of one thread.
 */
final class Checkpoints
{
    /** How many positions lie between two notes at the least, when no epoch begins between them. */
    static final int INTERVAL = 256;
    /** Of how many of the last positions each timestamp is known: more than are in flight at once unless configured. */
    static final int RECENT_MAX = 16_384;

    private final LongArrayList positions = new LongArrayList();
    private final LongArrayList epochs = new LongArrayList();
    private final LongArrayList stamps = new LongArrayList();
    private long[] recent = new long[16];
    private long recentFirst;
    private long recentEnd;

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

        noteRecent(position, hlc);
    }

    private void noteRecent(final long position, final long hlc)
    {
        if (position != recentEnd)
        {
            recentFirst = position; // After a kind of entry that is not known here.
        }
        else if (position - recentFirst == recent.length)
        {
            makeRoom();
        }

        recent[(int)position & (recent.length - 1)] = hlc;
        recentEnd = position + 1;
    }

    private void makeRoom()
    {
        if (RECENT_MAX == recent.length)
        {
            recentFirst++;

            return;
        }

        final long[] grown = new long[2 * recent.length];
        for (long i = recentFirst; i < recentEnd; i++)
        {
            grown[(int)i & (grown.length - 1)] = recent[(int)i & (recent.length - 1)];
        }

        recent = grown;
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

        recentEnd = Math.min(recentEnd, Math.max(position, recentFirst));
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
     * @return the timestamp of the last live entry, or one not above it when so many died that it is not known.
     */
    long hlc()
    {
        return recentEnd > recentFirst ? recent[(int)(recentEnd - 1) & (recent.length - 1)] :
            stamps.getLong(stamps.size() - 1);
    }
}

package io.belay.replication;

import org.agrona.BitUtil;

/**
 * The entries of one market that were written but not yet answered, by position. Of one thread; grows up to its
 * limit, then allocates nothing.
 */
final class PendingAppends
{
    private static final int INITIAL_CAPACITY = 16;

    private final int limit;
    private int mask;
    private long firstPosition;
    private int size;
    private ClientSession[] sessions;
    private long[] clientSequences;
    private long[] epochs;
    private long[] txids;
    private long[] hlcs;
    private long[] ownerTimesNs;
    private long[] walTimesNs;
    private long[] journalTimesNs;
    private long[] standbyTimesNs;

    PendingAppends(final int limit)
    {
        this.limit = BitUtil.findNextPositivePowerOfTwo(limit);
        allocate(Math.min(INITIAL_CAPACITY, this.limit));
    }

    boolean isFull()
    {
        return size >= limit; // Control entries come on top.
    }

    boolean isEmpty()
    {
        return 0 == size;
    }

    int size()
    {
        return size;
    }

    long firstPosition()
    {
        return firstPosition;
    }

    long lastPosition()
    {
        return firstPosition + size - 1;
    }

    /**
     * Adds the entry behind the last one.
     *
     * @param session that awaits the outcome, or null for a control entry.
     */
    void add(
        final long position,
        final ClientSession session,
        final long clientSequence,
        final long epoch,
        final long txid,
        final long hlc,
        final long ownerTimeNs,
        final long walTimeNs)
    {
        if (0 == size)
        {
            firstPosition = position;
        }
        else if (position != firstPosition + size)
        {
            throw new IllegalStateException("position " + position + " does not follow " + lastPosition());
        }

        if (size > mask)
        {
            grow();
        }

        final int i = (int)position & mask;
        sessions[i] = session;
        clientSequences[i] = clientSequence;
        epochs[i] = epoch;
        txids[i] = txid;
        hlcs[i] = hlc;
        ownerTimesNs[i] = ownerTimeNs;
        walTimesNs[i] = walTimeNs;
        journalTimesNs[i] = 0;
        standbyTimesNs[i] = 0;
        size++;
    }

    void noteJournal(final long fromPosition, final long toPosition, final long timeNs)
    {
        note(journalTimesNs, fromPosition, toPosition, timeNs);
    }

    void noteStandby(final long fromPosition, final long toPosition, final long timeNs)
    {
        note(standbyTimesNs, fromPosition, toPosition, timeNs);
    }

    private void note(final long[] times, final long fromPosition, final long toPosition, final long timeNs)
    {
        final long end = Math.min(toPosition, lastPosition());
        for (long position = Math.max(fromPosition, firstPosition); position <= end; position++)
        {
            times[(int)position & mask] = timeNs;
        }
    }

    void removeFirst()
    {
        sessions[(int)firstPosition & mask] = null;
        firstPosition++;
        size--;
    }

    void removeLast()
    {
        sessions[(int)lastPosition() & mask] = null;
        size--;
    }

    ClientSession session(final long position)
    {
        return sessions[(int)position & mask];
    }

    long clientSequence(final long position)
    {
        return clientSequences[(int)position & mask];
    }

    long epoch(final long position)
    {
        return epochs[(int)position & mask];
    }

    long txid(final long position)
    {
        return txids[(int)position & mask];
    }

    long hlc(final long position)
    {
        return hlcs[(int)position & mask];
    }

    long ownerTimeNs(final long position)
    {
        return ownerTimesNs[(int)position & mask];
    }

    long walTimeNs(final long position)
    {
        return walTimesNs[(int)position & mask];
    }

    long journalTimeNs(final long position)
    {
        return journalTimesNs[(int)position & mask];
    }

    long standbyTimeNs(final long position)
    {
        return standbyTimesNs[(int)position & mask];
    }

    private void grow()
    {
        final int oldMask = mask;
        final ClientSession[] oldSessions = sessions;
        final long[][] old =
        {
            clientSequences, epochs, txids, hlcs, ownerTimesNs, walTimesNs, journalTimesNs, standbyTimesNs
        };
        allocate((oldMask + 1) * 2);
        final long[][] young =
        {
            clientSequences, epochs, txids, hlcs, ownerTimesNs, walTimesNs, journalTimesNs, standbyTimesNs
        };

        for (long position = firstPosition; position < firstPosition + size; position++)
        {
            final int from = (int)position & oldMask;
            final int to = (int)position & mask;
            sessions[to] = oldSessions[from];
            for (int column = 0; column < old.length; column++)
            {
                young[column][to] = old[column][from];
            }
        }
    }

    private void allocate(final int capacity)
    {
        mask = capacity - 1;
        sessions = new ClientSession[capacity];
        clientSequences = new long[capacity];
        epochs = new long[capacity];
        txids = new long[capacity];
        hlcs = new long[capacity];
        ownerTimesNs = new long[capacity];
        walTimesNs = new long[capacity];
        journalTimesNs = new long[capacity];
        standbyTimesNs = new long[capacity];
    }
}

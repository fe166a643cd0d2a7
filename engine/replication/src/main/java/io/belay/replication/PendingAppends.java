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
    private boolean[] repeated;
    private long[] clientSequences;
    private long[] epochs;
    private long[] txids;
    private long[] hlcs;
    private long[] ownerTimesNs;
    private long[] walTimesNs;
    private long[] journalTimesNs;
    private long[] standbyTimesNs;
    private long[] bytesBefore;
    private long bytes;

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
     * @param length  of what the client sent, in bytes; 0 of a control entry.
     */
    void add(
        final long position,
        final ClientSession session,
        final long clientSequence,
        final long epoch,
        final long txid,
        final long hlc,
        final long ownerTimeNs,
        final long walTimeNs,
        final int length)
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
        repeated[i] = false;
        clientSequences[i] = clientSequence;
        epochs[i] = epoch;
        txids[i] = txid;
        hlcs[i] = hlc;
        ownerTimesNs[i] = ownerTimeNs;
        walTimesNs[i] = walTimeNs;
        journalTimesNs[i] = 0;
        standbyTimesNs[i] = 0;
        bytesBefore[i] = bytes;
        bytes += length;
        size++;
    }

    /** The position of a frame that is not answered yet, 0 when it is not among these. */
    long positionOf(final long txid)
    {
        for (long position = firstPosition; position < firstPosition + size; position++)
        {
            if (txid == txids[(int)position & mask])
            {
                return position;
            }
        }

        return 0;
    }

    /** The outcome goes to whoever has asked last. */
    void repeat(final long position, final ClientSession session)
    {
        final int i = (int)position & mask;
        sessions[i] = session;
        repeated[i] = true;
    }

    boolean isRepeated(final long position)
    {
        return repeated[(int)position & mask];
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
        final int i = (int)lastPosition() & mask;
        sessions[i] = null;
        bytes = bytesBefore[i];
        size--;
    }

    /** Of the entries behind a position, as far as they are here. */
    long bytesBehind(final long position)
    {
        return isBehind(position) ? bytes - bytesBefore[(int)Math.max(position + 1, firstPosition) & mask] : 0;
    }

    /** How long the oldest of the entries behind a position has been here; 0 when there is none. */
    long ageBehindNs(final long position, final long nowNs)
    {
        return isBehind(position) ?
            Math.max(0, nowNs - ownerTimesNs[(int)Math.max(position + 1, firstPosition) & mask]) : 0;
    }

    private boolean isBehind(final long position)
    {
        return size > 0 && position < lastPosition();
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
        final boolean[] oldRepeated = repeated;
        final long[][] old =
        {
            clientSequences, epochs, txids, hlcs, ownerTimesNs, walTimesNs, journalTimesNs, standbyTimesNs, bytesBefore
        };
        allocate((oldMask + 1) * 2);
        final long[][] young =
        {
            clientSequences, epochs, txids, hlcs, ownerTimesNs, walTimesNs, journalTimesNs, standbyTimesNs, bytesBefore
        };

        for (long position = firstPosition; position < firstPosition + size; position++)
        {
            final int from = (int)position & oldMask;
            final int to = (int)position & mask;
            sessions[to] = oldSessions[from];
            repeated[to] = oldRepeated[from];
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
        repeated = new boolean[capacity];
        clientSequences = new long[capacity];
        epochs = new long[capacity];
        txids = new long[capacity];
        hlcs = new long[capacity];
        ownerTimesNs = new long[capacity];
        walTimesNs = new long[capacity];
        journalTimesNs = new long[capacity];
        standbyTimesNs = new long[capacity];
        bytesBefore = new long[capacity];
    }
}

package io.belay.journal;

/**
 * The last frames of one client in one market, in the order of their txids.
 * <pre>
 *   dropped          | slack                  | window
 *   only the highest | held, and not answered | answered
 *   sequence is kept | from                   | from
 *  ------------------+------------------------+-----------------> txid
 *                    ^ HELD_MAX back          ^ WINDOW back
 * </pre>
 * Everything that left the window raises the floor, below which nothing is called new. When a dead tail is taken away,
 * the slack comes back into the window: so the answers are a function of the live history alone as long as at most
 * {@link ClientWindows#WINDOW} frames of a client die at once. When more die, the floor stays higher than it would have
 * to be, and never becomes lower.
 */
final class ClientWindow
{
    static final int HELD_MAX = 2 * ClientWindows.WINDOW;
    private static final int CAPACITY_MIN = 8;

    private final long clientId;
    private final boolean isWhole;
    private long[] sequences = new long[CAPACITY_MIN];
    private long[] txids = new long[CAPACITY_MIN];
    private int[] crcs = new int[CAPACITY_MIN];
    private int first;
    private int size;
    private long droppedSequence;
    private long droppedTxid;
    private long floor;
    private long highestSequence;
    private Incarnations incarnations;

    /** For {@link OldestFrames} alone. */
    long oldestTxidKey;
    /** For {@link OldestFrames} alone. */
    boolean isQueued;

    /** Whole: no frame that the client had before is unknown. */
    ClientWindow(final long clientId, final boolean isWhole)
    {
        this.clientId = clientId;
        this.isWhole = isWhole;
    }

    void add(final long sequence, final long txid, final int crc)
    {
        if (size == sequences.length)
        {
            grow();
        }

        final int at = slot(size);
        sequences[at] = sequence;
        txids[at] = txid;
        crcs[at] = crc;
        size++;
        highestSequence = Math.max(highestSequence, sequence);
        if (size > ClientWindows.WINDOW)
        {
            floor = Math.max(floor, sequences[slot(size - 1 - ClientWindows.WINDOW)]);
        }
    }

    boolean isFull()
    {
        return HELD_MAX == size;
    }

    void dropOldest()
    {
        droppedSequence = Math.max(droppedSequence, sequences[first]);
        droppedTxid = txids[first];
        floor = Math.max(floor, droppedSequence);
        first = slot(1);
        size--;
    }

    /** What was dropped before, where this was kept elsewhere. */
    void dropped(final long sequence, final long txid)
    {
        droppedSequence = sequence;
        droppedTxid = txid;
        floor = sequence;
        highestSequence = sequence;
    }

    private void grow()
    {
        final int capacity = 2 * size;
        final long[] grownSequences = new long[capacity];
        final long[] grownTxids = new long[capacity];
        final int[] grownCrcs = new int[capacity];
        for (int i = 0; i < size; i++)
        {
            final int at = slot(i);
            grownSequences[i] = sequences[at];
            grownTxids[i] = txids[at];
            grownCrcs[i] = crcs[at];
        }

        sequences = grownSequences;
        txids = grownTxids;
        crcs = grownCrcs;
        first = 0;
    }

    void supersedeFrom(final long position, final long txid)
    {
        if (null != incarnations)
        {
            incarnations.truncateFrom(position);
        }

        if (0 == size || newestTxid() < txid)
        {
            return;
        }

        while (size > 0 && newestTxid() >= txid)
        {
            size--;
        }

        floor = droppedSequence;
        highestSequence = droppedSequence;
        for (int i = 0; i < size; i++)
        {
            highestSequence = Math.max(highestSequence, sequences[slot(i)]);
            if (i < size - ClientWindows.WINDOW)
            {
                floor = highestSequence;
            }
        }
    }

    /** Index of a frame that is answered from, or -1. */
    int indexOf(final long sequence)
    {
        if (sequence > highestSequence)
        {
            return -1;
        }

        // Sequences mostly follow each other: then it stands as far from the newest as their difference says.
        final long guess = size - 1 - (highestSequence - sequence);
        final int oldest = Math.max(0, size - ClientWindows.WINDOW);
        if (guess >= oldest && guess < size && sequences[slot((int)guess)] == sequence)
        {
            return (int)guess;
        }

        for (int i = oldest; i < size; i++)
        {
            if (sequences[slot(i)] == sequence)
            {
                return i;
            }
        }

        return -1;
    }

    /** What there is to say of a sequence that has no index. */
    Remembered absent(final long sequence)
    {
        if (!isWhole)
        {
            return Remembered.FORGOTTEN;
        }

        return sequence > floor ? Remembered.NEW : Remembered.TOO_OLD;
    }

    private int slot(final int index)
    {
        return (first + index) & (sequences.length - 1);
    }

    long sequence(final int index)
    {
        return sequences[slot(index)];
    }

    long txid(final int index)
    {
        return txids[slot(index)];
    }

    int crc(final int index)
    {
        return crcs[slot(index)];
    }

    void begin(final long incarnation, final long position, final long txid)
    {
        writableIncarnations().add(incarnation, position, txid);
    }

    Incarnations writableIncarnations()
    {
        if (null == incarnations)
        {
            incarnations = new Incarnations();
        }

        return incarnations;
    }

    /** Null when there was never one. */
    Incarnations incarnations()
    {
        return incarnations;
    }

    long incarnation()
    {
        return null == incarnations ? 0 : incarnations.highest();
    }

    long clientId()
    {
        return clientId;
    }

    boolean isWhole()
    {
        return isWhole;
    }

    int size()
    {
        return size;
    }

    long highestSequence()
    {
        return highestSequence;
    }

    long floor()
    {
        return floor;
    }

    long droppedSequence()
    {
        return droppedSequence;
    }

    long droppedTxid()
    {
        return droppedTxid;
    }

    long oldestTxid()
    {
        return txids[first];
    }

    private long newestTxid()
    {
        return txids[slot(size - 1)];
    }

    /** When the client last did something, in the market's own time. */
    long lastTxid()
    {
        final long frame = 0 == size ? droppedTxid : newestTxid();

        return null == incarnations ? frame : Math.max(frame, incarnations.lastTxid());
    }

    /** Whether nothing of this client is left in the live history. */
    boolean isBlank()
    {
        return 0 == size && 0 == droppedTxid && (null == incarnations || incarnations.isEmpty());
    }

    ClientWindow copy()
    {
        final ClientWindow copy = new ClientWindow(clientId, isWhole);
        copy.sequences = sequences.clone();
        copy.txids = txids.clone();
        copy.crcs = crcs.clone();
        copy.first = first;
        copy.size = size;
        copy.droppedSequence = droppedSequence;
        copy.droppedTxid = droppedTxid;
        copy.floor = floor;
        copy.highestSequence = highestSequence;
        copy.incarnations = null == incarnations ? null : incarnations.copy();

        return copy;
    }
}

package io.belay.journal;

/**
 * The newest incarnations of one client, so that a dead one is taken back. When more than these die at once, the
 * highest of the dead ones before them stands: an incarnation too high refuses, and one too low would let a client in
 * that was replaced.
 */
final class Incarnations
{
    static final int HELD_MAX = 4;

    private final long[] numbers = new long[HELD_MAX];
    private final long[] positions = new long[HELD_MAX];
    private final long[] txids = new long[HELD_MAX];
    private long droppedNumber;
    private long droppedTxid;
    private int size;

    void add(final long number, final long position, final long txid)
    {
        if (HELD_MAX == size)
        {
            drop(Math.max(droppedNumber, numbers[0]), Math.max(droppedTxid, txids[0]));
            size--;
            System.arraycopy(numbers, 1, numbers, 0, size);
            System.arraycopy(positions, 1, positions, 0, size);
            System.arraycopy(txids, 1, txids, 0, size);
        }

        numbers[size] = number;
        positions[size] = position;
        txids[size] = txid;
        size++;
    }

    void drop(final long number, final long txid)
    {
        droppedNumber = number;
        droppedTxid = txid;
    }

    void truncateFrom(final long position)
    {
        while (size > 0 && positions[size - 1] >= position)
        {
            size--;
        }
    }

    /** 0 when there is none. */
    long highest()
    {
        long highest = droppedNumber;
        for (int i = 0; i < size; i++)
        {
            highest = Math.max(highest, numbers[i]);
        }

        return highest;
    }

    /** Of the last frame before the newest one. */
    long lastTxid()
    {
        return 0 == size ? droppedTxid : txids[size - 1];
    }

    boolean isEmpty()
    {
        return 0 == size && 0 == droppedNumber;
    }

    int size()
    {
        return size;
    }

    long number(final int index)
    {
        return numbers[index];
    }

    long position(final int index)
    {
        return positions[index];
    }

    long txid(final int index)
    {
        return txids[index];
    }

    long droppedNumber()
    {
        return droppedNumber;
    }

    long droppedTxid()
    {
        return droppedTxid;
    }

    Incarnations copy()
    {
        final Incarnations copy = new Incarnations();
        System.arraycopy(numbers, 0, copy.numbers, 0, size);
        System.arraycopy(positions, 0, copy.positions, 0, size);
        System.arraycopy(txids, 0, copy.txids, 0, size);
        copy.size = size;
        copy.drop(droppedNumber, droppedTxid);

        return copy;
    }
}

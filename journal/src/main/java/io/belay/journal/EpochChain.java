package io.belay.journal;

import java.util.Arrays;

import io.belay.sbe.wal.Alone;

/**
 * The epochs of one market's live history, oldest first: where each began and whether it was established. Of one
 * thread.
 */
public final class EpochChain
{
    /**
     * How many epochs are stated in one message, the newest ones: an owner that is started again and again must not end
     * with a chain that no message can hold.
     */
    public static final int STATED_COUNT_MAX = 128;

    private int size;
    private long[] epochs = new long[4];
    private long[] positions = new long[4];
    private long[] firstTxids = new long[4];
    private long[] ownerJournalIds = new long[4];
    private long[] standbyJournalIds = new long[4];
    private int[] ownerNodeIds = new int[4];
    private int[] standbyNodeIds = new int[4];
    private int[] ws = new int[4];
    private Alone[] alones = new Alone[4];
    private boolean[] established = new boolean[4];

    /**
     * Adds the newest epoch.
     *
     * @param epoch            its number.
     * @param position         of its EpochStart.
     * @param firstTxid        first that it may number.
     * @param ownerJournalId   journal of the owner.
     * @param standbyJournalId journal of the standby, 0 when it has none.
     */
    public void add(
        final long epoch,
        final long position,
        final long firstTxid,
        final long ownerJournalId,
        final long standbyJournalId)
    {
        if (size == epochs.length)
        {
            final int capacity = size * 2;
            epochs = Arrays.copyOf(epochs, capacity);
            positions = Arrays.copyOf(positions, capacity);
            firstTxids = Arrays.copyOf(firstTxids, capacity);
            ownerJournalIds = Arrays.copyOf(ownerJournalIds, capacity);
            standbyJournalIds = Arrays.copyOf(standbyJournalIds, capacity);
            ownerNodeIds = Arrays.copyOf(ownerNodeIds, capacity);
            standbyNodeIds = Arrays.copyOf(standbyNodeIds, capacity);
            ws = Arrays.copyOf(ws, capacity);
            alones = Arrays.copyOf(alones, capacity);
            established = Arrays.copyOf(established, capacity);
        }

        epochs[size] = epoch;
        positions[size] = position;
        firstTxids[size] = firstTxid;
        ownerJournalIds[size] = ownerJournalId;
        standbyJournalIds[size] = standbyJournalId;
        ownerNodeIds[size] = 0;
        standbyNodeIds[size] = 0;
        ws[size] = 0;
        alones[size] = Alone.NONE;
        established[size] = false;
        size++;
    }

    /**
     * Says who keeps the market in the newest epoch.
     *
     * @param ownerNodeId   node that owns it.
     * @param standbyNodeId node that stands by, 0 when none does.
     * @param w             on how many disks a frame must be.
     * @param alone         who may go on alone.
     */
    public void keptBy(final int ownerNodeId, final int standbyNodeId, final int w, final Alone alone)
    {
        ownerNodeIds[size - 1] = ownerNodeId;
        standbyNodeIds[size - 1] = standbyNodeId;
        ws[size - 1] = w;
        alones[size - 1] = alone;
    }

    /**
     * Adds an epoch of another chain, as it stands there.
     *
     * @param other chain.
     * @param index of the epoch in it.
     */
    public void addFrom(final EpochChain other, final int index)
    {
        add(
            other.epochs[index],
            other.positions[index],
            other.firstTxids[index],
            other.ownerJournalIds[index],
            other.standbyJournalIds[index]);
        keptBy(other.ownerNodeIds[index], other.standbyNodeIds[index], other.ws[index], other.alones[index]);
        established[size - 1] = other.established[index];
    }

    /**
     * Marks an epoch as established: its start is durable on W replicas.
     *
     * @param epoch to mark.
     */
    public void establish(final long epoch)
    {
        final int i = indexOf(epoch);
        if (i >= 0)
        {
            established[i] = true;
        }
    }

    /**
     * Drops the epochs that begin at or behind a position.
     *
     * @param position first one that is dead.
     */
    public void truncateFrom(final long position)
    {
        while (size > 0 && positions[size - 1] >= position)
        {
            size--;
        }
    }

    /** Forgets all. */
    public void clear()
    {
        size = 0;
    }

    /**
     * @param epoch to look for.
     * @return its index, or -1.
     */
    public int indexOf(final long epoch)
    {
        for (int i = size - 1; i >= 0; i--)
        {
            if (epochs[i] == epoch)
            {
                return i;
            }
        }

        return -1;
    }

    /**
     * Whether a journal is one of those that hold the newest epoch, and so all that was acknowledged up to it.
     *
     * @param journalId of the journal.
     * @return true when the newest epoch names it as its owner's or its standby's.
     */
    public boolean isNewestHeldBy(final long journalId)
    {
        return size > 0 && (journalId == ownerJournalIds[size - 1] || journalId == standbyJournalIds[size - 1]);
    }

    /**
     * @return index of the oldest epoch that is stated in a message.
     */
    public int firstStated()
    {
        return Math.max(0, size - STATED_COUNT_MAX);
    }

    /**
     * @return how many epochs there are.
     */
    public int size()
    {
        return size;
    }

    /**
     * @return whether there are none.
     */
    public boolean isEmpty()
    {
        return 0 == size;
    }

    /**
     * @param index of an epoch, 0 is the oldest.
     * @return its number.
     */
    public long epoch(final int index)
    {
        return epochs[index];
    }

    /**
     * @param index of an epoch.
     * @return position of its EpochStart.
     */
    public long position(final int index)
    {
        return positions[index];
    }

    /**
     * @param index of an epoch.
     * @return first txid that it may number.
     */
    public long firstTxid(final int index)
    {
        return firstTxids[index];
    }

    /**
     * @param index of an epoch.
     * @return journal of its owner.
     */
    public long ownerJournalId(final int index)
    {
        return ownerJournalIds[index];
    }

    /**
     * @param index of an epoch.
     * @return journal of its standby, 0 when it has none.
     */
    public long standbyJournalId(final int index)
    {
        return standbyJournalIds[index];
    }

    /**
     * @param index of an epoch.
     * @return node that owned the market.
     */
    public int ownerNodeId(final int index)
    {
        return ownerNodeIds[index];
    }

    /**
     * @param index of an epoch.
     * @return node that stood by, 0 when none did.
     */
    public int standbyNodeId(final int index)
    {
        return standbyNodeIds[index];
    }

    /**
     * @param index of an epoch.
     * @return on how many disks a frame had to be.
     */
    public int w(final int index)
    {
        return ws[index];
    }

    /**
     * @param index of an epoch.
     * @return who may go on alone in it.
     */
    public Alone alone(final int index)
    {
        return alones[index];
    }

    /**
     * @param index of an epoch.
     * @return whether its start is known to be durable on W replicas.
     */
    public boolean isEstablished(final int index)
    {
        return established[index];
    }
}

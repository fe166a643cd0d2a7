package io.belay.journal;

import java.util.ArrayList;
import java.util.List;

import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A journal in memory, the twin of the one on disk for tests and simulation: it keeps nothing when the process ends.
 * What a disk does to a journal is done to it on command: lose what was not synced, refuse, be full. The commands are
 * of the journal's thread too.
 */
public final class MemoryJournal implements Journal
{
    private final long journalId;
    private final int entryLengthMax;
    private final List<byte[]> entries = new ArrayList<>();
    private Markets markets = new Markets();
    private volatile long durableSequence;
    private volatile long firstSequence = 1;
    private JournalFailedException failure;
    private boolean isSyncRefused;
    private boolean isFull;
    private boolean isClosed;

    /**
     * An empty journal.
     *
     * @param journalId of it.
     */
    public MemoryJournal(final long journalId)
    {
        this(journalId, Integer.MAX_VALUE);
    }

    /**
     * An empty journal that takes no long entries.
     *
     * @param journalId      of it.
     * @param entryLengthMax longest entry in bytes.
     */
    public MemoryJournal(final long journalId, final int entryLengthMax)
    {
        this.journalId = journalId;
        this.entryLengthMax = entryLengthMax;
    }

    @Override
    public long journalId()
    {
        return journalId;
    }

    @Override
    public long append(final DirectBuffer buffer, final int offset, final int length)
    {
        refuseIfFailed();
        if (length < Entry.HEADER_LENGTH || length > entryLengthMax)
        {
            throw new IllegalArgumentException(
                "an entry has " + Entry.HEADER_LENGTH + " to " + entryLengthMax + " bytes, not " + length);
        }

        if (isFull)
        {
            throw new JournalFullException(
                "journal in memory is full at sequence " + appendedSequence() + " on command");
        }

        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        synchronized (entries)
        {
            entries.add(bytes);
        }

        onEntry(bytes);

        return appendedSequence();
    }

    private void onEntry(final byte[] bytes)
    {
        if (bytes.length >= Entry.PREFIX_LENGTH)
        {
            markets.onEntry(new UnsafeBuffer(bytes), 0);
        }
    }

    @Override
    public int entryLengthMax()
    {
        return entryLengthMax;
    }

    @Override
    public void sync()
    {
        refuseIfFailed();
        if (isSyncRefused)
        {
            failure = new JournalFailedException("journal in memory refused a sync on command");
            throw failure;
        }

        durableSequence = appendedSequence();
    }

    private void refuseIfFailed()
    {
        if (null != failure)
        {
            throw new JournalFailedException(
                "nothing is appended or promised any more: " + failure.getMessage(), failure);
        }

        if (isClosed)
        {
            throw new IllegalStateException("journal in memory is closed");
        }
    }

    @Override
    public long appendedSequence()
    {
        synchronized (entries)
        {
            return entries.size();
        }
    }

    @Override
    public long durableSequence()
    {
        return durableSequence;
    }

    @Override
    public Markets markets()
    {
        return markets;
    }

    @Override
    public JournalReader newReader(final long fromSequence)
    {
        if (fromSequence < 1)
        {
            throw new IllegalArgumentException("sequences begin at 1, not at " + fromSequence);
        }

        final Reader reader = new Reader(fromSequence);
        reader.refuseIfRetired();

        return reader;
    }

    @Override
    public long sequenceNotAfter(final long marketId, final long position)
    {
        return firstSequence;
    }

    /** A power cut: what was not synced is gone, a failure is forgotten, and the journal is open again. */
    public void loseUnsynced()
    {
        synchronized (entries)
        {
            entries.subList((int)durableSequence, entries.size()).clear();
        }

        markets = new Markets();
        entries.forEach(this::onEntry);
        failure = null;
        isSyncRefused = false;
        isClosed = false;
    }

    /** The next sync fails, and with it the journal. */
    public void refuseSync()
    {
        isSyncRefused = true;
    }

    /**
     * Fills the disk, or makes room.
     *
     * @param full whether appends are refused from now on.
     */
    public void full(final boolean full)
    {
        isFull = full;
    }

    /**
     * Deletes the oldest entries, for readers.
     *
     * @param sequence first one that stays.
     */
    public void retireBefore(final long sequence)
    {
        firstSequence = sequence;
    }

    @Override
    public void close()
    {
        if (!isClosed && null == failure)
        {
            sync();
        }

        isClosed = true;
    }

    private final class Reader implements JournalReader
    {
        private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
        private long nextSequence;

        Reader(final long fromSequence)
        {
            nextSequence = fromSequence;
        }

        void refuseIfRetired()
        {
            if (nextSequence < firstSequence)
            {
                throw new EntryRetiredException("sequence " + nextSequence +
                    " was deleted by retention; the journal begins at " + firstSequence);
            }
        }

        @Override
        public int poll(final EntryHandler handler, final int countLimit)
        {
            final long durable = durableSequence;
            int count = 0;
            while (count < countLimit && nextSequence <= durable)
            {
                refuseIfRetired();
                final byte[] bytes;
                synchronized (entries)
                {
                    bytes = entries.get((int)nextSequence - 1);
                }

                buffer.wrap(bytes);
                if (!handler.onEntry(nextSequence, buffer, 0, bytes.length))
                {
                    break;
                }

                nextSequence++;
                count++;
            }

            return count;
        }

        @Override
        public long nextSequence()
        {
            return nextSequence;
        }

        @Override
        public void close()
        {
            buffer.wrap(0, 0);
        }
    }
}

package io.belay.replication;

import io.belay.journal.Journal;
import io.belay.journal.JournalFailedException;
import io.belay.journal.JournalReader;
import io.belay.journal.MarketHistory;
import org.agrona.DirectBuffer;

/**
 * Stores in the node's journal.
 */
public final class JournalFrameSink implements FrameSink
{
    private final Journal journal;
    private long appliedBytes;
    private boolean failed;

    /**
     * @param journal to append to; owned by the caller.
     */
    public JournalFrameSink(final Journal journal)
    {
        this.journal = journal;
    }

    @Override
    public long journalId()
    {
        return journal.journalId();
    }

    @Override
    public MarketHistory history(final long marketId)
    {
        return journal.markets().getOrCreate(marketId);
    }

    @Override
    public void apply(final DirectBuffer buffer, final int offset, final int length)
    {
        try
        {
            journal.append(buffer, offset, length);
            appliedBytes += length;
        }
        catch (final JournalFailedException ex)
        {
            failed = true;
            throw ex;
        }
    }

    @Override
    public void sync()
    {
        try
        {
            journal.sync();
        }
        catch (final JournalFailedException ex)
        {
            failed = true;
            throw ex;
        }
    }

    /**
     * @return bytes of the entries appended since this was made, without what the journal wraps them in.
     */
    public long appliedBytes()
    {
        return appliedBytes;
    }

    @Override
    public JournalReader newReader(final long marketId, final long fromPosition)
    {
        return journal.newReader(journal.sequenceNotAfter(marketId, fromPosition));
    }

    @Override
    public int entryLengthMax()
    {
        return journal.entryLengthMax();
    }

    @Override
    public boolean isFailed()
    {
        return failed;
    }
}

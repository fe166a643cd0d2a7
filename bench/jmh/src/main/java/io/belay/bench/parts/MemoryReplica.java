package io.belay.bench.parts;

import io.belay.journal.JournalReader;
import io.belay.journal.MarketHistory;
import io.belay.journal.Markets;
import io.belay.replication.FrameSink;
import org.agrona.DirectBuffer;

/**
 * A replica's storage that keeps no bytes, only what is known of each market: what is left of replication without a disk.
 */
final class MemoryReplica implements FrameSink
{
    private static final int ENTRY_LENGTH_MAX = 1 << 20;

    private final long journalId;
    private final Markets markets = new Markets();

    MemoryReplica(final long journalId)
    {
        this.journalId = journalId;
    }

    @Override
    public long journalId()
    {
        return journalId;
    }

    @Override
    public MarketHistory history(final long marketId)
    {
        return markets.getOrCreate(marketId);
    }

    @Override
    public void apply(final DirectBuffer buffer, final int offset, final int length)
    {
        markets.onEntry(buffer, offset);
    }

    @Override
    public void sync()
    {
        // Nothing is kept that could be lost.
    }

    @Override
    public JournalReader newReader(final long marketId, final long fromPosition)
    {
        throw new UnsupportedOperationException("nothing is kept");
    }

    @Override
    public int entryLengthMax()
    {
        return ENTRY_LENGTH_MAX;
    }

    @Override
    public boolean isFailed()
    {
        return false;
    }
}

package io.belay.bench.demo;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;

import io.belay.bench.flow.OrderEvent;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the trading process was told is durable, in the order in which it was told. The checks compare both journals with
 * it. One process writes it, then another reads it.
 */
final class AckedFile implements AutoCloseable
{
    /** As many records as a mapped buffer holds. */
    static final int COUNT_MAX = Integer.MAX_VALUE / AckedRecord.LENGTH;

    private final MappedByteBuffer mapped;
    private final UnsafeBuffer records;
    private int count;

    private AckedFile(final MappedByteBuffer mapped, final int count)
    {
        this.mapped = mapped;
        this.count = count;
        records = new UnsafeBuffer(mapped);
    }

    /** A new file with room for some records. Its pages are touched now, so that adding to it is never held up. */
    static AckedFile create(final Path path, final int countMax)
    {
        return new AckedFile(IoUtil.mapNewFile(path.toFile(), (long)countMax * AckedRecord.LENGTH, true), 0);
    }

    /** A file of which some records were written. */
    static AckedFile open(final Path path, final int count) throws IOException
    {
        final long length = (long)count * AckedRecord.LENGTH;
        if (path.toFile().length() < length)
        {
            throw new IOException(path + " is shorter than the " + count + " records that it should hold");
        }

        return new AckedFile(IoUtil.mapExistingFile(path.toFile(), "acknowledged events"), count);
    }

    void add(
        final long marketId,
        final long txid,
        final long clientId,
        final long clientSequence,
        final DirectBuffer event,
        final int eventOffset)
    {
        AckedRecord.write(
            records, count * AckedRecord.LENGTH, marketId, txid, clientId, clientSequence, event, eventOffset);
        count++;
    }

    int count()
    {
        return count;
    }

    /** Walks the records of one market. */
    Cursor cursor(final long marketId)
    {
        return new Cursor(marketId);
    }

    @Override
    public void close()
    {
        IoUtil.unmap(mapped);
    }

    /** Stands on a record of one market, or behind the last. */
    final class Cursor
    {
        private final long marketId;
        private int index = -1;

        private Cursor(final long marketId)
        {
            this.marketId = marketId;
            advance();
        }

        void advance()
        {
            do
            {
                index++;
            }
            while (index < count && AckedRecord.marketId(records, index * AckedRecord.LENGTH) != marketId);
        }

        boolean isAtEnd()
        {
            return index >= count;
        }

        /** How many records, of any market, come before this one. */
        int index()
        {
            return index;
        }

        long txid()
        {
            return AckedRecord.txid(records, index * AckedRecord.LENGTH);
        }

        /** Whether a frame in a journal is what was acknowledged, byte for byte. */
        boolean matches(
            final long clientId, final long clientSequence, final DirectBuffer bytes, final int offset, final int length)
        {
            final int record = index * AckedRecord.LENGTH;
            if (OrderEvent.LENGTH != length || AckedRecord.clientId(records, record) != clientId ||
                AckedRecord.clientSequence(records, record) != clientSequence)
            {
                return false;
            }

            for (int i = 0; i < length; i++)
            {
                if (records.getByte(record + AckedRecord.BYTES_OFFSET + i) != bytes.getByte(offset + i))
                {
                    return false;
                }
            }

            return true;
        }
    }
}

package io.belay.replication;

import java.util.Arrays;
import java.util.List;

import io.belay.sbe.wal.EpochStartDecoder;
import io.belay.sbe.wal.MessageHeaderDecoder;
import io.belay.wire.Entry;
import io.belay.wire.Epoch;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An entry as it was seen on the wire or in a journal.
 */
final class SimEntry
{
    final int templateId;
    final long marketId;
    final long epoch;
    final long position;
    final long txid;
    final long committedTxid;
    final long hlc;
    final long clientSequence;
    /** Of an epoch start: who holds it. */
    final List<Integer> holders;
    /** Highest millisecond that the entry allows to issue, 0 when it is none that does. */
    final long ceilingMs;
    private final byte[] bytes;

    SimEntry(final byte[] bytes)
    {
        this.bytes = bytes;
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        templateId = Entry.templateId(buffer, 0);
        marketId = Entry.marketId(buffer, 0);
        epoch = Entry.epoch(buffer, 0);
        position = Entry.position(buffer, 0);
        txid = Entry.txid(buffer, 0);
        committedTxid = Entry.committedTxid(buffer, 0);
        hlc = Entry.hlc(buffer, 0);
        clientSequence = Entry.secondWord(buffer, 0);
        if (Entry.EPOCH_START == templateId)
        {
            final EpochStartDecoder start =
                new EpochStartDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
            holders = 1 == start.w() ? List.of(start.ownerNodeId()) :
                List.of(start.ownerNodeId(), start.standbyNodeId());
            ceilingMs = start.ceiling();
        }
        else
        {
            holders = List.of();
            ceilingMs = Entry.CEILING_LEASE == templateId ? Entry.firstWord(buffer, 0) : 0;
        }
    }

    static SimEntry of(final DirectBuffer buffer, final int offset, final int length)
    {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);

        return new SimEntry(bytes);
    }

    boolean isFrame()
    {
        return Entry.WAL_FRAME == templateId;
    }

    boolean isEpochStart()
    {
        return Entry.EPOCH_START == templateId;
    }

    boolean isSuperseded()
    {
        return Entry.SUPERSEDED == templateId;
    }

    /** One epoch and position name one entry, wherever it is and whether it lives or not. */
    boolean isSame(final SimEntry other)
    {
        return Arrays.equals(bytes, other.bytes);
    }

    String text()
    {
        return new UnsafeBuffer(bytes)
            .getStringWithoutLengthUtf8(Entry.FRAME_BYTES_OFFSET, bytes.length - Entry.FRAME_BYTES_OFFSET);
    }

    @Override
    public String toString()
    {
        return switch (templateId)
        {
            case Entry.WAL_FRAME -> "frame ";
            case Entry.EPOCH_START -> "start ";
            case Entry.EPOCH_ESTABLISHED -> "established ";
            case Entry.CEILING_LEASE -> "ceiling ";
            default -> "superseded ";
        } + marketId % 1000 + "/" + Epoch.toString(epoch) + "@" + position + " txid " + txid;
    }
}

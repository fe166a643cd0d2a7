package io.belay.journal;

import io.belay.sbe.wal.Alone;
import io.belay.sbe.wal.BooleanType;
import io.belay.sbe.wal.ClientSessionEncoder;
import io.belay.sbe.wal.EpochEstablishedEncoder;
import io.belay.sbe.wal.EpochStartEncoder;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.SupersededEncoder;
import io.belay.sbe.wal.WalFrameEncoder;
import io.belay.wire.Crc32c;
import io.belay.wire.Defect;
import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes entries, each of which says by its bytes which one it is.
 */
final class Frames
{
    static final long MARKET = 0x1122334455667788L;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2 << 20]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final WalFrameEncoder frame = new WalFrameEncoder();
    private final Crc32c crc = new Crc32c();

    UnsafeBuffer buffer()
    {
        return buffer;
    }

    /** Encodes a frame whose txid and position are its number, and answers its length. */
    int frame(final long number, final int payloadLength)
    {
        return frame(MARKET, number, number, payloadLength);
    }

    int frame(final long marketId, final long position, final long txid, final int payloadLength)
    {
        return frame(marketId, position, txid, 7, txid, payloadLength);
    }

    int frame(
        final long marketId,
        final long position,
        final long txid,
        final long clientId,
        final long clientSequence,
        final int payloadLength)
    {
        frame.wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId)
            .epoch(1L << 16)
            .position(position)
            .txid(txid)
            .committedTxid(txid - 1)
            .hlc(txid << 16)
            .clientId(clientId)
            .clientSequence(clientSequence)
            .crc32c(0);
        buffer.putInt(Entry.PREFIX_LENGTH, payloadLength);
        for (int i = 0; i < payloadLength; i++)
        {
            buffer.putByte(Entry.FRAME_BYTES_OFFSET + i, payload(txid, i));
        }

        return sealed(Entry.FRAME_BYTES_OFFSET + payloadLength);
    }

    int epochStart(final long marketId, final long epoch, final long position, final long firstTxid)
    {
        final EpochStartEncoder start = new EpochStartEncoder().wrapAndApplyHeader(buffer, 0, header);
        start.marketId(marketId).epoch(epoch).position(position).txid(firstTxid).committedTxid(0).hlc(1)
            .ownerJournalId(11).standbyJournalId(22).crc32c(0).previousEpoch(0).ceiling(0).ownerNodeId(1)
            .standbyNodeId(2).w((short)2).alone(Alone.STANDBY).lossAccepted(BooleanType.F).vouched(BooleanType.F);
        start.chainCount(0);

        return sealed(start.encodedLength() + Entry.HEADER_LENGTH);
    }

    int epochEstablished(final long marketId, final long epoch, final long position, final long txid)
    {
        new EpochEstablishedEncoder().wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId).epoch(epoch).position(position).txid(txid).committedTxid(0).hlc(1)
            .ownerJournalId(11).standbyJournalId(22).crc32c(0);

        return sealed(Entry.HEADER_LENGTH + EpochEstablishedEncoder.BLOCK_LENGTH);
    }

    int superseded(final long marketId, final long fromPosition, final long fromTxid)
    {
        new SupersededEncoder().wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId).epoch(2L << 16).position(fromPosition).txid(fromTxid).committedTxid(0).hlc(1)
            .lastPosition(0).lastTxid(0).crc32c(0);

        return sealed(Entry.HEADER_LENGTH + SupersededEncoder.BLOCK_LENGTH);
    }

    int clientSession(
        final long marketId, final long position, final long txid, final long clientId, final long incarnation)
    {
        new ClientSessionEncoder().wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId).epoch(1L << 16).position(position).txid(txid).committedTxid(0).hlc(1)
            .clientId(clientId).incarnation(incarnation).crc32c(0);

        return sealed(Entry.HEADER_LENGTH + ClientSessionEncoder.BLOCK_LENGTH);
    }

    /** CRC32C of the bytes alone of the frame that was encoded last. */
    int payloadCrc(final int payloadLength)
    {
        return crc.compute(buffer, Entry.FRAME_BYTES_OFFSET, payloadLength);
    }

    private int sealed(final int length)
    {
        crc.seal(buffer, 0, length);

        return length;
    }

    static byte payload(final long txid, final int index)
    {
        return (byte)(txid * 31 + index);
    }

    /** Whether this is the frame with a number, whole. */
    boolean matches(final DirectBuffer entry, final int offset, final int length, final long number)
    {
        if (Defect.NONE != Entry.check(entry, offset, length) || !crc.matches(entry, offset, length) ||
            Entry.txid(entry, offset) != number)
        {
            return false;
        }

        for (int i = 0; i < length - Entry.FRAME_BYTES_OFFSET; i++)
        {
            if (entry.getByte(offset + Entry.FRAME_BYTES_OFFSET + i) != payload(number, i))
            {
                return false;
            }
        }

        return true;
    }
}

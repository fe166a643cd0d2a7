package io.belay.bench.parts;

import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.WalFrameEncoder;
import io.belay.wire.Crc32c;
import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes frames as an owner does. Of one thread.
 */
final class Frames
{
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final WalFrameEncoder frame = new WalFrameEncoder();
    private final Crc32c crc = new Crc32c();

    /**
     * @return its length in bytes.
     */
    int encode(
        final MutableDirectBuffer buffer, final long marketId, final long position, final DirectBuffer source,
        final int sourceLength)
    {
        frame.wrapAndApplyHeader(buffer, 0, header)
            .marketId(marketId)
            .epoch(257)
            .position(position)
            .txid(position)
            .committedTxid(position - 1)
            .hlc(position << 16)
            .clientId(7)
            .clientSequence(position)
            .crc32c(0)
            .putBytes(source, 0, sourceLength);
        final int length = Entry.FRAME_BYTES_OFFSET + sourceLength;
        crc.seal(buffer, 0, length);

        return length;
    }
}

package io.belay.client;

import io.belay.sbe.client.MessageHeaderEncoder;
import io.belay.sbe.client.SnapshotPutEncoder;
import io.belay.transport.OutboundStream;
import org.agrona.ExpandableArrayBuffer;

/**
 * Encodes the parts of a snapshot that a client sends to its node. False is back pressure: nothing was sent.
 */
final class SnapshotPublisher
{
    static final int BYTES_OFFSET = MessageHeaderEncoder.ENCODED_LENGTH + SnapshotPutEncoder.BLOCK_LENGTH +
        SnapshotPutEncoder.bytesHeaderLength();

    private final OutboundStream stream;
    private final ExpandableArrayBuffer staging = new ExpandableArrayBuffer(512);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SnapshotPutEncoder put = new SnapshotPutEncoder();

    SnapshotPublisher(final OutboundStream stream)
    {
        this.stream = stream;
    }

    int chunkLengthMax()
    {
        return stream.messageLengthMax() - BYTES_OFFSET;
    }

    boolean put(
        final long sessionId,
        final long correlationId,
        final long marketId,
        final long txid,
        final long offset,
        final long totalLength,
        final byte[] sha256,
        final byte[] bytes,
        final int count)
    {
        put.wrapAndApplyHeader(staging, 0, header)
            .clientSession(sessionId)
            .correlationId(correlationId)
            .marketId(marketId)
            .txid(txid)
            .chunkOffset(offset)
            .totalLength(totalLength)
            .putSha256(sha256, 0, sha256.length)
            .putBytes(bytes, 0, count);

        return stream.offer(staging, 0, put.limit());
    }
}

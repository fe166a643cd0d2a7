package io.belay.replication.snapshot;

import io.belay.journal.Sha256;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.SnapshotRequestEncoder;
import io.belay.sbe.wal.SnapshotResponseEncoder;
import io.belay.transport.OutboundStream;
import io.belay.wire.Crc32c;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Encodes what nodes send each other about snapshots, each message on the stream to its node. Of one thread.
 */
public final class SnapshotPublisher implements SnapshotOutput
{
    private static final int RESPONSE_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH +
        SnapshotResponseEncoder.BLOCK_LENGTH + SnapshotResponseEncoder.bytesHeaderLength();

    private final Int2ObjectHashMap<OutboundStream> streams = new Int2ObjectHashMap<>();
    private final ExpandableArrayBuffer staging = new ExpandableArrayBuffer(1024);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SnapshotRequestEncoder requestEncoder = new SnapshotRequestEncoder();
    private final SnapshotResponseEncoder responseEncoder = new SnapshotResponseEncoder();
    private final Crc32c crc = new Crc32c();

    /**
     * Names the stream to a node. It is not closed here.
     *
     * @param nodeId of the node.
     * @param stream to it.
     */
    public void add(final int nodeId, final OutboundStream stream)
    {
        streams.put(nodeId, stream);
    }

    @Override
    public boolean request(final SnapshotRequest request)
    {
        final OutboundStream stream = streams.get(request.toNodeId());
        if (null == stream)
        {
            return true;
        }

        requestEncoder.wrapAndApplyHeader(staging, 0, header)
            .marketId(request.marketId())
            .epoch(request.epoch())
            .fromTxid(request.fromTxid())
            .journalId(request.journalId())
            .session(request.session())
            .chunkOffset(request.offset())
            .chunkLengthMax(request.chunkLengthMax())
            .windowLength(request.windowLength())
            .fromNodeId(request.fromNodeId())
            .toNodeId(request.toNodeId())
            .putSha256(Digests.bytes(request.headSha256()), 0, Sha256.LENGTH);

        return stream.offer(staging, 0, requestEncoder.limit());
    }

    @Override
    public boolean response(
        final SnapshotResponse response, final DirectBuffer buffer, final int offset, final int length)
    {
        final OutboundStream stream = streams.get(response.toNodeId());
        if (null == stream)
        {
            return true;
        }

        responseEncoder.wrapAndApplyHeader(staging, 0, header)
            .code(response.code())
            .marketId(response.marketId())
            .epoch(response.epoch())
            .position(response.position())
            .txid(response.txid())
            .journalId(response.journalId())
            .session(response.session())
            .chunkOffset(response.offset())
            .headLength(response.headLength())
            .fromNodeId(response.fromNodeId())
            .reserved((short)0)
            .toNodeId(response.toNodeId())
            .totalLength(response.totalLength())
            .putSha256(Digests.bytes(response.headSha256()), 0, Sha256.LENGTH)
            .putBytes(buffer, offset, length);
        crc.seal(staging, 0, responseEncoder.limit());

        return stream.offer(staging, 0, responseEncoder.limit());
    }

    @Override
    public int chunkLengthMax(final int nodeId)
    {
        final OutboundStream stream = streams.get(nodeId);

        return null == stream ? Integer.MAX_VALUE : stream.messageLengthMax() - RESPONSE_LENGTH;
    }
}

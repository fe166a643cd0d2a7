package io.belay.client;

import java.io.ByteArrayOutputStream;
import java.util.Random;

import io.belay.sbe.client.MessageHeaderDecoder;
import io.belay.sbe.client.MessageHeaderEncoder;
import io.belay.sbe.client.SnapshotCode;
import io.belay.sbe.client.SnapshotPutAnswerEncoder;
import io.belay.sbe.client.SnapshotPutDecoder;
import io.belay.transport.InboundStream;
import io.belay.transport.MemoryStreams;
import io.belay.transport.OutboundStream;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * A node that takes the parts of a snapshot as it likes: in order, none, or with some of them lost.
 */
final class FakeIntake
{
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    final byte[] sha256 = new byte[32];
    final InboundStream requests;
    final OutboundStream responses;
    SnapshotCode refusal;
    boolean isSilent;
    Random loss = new Random(0);
    int lossPercent;
    long windowMax;
    long correlationId;
    int putCount;
    private final SnapshotPutDecoder put = new SnapshotPutDecoder();
    private final ExpandableArrayBuffer staging = new ExpandableArrayBuffer();

    FakeIntake(final MemoryStreams streams)
    {
        requests = streams.inbound("aeron:ipc", 10, new ResponseSource());
        responses = streams.outbound("aeron:ipc", 11);
    }

    void doWork()
    {
        requests.poll(this::onMessage, 4);
    }

    private boolean onMessage(final DirectBuffer buffer, final int offset, final int length, final int sourceId)
    {
        put.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        putCount++;
        windowMax = Math.max(windowMax, put.chunkOffset() + put.bytesLength() - taken.size());
        if (isSilent || loss.nextInt(100) < lossPercent)
        {
            return true;
        }
        if (put.correlationId() != correlationId)
        {
            correlationId = put.correlationId();
            taken.reset();
        }

        answer(take());

        return true;
    }

    private SnapshotCode take()
    {
        if (null != refusal)
        {
            return refusal;
        }
        if (put.chunkOffset() > taken.size())
        {
            return SnapshotCode.AGAIN;
        }

        final boolean isLast = put.chunkOffset() + put.bytesLength() == put.totalLength();
        if (put.chunkOffset() == taken.size())
        {
            put.getSha256(sha256, 0, 32);
            final byte[] bytes = new byte[put.bytesLength()];
            put.getBytes(bytes, 0, bytes.length);
            taken.writeBytes(bytes);
        }

        return isLast ? SnapshotCode.STORED : SnapshotCode.RECEIVED;
    }

    private void answer(final SnapshotCode code)
    {
        final SnapshotPutAnswerEncoder encoder = new SnapshotPutAnswerEncoder();
        encoder.wrapAndApplyHeader(staging, 0, new MessageHeaderEncoder())
            .code(code)
            .correlationId(put.correlationId())
            .marketId(put.marketId())
            .txid(put.txid())
            .nextOffset(taken.size())
            .text(null == refusal ? "" : "since I say so");
        if (loss.nextInt(100) >= lossPercent)
        {
            responses.offer(staging, 0, encoder.limit());
        }
    }
}

package io.belay.client;

import java.nio.ByteOrder;

import io.belay.sbe.client.AppendEncoder;
import io.belay.sbe.client.BooleanType;
import io.belay.sbe.client.CloseSessionEncoder;
import io.belay.sbe.client.Command;
import io.belay.sbe.client.CommandRequestEncoder;
import io.belay.sbe.client.MessageHeaderEncoder;
import io.belay.sbe.client.OpenMarketEncoder;
import io.belay.sbe.client.OpenSessionEncoder;
import io.belay.transport.OutboundStream;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Encodes what a client sends to its node. False is back pressure: nothing was sent. The staging buffer grows to the
 * longest frame that was too long to be claimed, and then stays.
 */
final class RequestPublisher
{
    /** Where the bytes of an append begin. */
    static final int APPEND_BYTES_OFFSET =
        MessageHeaderEncoder.ENCODED_LENGTH + AppendEncoder.BLOCK_LENGTH + AppendEncoder.bytesHeaderLength();

    private static final int SEND_TIME_OFFSET =
        MessageHeaderEncoder.ENCODED_LENGTH + AppendEncoder.sendTimeNsEncodingOffset();

    private final OutboundStream stream;
    private final ExpandableArrayBuffer staging = new ExpandableArrayBuffer(512);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AppendEncoder append = new AppendEncoder();

    RequestPublisher(final OutboundStream stream)
    {
        this.stream = stream;
    }

    boolean openSession(
        final long correlationId, final long clientId, final int responseStreamId, final String name)
    {
        final OpenSessionEncoder open = new OpenSessionEncoder();
        open.wrapAndApplyHeader(staging, 0, header)
            .correlationId(correlationId)
            .clientId(clientId)
            .responseStreamId(responseStreamId)
            .name(name);

        return stream.offer(staging, 0, open.limit());
    }

    boolean openMarket(final long correlationId, final long sessionId, final long marketId, final String name)
    {
        final OpenMarketEncoder open = new OpenMarketEncoder();
        open.wrapAndApplyHeader(staging, 0, header)
            .correlationId(correlationId)
            .clientSession(sessionId)
            .marketId(marketId)
            .incarnation(0)
            .name(name);

        return stream.offer(staging, 0, open.limit());
    }

    boolean command(
        final long correlationId,
        final long sessionId,
        final long marketId,
        final Command command,
        final boolean isLossAccepted,
        final boolean isVouched,
        final String nodeName)
    {
        final CommandRequestEncoder request = new CommandRequestEncoder();
        request.wrapAndApplyHeader(staging, 0, header)
            .clientSession(sessionId)
            .correlationId(correlationId)
            .marketId(marketId)
            .command(command)
            .lossAccepted(isLossAccepted ? BooleanType.T : BooleanType.F)
            .vouched(isVouched ? BooleanType.T : BooleanType.F)
            .nodeName(nodeName);

        return stream.offer(staging, 0, request.limit());
    }

    boolean closeSession(final long sessionId)
    {
        final CloseSessionEncoder close = new CloseSessionEncoder();
        close.wrapAndApplyHeader(staging, 0, header).clientSession(sessionId);

        return stream.offer(staging, 0, close.limit());
    }

    boolean append(
        final long sessionId,
        final long marketId,
        final long sequence,
        final long nowNs,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        final int messageLength = APPEND_BYTES_OFFSET + length;
        if (messageLength <= stream.claimLengthMax())
        {
            if (!stream.claim(messageLength))
            {
                return false;
            }

            append.wrapAndApplyHeader(stream.buffer(), stream.offset(), header)
                .clientSession(sessionId)
                .marketId(marketId)
                .clientSequence(sequence)
                .sendTimeNs(nowNs)
                .putBytes(buffer, offset, length);
            stream.commit();

            return true;
        }

        append.wrapAndApplyHeader(staging, 0, header)
            .clientSession(sessionId)
            .marketId(marketId)
            .clientSequence(sequence)
            .sendTimeNs(nowNs)
            .putBytes(buffer, offset, length);

        return stream.offer(staging, 0, messageLength);
    }

    /**
     * Takes room for an append and writes all but its bytes and the time of sending.
     */
    boolean claimAppend(final long sessionId, final long marketId, final long sequence, final int length)
    {
        if (!stream.claim(APPEND_BYTES_OFFSET + length))
        {
            return false;
        }

        append.wrapAndApplyHeader(stream.buffer(), stream.offset(), header)
            .clientSession(sessionId)
            .marketId(marketId)
            .clientSequence(sequence);
        stream.buffer().putInt(
            stream.offset() + APPEND_BYTES_OFFSET - Integer.BYTES, length, ByteOrder.LITTLE_ENDIAN);

        return true;
    }

    /** Sends what was claimed. */
    void commitAppend(final long nowNs)
    {
        stream.buffer().putLong(stream.offset() + SEND_TIME_OFFSET, nowNs, ByteOrder.LITTLE_ENDIAN);
        stream.commit();
    }

    void abortAppend()
    {
        stream.abort();
    }

    MutableDirectBuffer claimBuffer()
    {
        return stream.buffer();
    }

    int claimOffset()
    {
        return stream.offset() + APPEND_BYTES_OFFSET;
    }

    int claimLengthMax()
    {
        return stream.claimLengthMax() - APPEND_BYTES_OFFSET;
    }

    int frameLengthMax()
    {
        return stream.messageLengthMax() - APPEND_BYTES_OFFSET;
    }
}

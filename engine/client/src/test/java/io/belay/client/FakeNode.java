package io.belay.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

import io.belay.sbe.client.AppendDecoder;
import io.belay.sbe.client.BooleanType;
import io.belay.sbe.client.CloseSessionDecoder;
import io.belay.sbe.client.MarketOpenedEncoder;
import io.belay.sbe.client.MessageHeaderDecoder;
import io.belay.sbe.client.MessageHeaderEncoder;
import io.belay.sbe.client.OpenMarketDecoder;
import io.belay.sbe.client.OpenSessionDecoder;
import io.belay.sbe.client.OutcomeEncoder;
import io.belay.sbe.client.SessionClosedEncoder;
import io.belay.sbe.client.SessionOpenedEncoder;
import io.belay.transport.Channels;
import io.belay.transport.InboundStream;
import io.belay.transport.MessageHandler;
import io.belay.transport.OutboundStream;
import io.belay.transport.SourceListener;
import io.belay.transport.Streams;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The node's side of a client's conversation, which says what the test tells it to.
 */
final class FakeNode implements MessageHandler, SourceListener
{
    static final int APPEND_STREAM_ID = 9;
    static final long SESSION_ID = 77;
    static final int DURABLE = 0;
    static final int REFUSED = 1;

    private static final long ANSWER_TIMEOUT_NS = 10_000_000_000L;

    /** One append as the node received it. */
    record Received(long sessionId, long marketId, long sequence, long sendTimeNs, String hex)
    {
    }

    final List<Received> appends = new ArrayList<>();
    final List<String> openedMarkets = new ArrayList<>();
    final Deque<Integer> sessionCodes = new ArrayDeque<>();
    final Deque<Integer> marketCodes = new ArrayDeque<>();
    final UnsafeBuffer message = new UnsafeBuffer(new byte[512]);
    int frameLengthMax = 4096;
    int windowMax = 1024;
    boolean isSilent;
    boolean answersAtOnce;
    boolean keepsAppends = true;
    boolean answersMarketsWithSessions;
    long answeredMarketOffset;
    volatile boolean clientHasLeft;
    long clientId;
    String clientName;
    OutboundStream responses;

    private final Streams streams;
    private final InboundStream requests;
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AppendDecoder append = new AppendDecoder();
    private final OutcomeEncoder outcome = new OutcomeEncoder();

    FakeNode(final Streams streams)
    {
        this.streams = streams;
        requests = streams.inbound(Channels.ipc(), APPEND_STREAM_ID, this);
    }

    int doWork()
    {
        return requests.poll(this, 100);
    }

    @Override
    public boolean onMessage(final DirectBuffer buffer, final int offset, final int length, final int sourceId)
    {
        header.wrap(buffer, offset);
        if (AppendDecoder.TEMPLATE_ID == header.templateId())
        {
            return onAppend(buffer, offset);
        }

        switch (header.templateId())
        {
            case OpenSessionDecoder.TEMPLATE_ID ->
                onOpenSession(new OpenSessionDecoder().wrapAndApplyHeader(buffer, offset, header));
            case OpenMarketDecoder.TEMPLATE_ID ->
                onOpenMarket(new OpenMarketDecoder().wrapAndApplyHeader(buffer, offset, header));
            case CloseSessionDecoder.TEMPLATE_ID -> clientHasLeft = true;
            default -> throw new AssertionError("template " + header.templateId());
        }

        return true;
    }

    @Override
    public void onSourceAvailable(final int sourceId)
    {
        // Clients introduce themselves.
    }

    @Override
    public void onSourceUnavailable(final int sourceId)
    {
        clientHasLeft = true;
    }

    boolean durable(final long sequence, final long marketId)
    {
        return outcome(DURABLE, 0, sequence, marketId);
    }

    boolean outcome(final int kind, final int code, final long sequence, final long marketId)
    {
        encodeOutcome(kind, code, sequence, marketId);
        return send(MessageHeaderEncoder.ENCODED_LENGTH + OutcomeEncoder.BLOCK_LENGTH);
    }

    void encodeOutcome(final int kind, final int code, final long sequence, final long marketId)
    {
        outcome.wrapAndApplyHeader(message, 0, headerEncoder)
            .w((short)2).marketId(marketId).clientSequence(sequence).epoch(5).txid(1000 + sequence).hlc(12345)
            .ownerTimeNs(11).walTimeNs(12).journalTimeNs(13).standbyTimeNs(14).outcomeTimeNs(15)
            .repeated(BooleanType.F);
        message.putByte(MessageHeaderEncoder.ENCODED_LENGTH + OutcomeEncoder.kindEncodingOffset(), (byte)kind);
        message.putByte(MessageHeaderEncoder.ENCODED_LENGTH + OutcomeEncoder.codeEncodingOffset(), (byte)code);
    }

    boolean send(final int length)
    {
        return responses.offer(message, 0, length);
    }

    void endSession(final int code)
    {
        new SessionClosedEncoder().wrapAndApplyHeader(message, 0, headerEncoder).clientSession(SESSION_ID);
        message.putByte(MessageHeaderEncoder.ENCODED_LENGTH + SessionClosedEncoder.codeEncodingOffset(), (byte)code);
        send(MessageHeaderEncoder.ENCODED_LENGTH + SessionClosedEncoder.BLOCK_LENGTH);
    }

    private boolean onAppend(final DirectBuffer buffer, final int offset)
    {
        append.wrapAndApplyHeader(buffer, offset, header);
        if (answersAtOnce && !durable(append.clientSequence(), append.marketId()))
        {
            return false; // It comes again when there is room for the outcome.
        }
        if (keepsAppends)
        {
            final long sessionId = append.clientSession();
            final long marketId = append.marketId();
            final long sequence = append.clientSequence();
            final long sendTimeNs = append.sendTimeNs();
            final byte[] bytes = new byte[append.bytesLength()];
            append.getBytes(bytes, 0, bytes.length);
            appends.add(new Received(sessionId, marketId, sequence, sendTimeNs, HexFormat.of().formatHex(bytes)));
        }

        return true;
    }

    private void onOpenSession(final OpenSessionDecoder open)
    {
        clientId = open.clientId();
        clientName = open.name();
        if (isSilent)
        {
            return;
        }
        responses = streams.outbound(Channels.ipc(), open.responseStreamId());
        grantSession(open.correlationId());
    }

    private void grantSession(final long correlationId)
    {
        final SessionOpenedEncoder opened = new SessionOpenedEncoder();
        opened.wrapAndApplyHeader(message, 0, headerEncoder)
            .correlationId(correlationId).clientSession(SESSION_ID).clientId(clientId)
            .frameLengthMax(frameLengthMax).windowMax(windowMax).nodeId(1).nodeName("alpha");
        message.putByte(
            MessageHeaderEncoder.ENCODED_LENGTH + SessionOpenedEncoder.codeEncodingOffset(), nextOf(sessionCodes));
        answer(opened.limit());
    }

    private void onOpenMarket(final OpenMarketDecoder open)
    {
        final long correlationId = open.correlationId();
        final long marketId = open.marketId();
        openedMarkets.add(open.name());
        if (isSilent)
        {
            return;
        }
        if (answersMarketsWithSessions)
        {
            grantSession(correlationId);
            return;
        }
        final MarketOpenedEncoder opened = new MarketOpenedEncoder();
        opened.wrapAndApplyHeader(message, 0, headerEncoder)
            .correlationId(correlationId).marketId(marketId + answeredMarketOffset).epoch(5).w((short)2).ownerNodeId(2).incarnation(0).lastSequence(0).ownerName("beta");
        message.putByte(
            MessageHeaderEncoder.ENCODED_LENGTH + MarketOpenedEncoder.codeEncodingOffset(), nextOf(marketCodes));
        answer(opened.limit());
    }

    /**
     * Sends an answer, as often as it takes: the stream may not be connected yet, and one that is has no room until the
     * driver has set its limit.
     */
    private void answer(final int length)
    {
        final long deadlineNs = System.nanoTime() + ANSWER_TIMEOUT_NS;
        while (!send(length))
        {
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw new AssertionError("client does not listen");
            }
            Thread.onSpinWait();
        }
    }

    private static byte nextOf(final Deque<Integer> codes)
    {
        return codes.isEmpty() ? 0 : codes.poll().byteValue();
    }
}

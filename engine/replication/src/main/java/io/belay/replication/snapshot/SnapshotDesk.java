package io.belay.replication.snapshot;

import java.nio.ByteBuffer;

import io.belay.journal.Sha256;
import io.belay.sbe.client.MessageHeaderDecoder;
import io.belay.sbe.client.MessageHeaderEncoder;
import io.belay.sbe.client.SnapshotPutAnswerEncoder;
import io.belay.sbe.client.SnapshotPutDecoder;
import io.belay.wire.Defect;
import io.belay.wire.Entry;
import io.belay.wire.MessageGuard;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Between the thread that hears clients and the one that stores their snapshots: neither waits for the other.
 * <p>
 * A part that finds no room is dropped, and asked for again when the next one shows that it is missing, or when the
 * client has heard nothing for a while. So a snapshot never holds back an append.
 */
public final class SnapshotDesk implements PutAnswers
{
    /** Bytes of parts on their way, unless told otherwise. */
    public static final int PARTS_LENGTH_DEFAULT = 2 << 20;

    private static final int PART = 1;
    private static final int SESSION_CLOSED = 2;
    private static final int ANSWER = 3;
    private static final int ANSWERS_LENGTH = 256 << 10;
    private static final int TEXT_LENGTH_MAX = 1_000;
    private static final int DRAIN_LIMIT = 16;
    private static final int BYTES_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH + SnapshotPutDecoder.BLOCK_LENGTH +
        SnapshotPutDecoder.bytesHeaderLength();

    private final OneToOneRingBuffer parts;
    private final OneToOneRingBuffer replies = ring(ANSWERS_LENGTH);
    private final ExpandableArrayBuffer staging = new ExpandableArrayBuffer(2_048);
    private final UnsafeBuffer sessionClosed = new UnsafeBuffer(new byte[Long.BYTES]);
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final SnapshotPutDecoder decoder = new SnapshotPutDecoder();
    private final SnapshotPutAnswerEncoder encoder = new SnapshotPutAnswerEncoder();
    private final byte[] digest = new byte[Sha256.LENGTH];
    private final MessageHandler partHandler = this::onMessage;
    private final ControlledMessageHandler onReply = this::onReply;
    private ReplyHandler replyHandler;
    private SnapshotIntake intake;
    private long nowNs;

    /** Sends an answer to its client. */
    @FunctionalInterface
    public interface ReplyHandler
    {
        /**
         * @param clientSession of the client; when it is not known, the answer has nowhere to go.
         * @param buffer        that holds the encoded message.
         * @param offset        where it begins.
         * @param length        of the message.
         * @return false when it cannot be sent now.
         */
        boolean onReply(long clientSession, DirectBuffer buffer, int offset, int length);
    }

    /** A desk with room for {@link #PARTS_LENGTH_DEFAULT}. */
    public SnapshotDesk()
    {
        this(PARTS_LENGTH_DEFAULT);
    }

    /**
     * @param partsLength bytes of parts on their way, a power of two; a part may be an eighth of it.
     */
    public SnapshotDesk(final int partsLength)
    {
        parts = ring(partsLength);
    }

    private static OneToOneRingBuffer ring(final int length)
    {
        if (!BitUtil.isPowerOfTwo(length))
        {
            throw new IllegalArgumentException("a length of " + length + " bytes is no power of two");
        }

        return new OneToOneRingBuffer(new UnsafeBuffer(
            ByteBuffer.allocateDirect(length + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    /**
     * Takes a SnapshotPut. Of the thread that hears clients.
     *
     * @param buffer that holds the message.
     * @param offset where its header begins.
     * @param length of the message.
     */
    public void onPut(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length <= parts.maxMsgLength())
        {
            parts.write(PART, buffer, offset, length);
        }
    }

    /**
     * A client is gone. Of the thread that hears clients.
     *
     * @param clientSession of the client.
     * @return false when it must be told again; else what it had begun would only be given up by its silence.
     */
    public boolean onSessionClosed(final long clientSession)
    {
        sessionClosed.putLong(0, clientSession);

        return parts.write(SESSION_CLOSED, sessionClosed, 0, Long.BYTES);
    }

    /**
     * Hands over the answers that wait. Of the thread that hears clients.
     *
     * @param handler of them.
     * @param limit   how many at the most.
     * @return how many were sent.
     */
    public int pollReplies(final ReplyHandler handler, final int limit)
    {
        replyHandler = handler;

        return replies.controlledRead(onReply, limit);
    }

    private ControlledMessageHandler.Action onReply(
        final int typeId, final MutableDirectBuffer buffer, final int index, final int length)
    {
        final boolean isSent =
            replyHandler.onReply(buffer.getLong(index), buffer, index + Long.BYTES, length - Long.BYTES);

        return isSent ? ControlledMessageHandler.Action.CONTINUE : ControlledMessageHandler.Action.ABORT;
    }

    /**
     * Hands over what clients have sent. Of the thread that stores.
     *
     * @param target to take it.
     * @param atNs   time, handed on.
     * @return how many messages.
     */
    public int drain(final SnapshotIntake target, final long atNs)
    {
        intake = target;
        nowNs = atNs;

        return parts.read(partHandler, DRAIN_LIMIT);
    }

    private void onMessage(final int typeId, final MutableDirectBuffer buffer, final int index, final int length)
    {
        if (SESSION_CLOSED == typeId)
        {
            intake.onSessionClosed(buffer.getLong(index));
        }
        else if (Defect.NONE == MessageGuard.check(buffer, index, length) &&
            SnapshotPutDecoder.TEMPLATE_ID == Entry.templateId(buffer, index))
        {
            decoder.wrapAndApplyHeader(buffer, index, headerDecoder);
            decoder.getSha256(digest, 0, Sha256.LENGTH);
            intake.onPut(
                new SnapshotPut(
                    decoder.clientSession(),
                    decoder.correlationId(),
                    decoder.marketId(),
                    decoder.txid(),
                    decoder.chunkOffset(),
                    decoder.totalLength(),
                    Digests.orNull(digest)),
                buffer,
                index + BYTES_OFFSET,
                length - BYTES_OFFSET,
                nowNs);
        }
    }

    /** Of the thread that stores. */
    @Override
    public boolean answer(final PutAnswer answer)
    {
        final String text = answer.text();
        encoder.wrapAndApplyHeader(staging, Long.BYTES, headerEncoder)
            .code(answer.code())
            .correlationId(answer.correlationId())
            .marketId(answer.marketId())
            .txid(answer.txid())
            .nextOffset(answer.nextOffset())
            .text(text.substring(0, Math.min(text.length(), TEXT_LENGTH_MAX)));
        staging.putLong(0, answer.clientSession());

        return replies.write(ANSWER, staging, 0, encoder.limit());
    }
}

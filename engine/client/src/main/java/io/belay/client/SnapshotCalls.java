package io.belay.client;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import io.belay.sbe.client.MessageHeaderDecoder;
import io.belay.sbe.client.SnapshotPutAnswerDecoder;
import io.belay.transport.OutboundStream;
import io.belay.transport.TransportException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * Hands a snapshot to the node, on the caller's thread: sends, polls the session, and waits for how it ends.
 */
final class SnapshotCalls
{
    private static final int TEXT_HEADER_LENGTH = SnapshotPutAnswerDecoder.textHeaderLength();

    private final LongSupplier sessionId;
    private final SnapshotPublisher publisher;
    private final IntSupplier poll;
    private final Runnable requireUsable;
    private final NanoClock clock;
    private final IdleStrategy idleStrategy;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SnapshotPutAnswerDecoder answer = new SnapshotPutAnswerDecoder();
    private long lastCorrelationId;
    private SnapshotUpload upload;

    /**
     * @param sessionId     of the client's session.
     * @param requests      to the node.
     * @param poll          of the session: it leads to {@link #onAnswer}.
     * @param requireUsable throws when the session is at its end.
     * @param clock         of the client.
     * @param idleStrategy  while nothing comes.
     */
    SnapshotCalls(
        final LongSupplier sessionId,
        final OutboundStream requests,
        final IntSupplier poll,
        final Runnable requireUsable,
        final NanoClock clock,
        final IdleStrategy idleStrategy)
    {
        this.sessionId = sessionId;
        publisher = new SnapshotPublisher(requests);
        this.poll = poll;
        this.requireUsable = requireUsable;
        this.clock = clock;
        this.idleStrategy = idleStrategy;
    }

    /** Stores some bytes; they are not closed. */
    SnapshotOutcome store(
        final long marketId,
        final long txid,
        final SnapshotBytes bytes,
        final long timeoutNs,
        final SnapshotProgress progress)
    {
        requireUsable.run();
        if (null != upload)
        {
            throw new IllegalStateException("a snapshot is on its way: " + SnapshotProgress.class.getSimpleName() +
                " and outcome handlers must not store another one");
        }

        final long startNs = clock.nanoTime();
        upload = new SnapshotUpload(
            sessionId.getAsLong(), ++lastCorrelationId, marketId, txid, bytes, publisher, startNs);
        try
        {
            await(startNs, timeoutNs, progress);

            return upload.outcome();
        }
        finally
        {
            upload = null;
        }
    }

    private void await(final long startNs, final long timeoutNs, final SnapshotProgress progress)
    {
        long told = -1;
        while (!upload.hasEnded())
        {
            final int count = sendAndPoll();
            if (told != upload.takenLength())
            {
                told = upload.takenLength();
                progress.onProgress(told, upload.totalLength());
            }
            if (!upload.hasEnded() && clock.nanoTime() - startNs >= timeoutNs)
            {
                upload.end(SnapshotResult.UNKNOWN, "the node took " + told + " of " + upload.totalLength() +
                    " bytes within " + timeoutNs / 1_000_000 + " ms");
            }
            if (!upload.hasEnded())
            {
                idleStrategy.idle(count);
            }
        }
    }

    /** A loss of the node is how this ends, not an exception: what was sent may be stored. */
    private int sendAndPoll()
    {
        try
        {
            final int sent = upload.send(clock.nanoTime());
            final int polled = poll.getAsInt();
            if (!upload.hasEnded())
            {
                requireUsable.run();
            }

            return sent + polled;
        }
        catch (final TransportException | BelayException ex)
        {
            upload.end(SnapshotResult.UNKNOWN, ex.getMessage());

            return 1;
        }
    }

    /** Takes a SnapshotPutAnswer; false when it makes no sense. The length is the message's own. */
    boolean onAnswer(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < MessageHeaderDecoder.ENCODED_LENGTH + SnapshotPutAnswerDecoder.BLOCK_LENGTH + TEXT_HEADER_LENGTH)
        {
            return false;
        }

        header.wrap(buffer, offset);
        final int textOffset = MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength();
        final int available = length - textOffset - TEXT_HEADER_LENGTH;
        if (header.blockLength() < SnapshotPutAnswerDecoder.BLOCK_LENGTH || available < 0)
        {
            return false;
        }

        final int textLength = buffer.getInt(offset + textOffset, LITTLE_ENDIAN);
        if (textLength < 0 || textLength > available)
        {
            return false;
        }

        answer.wrapAndApplyHeader(buffer, offset, header);
        final int code = answer.codeRaw();
        final long correlationId = answer.correlationId();
        final long nextOffset = answer.nextOffset();

        return null == upload ? correlationId <= lastCorrelationId :
            upload.onAnswer(code, correlationId, nextOffset, answer.text(), clock.nanoTime());
    }
}

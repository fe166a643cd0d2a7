package io.belay.replication.snapshot;

import io.belay.journal.Sha256;
import io.belay.sbe.wal.MessageHeaderDecoder;
import io.belay.sbe.wal.SnapshotRequestDecoder;
import io.belay.sbe.wal.SnapshotResponseDecoder;
import io.belay.wire.Crc32c;
import io.belay.wire.Defect;
import io.belay.wire.Entry;
import io.belay.wire.MessageGuard;
import org.agrona.DirectBuffer;

/**
 * Decodes what nodes send each other about snapshots. What is damaged is counted and dropped: it is asked for again.
 */
public final class SnapshotAdapter
{
    private static final int BYTES_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH +
        SnapshotResponseDecoder.BLOCK_LENGTH + SnapshotResponseDecoder.bytesHeaderLength();

    private final Listener listener;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SnapshotRequestDecoder request = new SnapshotRequestDecoder();
    private final SnapshotResponseDecoder response = new SnapshotResponseDecoder();
    private final Crc32c crc = new Crc32c();
    private final byte[] digest = new byte[Sha256.LENGTH];
    private long defectCount;

    /** Is told what other nodes say. */
    public interface Listener
    {
        /**
         * @param message that another node sent.
         * @param nowNs   time.
         */
        void onRequest(SnapshotRequest message, long nowNs);

        /**
         * @param message that another node sent.
         * @param buffer  that holds the chunk.
         * @param offset  where it begins.
         * @param length  of the chunk, 0 for none.
         * @param nowNs   time.
         */
        void onResponse(SnapshotResponse message, DirectBuffer buffer, int offset, int length, long nowNs);
    }

    /**
     * @param listener is told.
     */
    public SnapshotAdapter(final Listener listener)
    {
        this.listener = listener;
    }

    /**
     * Takes one message, whatever it is.
     *
     * @param buffer that holds it.
     * @param offset where it begins.
     * @param length of the message.
     * @param nowNs  time, handed on.
     * @return false when it is another message than one about snapshots, or damaged.
     */
    public boolean onMessage(final DirectBuffer buffer, final int offset, final int length, final long nowNs)
    {
        if (Defect.NONE != MessageGuard.check(buffer, offset, length) ||
            SnapshotRequestDecoder.SCHEMA_ID != Entry.schemaId(buffer, offset))
        {
            defectCount++;

            return false;
        }

        return switch (Entry.templateId(buffer, offset))
        {
            case SnapshotRequestDecoder.TEMPLATE_ID -> onRequest(buffer, offset, nowNs);
            case SnapshotResponseDecoder.TEMPLATE_ID -> onResponse(buffer, offset, length, nowNs);
            default -> false;
        };
    }

    private boolean onRequest(final DirectBuffer buffer, final int offset, final long nowNs)
    {
        request.wrapAndApplyHeader(buffer, offset, header);
        request.getSha256(digest, 0, Sha256.LENGTH);
        listener.onRequest(
            new SnapshotRequest(
                request.fromNodeId(),
                request.toNodeId(),
                request.marketId(),
                request.epoch(),
                request.fromTxid(),
                request.journalId(),
                request.session(),
                request.chunkOffset(),
                request.chunkLengthMax(),
                request.windowLength(),
                Digests.orNull(digest)),
            nowNs);

        return true;
    }

    private boolean onResponse(final DirectBuffer buffer, final int offset, final int length, final long nowNs)
    {
        if (!crc.matches(buffer, offset, length))
        {
            defectCount++;

            return false;
        }

        response.wrapAndApplyHeader(buffer, offset, header);
        response.getSha256(digest, 0, Sha256.LENGTH);
        listener.onResponse(
            new SnapshotResponse(
                response.code(),
                response.fromNodeId(),
                response.toNodeId(),
                response.marketId(),
                response.epoch(),
                response.position(),
                response.txid(),
                response.journalId(),
                response.session(),
                response.chunkOffset(),
                response.totalLength(),
                Digests.orNull(digest),
                response.headLength()),
            buffer,
            offset + BYTES_OFFSET,
            length - BYTES_OFFSET,
            nowNs);

        return true;
    }

    /**
     * @return how many messages were damaged.
     */
    public long defectCount()
    {
        return defectCount;
    }
}

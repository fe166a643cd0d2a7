package io.belay.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.belay.sbe.journal.BooleanType;
import io.belay.sbe.journal.MessageHeaderDecoder;
import io.belay.sbe.journal.MessageHeaderEncoder;
import io.belay.sbe.journal.SnapshotHeadDecoder;
import io.belay.sbe.journal.SnapshotHeadEncoder;
import io.belay.sbe.wal.Alone;
import io.belay.wire.Crc32c;
import io.belay.wire.Defect;
import io.belay.wire.MessageGuard;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes and reads the head of a snapshot: one SBE message, its checksum counted with the checksum field 0.
 */
final class SnapshotHeadCodec
{
    /** Longest head in bytes: it is in memory while it is made or read. */
    static final int LENGTH_MAX = 64 << 20;

    /** So many bytes say how long a head is but for its last part. */
    static final int FIXED_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH + SnapshotHeadDecoder.BLOCK_LENGTH +
        SnapshotHeadDecoder.ChainDecoder.HEADER_SIZE;

    private static final int FORMAT_VERSION = 1;
    private static final int CHAIN_COUNT_MAX = 65_534;
    private static final int CRC_OFFSET =
        MessageHeaderEncoder.ENCODED_LENGTH + SnapshotHeadEncoder.crc32cEncodingOffset();

    private SnapshotHeadCodec()
    {
    }

    /** Does not depend on what only becomes known with the last byte. */
    static int length(final SnapshotHead head)
    {
        final long length = (long)clientsOffset(head.chain().size()) + head.clients().length;
        if (length > LENGTH_MAX || head.chain().size() > CHAIN_COUNT_MAX)
        {
            throw new SnapshotException(SnapshotException.Reason.FAILED, "a snapshot's head of " + length +
                " bytes with " + head.chain().size() + " epochs is longer than " + LENGTH_MAX + " bytes or " +
                CHAIN_COUNT_MAX + " epochs");
        }

        return (int)length;
    }

    static ByteBuffer littleEndian(final int capacity)
    {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where what is remembered of the clients ends the head that begins with these {@link #FIXED_LENGTH} bytes. */
    static int clientsOffset(final ByteBuffer fixed)
    {
        return clientsOffset(fixed.getShort(FIXED_LENGTH - Short.BYTES) & 0xFFFF);
    }

    private static int clientsOffset(final int chainSize)
    {
        return FIXED_LENGTH + chainSize * SnapshotHeadDecoder.ChainDecoder.sbeBlockLength() +
            SnapshotHeadDecoder.clientsHeaderLength();
    }

    static ByteBuffer encode(final SnapshotHead head)
    {
        final ByteBuffer bytes = ByteBuffer.allocate(length(head));
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final SnapshotHead.Numbers numbers = head.numbers();
        final SnapshotHeadEncoder encoder = new SnapshotHeadEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .marketId(numbers.marketId())
            .txid(numbers.txid())
            .position(numbers.position())
            .epoch(numbers.epoch())
            .highestEpoch(numbers.highestEpoch())
            .committedTxid(numbers.committedTxid())
            .lastHlc(numbers.lastHlc())
            .ceiling(numbers.ceilingMs())
            .journalId(numbers.journalId())
            .storedMs(numbers.storedMs())
            .bytesLength(head.bytesLength())
            .formatVersion(FORMAT_VERSION)
            .crc32c(0)
            .putSha256(head.sha256().bytes(), 0, Sha256.LENGTH);
        encodeChain(encoder, head.chain());
        encoder.putClients(head.clients(), 0, head.clients().length);
        buffer.putInt(CRC_OFFSET, new Crc32c().compute(buffer, 0, bytes.capacity()), ByteOrder.LITTLE_ENDIAN);

        return bytes;
    }

    private static void encodeChain(final SnapshotHeadEncoder encoder, final EpochChain chain)
    {
        final SnapshotHeadEncoder.ChainEncoder group = encoder.chainCount(chain.size());
        for (int i = 0; i < chain.size(); i++)
        {
            group.next()
                .epoch(chain.epoch(i))
                .position(chain.position(i))
                .firstTxid(chain.firstTxid(i))
                .established(chain.isEstablished(i) ? BooleanType.T : BooleanType.F)
                .ownerJournalId(chain.ownerJournalId(i))
                .standbyJournalId(chain.standbyJournalId(i))
                .ownerNodeId(chain.ownerNodeId(i))
                .standbyNodeId(chain.standbyNodeId(i))
                .w((short)chain.w(i))
                .alone(io.belay.sbe.journal.Alone.get(chain.alone(i).value()));
        }
    }

    /** The head in these bytes, null when they are none that is whole. */
    static SnapshotHead decode(final byte[] bytes)
    {
        if (bytes.length < FIXED_LENGTH)
        {
            return null;
        }

        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final int crc = buffer.getInt(CRC_OFFSET, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(CRC_OFFSET, 0);
        final int computed = new Crc32c().compute(buffer, 0, bytes.length);
        buffer.putInt(CRC_OFFSET, crc, ByteOrder.LITTLE_ENDIAN);
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        if (computed != crc ||
            SnapshotHeadDecoder.TEMPLATE_ID != header.templateId() ||
            SnapshotHeadDecoder.SCHEMA_ID != header.schemaId() ||
            Defect.NONE != MessageGuard.check(buffer, 0, bytes.length))
        {
            return null;
        }

        final SnapshotHeadDecoder decoder = new SnapshotHeadDecoder().wrapAndApplyHeader(buffer, 0, header);

        return decoder.formatVersion() > FORMAT_VERSION || decoder.bytesLength() < 0 ? null : decode(decoder);
    }

    private static SnapshotHead decode(final SnapshotHeadDecoder decoder)
    {
        final SnapshotHead.Numbers numbers = new SnapshotHead.Numbers(
            decoder.marketId(), decoder.txid(), decoder.position(), decoder.epoch(), decoder.highestEpoch(),
            decoder.committedTxid(), decoder.lastHlc(), decoder.ceiling(), decoder.journalId(), decoder.storedMs());
        final long bytesLength = decoder.bytesLength();
        final byte[] sha256 = new byte[Sha256.LENGTH];
        decoder.getSha256(sha256, 0, Sha256.LENGTH);
        final EpochChain chain = decodeChain(decoder);
        final byte[] clients = new byte[decoder.clientsLength()];
        decoder.getClients(clients, 0, clients.length);

        return new SnapshotHead(numbers, chain, chain.size(), clients, bytesLength, Sha256.of(sha256));
    }

    private static EpochChain decodeChain(final SnapshotHeadDecoder decoder)
    {
        final EpochChain chain = new EpochChain();
        for (final SnapshotHeadDecoder.ChainDecoder epoch : decoder.chain())
        {
            chain.add(
                epoch.epoch(), epoch.position(), epoch.firstTxid(), epoch.ownerJournalId(), epoch.standbyJournalId());
            chain.keptBy(epoch.ownerNodeId(), epoch.standbyNodeId(), epoch.w(), Alone.get(epoch.alone().value()));
            if (BooleanType.T == epoch.established())
            {
                chain.establish(epoch.epoch());
            }
        }

        return chain;
    }
}

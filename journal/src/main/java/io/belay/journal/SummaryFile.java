package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import io.belay.sbe.journal.BooleanType;
import io.belay.sbe.journal.CycleSummaryDecoder;
import io.belay.sbe.journal.CycleSummaryEncoder;
import io.belay.sbe.journal.MessageHeaderDecoder;
import io.belay.sbe.journal.MessageHeaderEncoder;
import io.belay.sbe.wal.Alone;
import io.belay.wire.Crc32c;
import io.belay.wire.Defect;
import io.belay.wire.MessageGuard;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes and reads the file beside a sealed cycle: one SBE message, its checksum counted with the checksum field 0.
 */
public final class SummaryFile
{
    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final int GROUP_COUNT_MAX = 65_534;
    private static final int BYTES_MAX = 16 << 20;
    private static final int CRC_OFFSET =
        MessageHeaderEncoder.ENCODED_LENGTH + CycleSummaryEncoder.crc32cEncodingOffset();

    private SummaryFile()
    {
    }

    /**
     * Reads the summary of a cycle.
     *
     * @param cycleFile path of the cycle file.
     * @return its summary, or null when there is none that is whole: it can be made again from the cycle file.
     * @throws IOException when it cannot be read.
     */
    public static CycleSummary read(final Path cycleFile) throws IOException
    {
        final byte[] bytes;
        try
        {
            bytes = RegularFile.read(CycleName.summary(cycleFile), BYTES_MAX);
        }
        catch (final NoSuchFileException ex)
        {
            return null;
        }

        return bytes.length > BYTES_MAX ? null : decode(bytes);
    }

    private static CycleSummary decode(final byte[] bytes)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        if (bytes.length < MessageHeaderDecoder.ENCODED_LENGTH + CycleSummaryDecoder.BLOCK_LENGTH)
        {
            return null;
        }

        final int crc = buffer.getInt(CRC_OFFSET, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(CRC_OFFSET, 0);
        header.wrap(buffer, 0);

        // A checksum may be right over lengths that are not: what is decoded by them must be inside.
        if (new Crc32c().compute(buffer, 0, bytes.length) != crc ||
            Defect.NONE != MessageGuard.check(buffer, 0, bytes.length) ||
            CycleSummaryDecoder.TEMPLATE_ID != header.templateId() ||
            CycleSummaryDecoder.SCHEMA_ID != header.schemaId())
        {
            return null;
        }

        final boolean isWhole = Defect.NONE == MessageGuard.check(buffer, 0, bytes.length);

        return isWhole ? decode(new CycleSummaryDecoder().wrapAndApplyHeader(buffer, 0, header)) : null;
    }

    private static CycleSummary decode(final CycleSummaryDecoder decoder)
    {
        final long journalId = decoder.journalId();
        if (decoder.formatVersion() > CycleFile.FORMAT_VERSION)
        {
            return null;
        }

        final int cycle = (int)decoder.cycle();
        final long firstSequence = decoder.firstSequence();
        final long lastSequence = decoder.lastSequence();
        final long bytesLength = decoder.bytesLength();
        final long sealedMs = decoder.sealedMs();
        final byte[] sha256 = new byte[Sha256.LENGTH];
        decoder.getSha256(sha256, 0, Sha256.LENGTH);

        return new CycleSummary(
            journalId, cycle, firstSequence, lastSequence, bytesLength, sealedMs, Sha256.of(sha256),
            markets(decoder), epochs(decoder));
    }

    private static List<CycleSummary.Market> markets(final CycleSummaryDecoder decoder)
    {
        final List<CycleSummary.Market> markets = new ArrayList<>();
        for (final CycleSummaryDecoder.MarketsDecoder market : decoder.markets())
        {
            markets.add(new CycleSummary.Market(
                market.marketId(), market.firstPosition(), market.lastPosition(), market.firstTxid(),
                market.lastTxid(), market.lastEpoch(), market.highestEpoch(), market.committedTxid(), market.lastHlc(),
                market.entries(), market.ceiling()));
        }

        return List.copyOf(markets);
    }

    private static List<CycleSummary.LiveEpoch> epochs(final CycleSummaryDecoder decoder)
    {
        final List<CycleSummary.LiveEpoch> epochs = new ArrayList<>();
        for (final CycleSummaryDecoder.ChainsDecoder epoch : decoder.chains())
        {
            epochs.add(new CycleSummary.LiveEpoch(
                epoch.marketId(), epoch.epoch(), epoch.position(), epoch.firstTxid(),
                BooleanType.T == epoch.established(), epoch.ownerJournalId(), epoch.standbyJournalId(),
                epoch.ownerNodeId(), epoch.standbyNodeId(), epoch.w(), Alone.get(epoch.alone().value())));
        }

        return List.copyOf(epochs);
    }

    /** Whether a summary can hold this many; a cycle without one is scanned when the journal is opened. */
    static boolean canHold(final CycleSummary summary)
    {
        return summary.markets().size() <= GROUP_COUNT_MAX && summary.epochs().size() <= GROUP_COUNT_MAX;
    }

    static void write(final Path cycleFile, final CycleSummary summary, final Disk disk) throws IOException
    {
        final Path path = CycleName.summary(cycleFile);
        final Path temporary = path.resolveSibling(path.getFileName() + TEMPORARY_SUFFIX);
        final ByteBuffer bytes = encode(summary);
        try (FileChannel channel = FileChannel.open(
            temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING))
        {
            disk.write(temporary, channel, bytes, 0);
            disk.forceFile(temporary, channel);
        }

        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        disk.forceDirectory(path.getParent());
    }

    private static ByteBuffer encode(final CycleSummary summary)
    {
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + CycleSummaryEncoder.BLOCK_LENGTH +
            CycleSummaryEncoder.MarketsEncoder.HEADER_SIZE +
            summary.markets().size() * CycleSummaryEncoder.MarketsEncoder.sbeBlockLength() +
            CycleSummaryEncoder.ChainsEncoder.HEADER_SIZE +
            summary.epochs().size() * CycleSummaryEncoder.ChainsEncoder.sbeBlockLength();
        final ByteBuffer bytes = ByteBuffer.allocate(length);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final CycleSummaryEncoder encoder = new CycleSummaryEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .journalId(summary.journalId())
            .formatVersion(CycleFile.FORMAT_VERSION)
            .cycle(summary.cycle())
            .firstSequence(summary.firstSequence())
            .lastSequence(summary.lastSequence())
            .bytesLength(summary.bytesLength())
            .sealedMs(summary.sealedMs())
            .putSha256(summary.sha256().bytes(), 0, Sha256.LENGTH)
            .crc32c(0);
        encodeMarkets(encoder, summary.markets());
        encodeEpochs(encoder, summary.epochs());
        buffer.putInt(CRC_OFFSET, new Crc32c().compute(buffer, 0, length), ByteOrder.LITTLE_ENDIAN);

        return bytes;
    }

    private static void encodeMarkets(final CycleSummaryEncoder encoder, final List<CycleSummary.Market> markets)
    {
        final CycleSummaryEncoder.MarketsEncoder group = encoder.marketsCount(markets.size());
        for (final CycleSummary.Market market : markets)
        {
            group.next()
                .marketId(market.marketId())
                .firstPosition(market.firstPosition())
                .lastPosition(market.lastPosition())
                .firstTxid(market.firstTxid())
                .lastTxid(market.lastTxid())
                .lastEpoch(market.lastEpoch())
                .highestEpoch(market.highestEpoch())
                .committedTxid(market.committedTxid())
                .lastHlc(market.lastHlc())
                .entries(market.entries())
                .ceiling(market.ceilingMs());
        }
    }

    private static void encodeEpochs(final CycleSummaryEncoder encoder, final List<CycleSummary.LiveEpoch> epochs)
    {
        final CycleSummaryEncoder.ChainsEncoder group = encoder.chainsCount(epochs.size());
        for (final CycleSummary.LiveEpoch epoch : epochs)
        {
            group.next()
                .marketId(epoch.marketId())
                .epoch(epoch.epoch())
                .position(epoch.position())
                .firstTxid(epoch.firstTxid())
                .established(epoch.established() ? BooleanType.T : BooleanType.F)
                .ownerJournalId(epoch.ownerJournalId())
                .standbyJournalId(epoch.standbyJournalId())
                .ownerNodeId(epoch.ownerNodeId())
                .standbyNodeId(epoch.standbyNodeId())
                .w((short)epoch.w())
                .alone(io.belay.sbe.journal.Alone.get(epoch.alone().value()));
        }
    }
}

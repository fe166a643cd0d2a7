package io.belay.journal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import io.belay.sbe.journal.BooleanType;
import io.belay.sbe.journal.ClientWindowsDecoder;
import io.belay.sbe.journal.ClientWindowsEncoder;
import io.belay.sbe.journal.MarketClientsDecoder;
import io.belay.sbe.journal.MarketClientsEncoder;
import io.belay.sbe.journal.MessageHeaderDecoder;
import io.belay.sbe.journal.MessageHeaderEncoder;
import io.belay.wire.Crc32c;
import io.belay.wire.Defect;
import io.belay.wire.MessageGuard;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What all markets of a journal remember of their clients at the end of a sealed cycle, in a file beside it: a message
 * that says of which cycle, then one for each market. Only the newest is kept, since it holds all that counts.
 */
public final class ClientsFile
{
    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final int WRITE_BYTES = 1 << 20;
    private static final int CLIENTS_BYTES_MAX = 16 << 20;
    private static final int HEAD_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + ClientWindowsEncoder.BLOCK_LENGTH;
    private static final int MARKET_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + MarketClientsEncoder.BLOCK_LENGTH +
        MarketClientsEncoder.clientsHeaderLength();
    private static final int HEAD_CRC_OFFSET =
        MessageHeaderEncoder.ENCODED_LENGTH + ClientWindowsEncoder.crc32cEncodingOffset();
    private static final int MARKET_CRC_OFFSET =
        MessageHeaderEncoder.ENCODED_LENGTH + MarketClientsEncoder.crc32cEncodingOffset();

    private final Crc32c crc = new Crc32c();
    private final ClientWindowsCodec codec = new ClientWindowsCodec();

    /**
     * @param cycleFile path of a cycle file.
     * @return whether something lies where the windows at the end of that cycle would.
     */
    public static boolean isThere(final Path cycleFile)
    {
        return Files.exists(CycleName.clients(cycleFile));
    }

    /**
     * Reads what lies beside a cycle file.
     *
     * @param cycleFile path of the cycle file.
     * @param summary   of that cycle.
     * @return the windows by market, those without anything to remember left out; null when there is no such file, or
     *     none that is whole and of this cycle.
     * @throws IOException when it cannot be read.
     */
    public static Long2ObjectHashMap<ClientWindows> read(final Path cycleFile, final CycleSummary summary)
        throws IOException
    {
        final Path path = CycleName.clients(cycleFile);
        try
        {
            RegularFile.require(path);
        }
        catch (final NoSuchFileException ex)
        {
            return null;
        }

        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), WRITE_BYTES))
        {
            return new ClientsFile().read(in, summary);
        }
    }

    private Long2ObjectHashMap<ClientWindows> read(final InputStream in, final CycleSummary summary) throws IOException
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(in.readNBytes(HEAD_LENGTH));
        if (!isWhole(buffer, HEAD_LENGTH, ClientWindowsDecoder.TEMPLATE_ID, HEAD_CRC_OFFSET))
        {
            return null;
        }

        final ClientWindowsDecoder head =
            new ClientWindowsDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        if (head.journalId() != summary.journalId() || head.formatVersion() > CycleFile.FORMAT_VERSION ||
            (int)head.cycle() != summary.cycle() || head.lastSequence() != summary.lastSequence())
        {
            return null;
        }

        final long count = head.markets();
        final Long2ObjectHashMap<ClientWindows> windows = new Long2ObjectHashMap<>();
        for (long i = 0; i < count; i++)
        {
            if (!readMarket(in, windows))
            {
                return null;
            }
        }

        return in.read() < 0 && windows.size() == count ? windows : null;
    }

    private boolean readMarket(final InputStream in, final Long2ObjectHashMap<ClientWindows> windows)
        throws IOException
    {
        final byte[] fixed = in.readNBytes(MARKET_LENGTH);
        final int length = MARKET_LENGTH == fixed.length ? new UnsafeBuffer(fixed).getInt(
            MARKET_LENGTH - MarketClientsDecoder.clientsHeaderLength(), ByteOrder.LITTLE_ENDIAN) : -1;
        if (length < 0 || length > CLIENTS_BYTES_MAX)
        {
            return false;
        }

        final byte[] bytes = new byte[MARKET_LENGTH + length];
        System.arraycopy(fixed, 0, bytes, 0, MARKET_LENGTH);
        final int got = in.readNBytes(bytes, MARKET_LENGTH, length);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        if (got != length || !isWhole(buffer, bytes.length, MarketClientsDecoder.TEMPLATE_ID, MARKET_CRC_OFFSET))
        {
            return false;
        }

        final MarketClientsDecoder market =
            new MarketClientsDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        final ClientWindows found =
            BooleanType.T == market.forgetful() ? ClientWindows.forgetful() : new ClientWindows();
        found.forgotten(market.forgottenIncarnation());

        return codec.decode(found, buffer, MARKET_LENGTH, length) && null == windows.put(market.marketId(), found);
    }

    private boolean isWhole(
        final UnsafeBuffer buffer, final int length, final int templateId, final int crcOffset)
    {
        if (buffer.capacity() != length)
        {
            return false;
        }

        final int said = buffer.getInt(crcOffset, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(crcOffset, 0);
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);

        return crc.compute(buffer, 0, length) == said && templateId == header.templateId() &&
            ClientWindowsDecoder.SCHEMA_ID == header.schemaId() &&
            Defect.NONE == MessageGuard.check(buffer, 0, length);
    }

    /** Returns when the file is on the disk, whole and under its name. */
    static void write(final Path cycleFile, final CycleSummary summary, final Markets markets, final Disk disk)
        throws IOException
    {
        final Path path = CycleName.clients(cycleFile);
        final Path temporary = path.resolveSibling(path.getFileName() + TEMPORARY_SUFFIX);
        try (FileChannel channel = FileChannel.open(
            temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING))
        {
            new ClientsFile().write(temporary, channel, summary, markets, disk);
            disk.forceFile(temporary, channel);
        }

        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        disk.forceDirectory(path.getParent());
    }

    private void write(
        final Path temporary,
        final FileChannel channel,
        final CycleSummary summary,
        final Markets markets,
        final Disk disk) throws IOException
    {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(WRITE_BYTES);
        final long count = markets.all().stream().filter(market -> !market.clients().isBlank()).count();
        int length = encodeHead(buffer, summary, count);
        long offset = 0;
        for (final MarketHistory market : markets.all())
        {
            if (!market.clients().isBlank())
            {
                length += encodeMarket(buffer, length, market);
                BackgroundThread.giveWay();
            }

            if (length >= WRITE_BYTES)
            {
                disk.write(temporary, channel, ByteBuffer.wrap(buffer.byteArray(), 0, length), offset);
                offset += length;
                length = 0;
            }
        }

        if (length > 0)
        {
            disk.write(temporary, channel, ByteBuffer.wrap(buffer.byteArray(), 0, length), offset);
        }
    }

    private int encodeHead(final MutableDirectBuffer buffer, final CycleSummary summary, final long markets)
    {
        new ClientWindowsEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .journalId(summary.journalId())
            .formatVersion(CycleFile.FORMAT_VERSION)
            .cycle(summary.cycle())
            .lastSequence(summary.lastSequence())
            .markets(markets)
            .crc32c(0);
        buffer.putInt(HEAD_CRC_OFFSET, crc.compute(buffer, 0, HEAD_LENGTH), ByteOrder.LITTLE_ENDIAN);

        return HEAD_LENGTH;
    }

    private int encodeMarket(final MutableDirectBuffer buffer, final int offset, final MarketHistory market)
    {
        final ClientWindows windows = market.clients();
        new MarketClientsEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder())
            .marketId(market.marketId())
            .forgottenIncarnation(windows.forgottenIncarnation())
            .crc32c(0)
            .forgetful(windows.isForgetful() ? BooleanType.T : BooleanType.F);
        final int bytes = codec.encode(windows, buffer, offset + MARKET_LENGTH);
        buffer.putInt(
            offset + MARKET_LENGTH - MarketClientsEncoder.clientsHeaderLength(), bytes, ByteOrder.LITTLE_ENDIAN);
        final int length = MARKET_LENGTH + bytes;
        buffer.putInt(offset + MARKET_CRC_OFFSET, crc.compute(buffer, offset, length), ByteOrder.LITTLE_ENDIAN);

        return length;
    }
}

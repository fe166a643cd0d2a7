package io.belay.bench.demo;

import java.io.IOException;
import java.nio.file.Path;

import io.belay.bench.flow.OrderEvent;
import io.belay.journal.ChronicleJournal;
import io.belay.journal.JournalConfig;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.SupersededEncoder;
import io.belay.sbe.wal.WalFrameEncoder;
import io.belay.wire.Crc32c;
import io.belay.wire.MarketId;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A real journal of one market, to which a test appends what a node might, and might not.
 */
public final class AuditedJournal implements AutoCloseable
{
    public static final String MARKET = "DEMO-01";
    static final long CLIENT_ID = 77;

    private static final int CYCLE_BYTES = 1 << 20;
    private static final long EPOCH = 1 << 16 | 1;
    private static final long NOW_MS = 1_795_253_400_000L;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Crc32c crc = new Crc32c();
    private final ChronicleJournal journal;

    public AuditedJournal(final Path directory) throws IOException
    {
        journal = ChronicleJournal.open(
            JournalConfig.of(directory)
                .withEntryBytesMax(64 << 10)
                .withCycleBytes(CYCLE_BYTES)
                .withReserveBytes(0),
            () -> NOW_MS);
    }

    /** The event with a number, as a test and the journal know it. */
    public static UnsafeBuffer event(final long number)
    {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[OrderEvent.LENGTH]);
        new OrderEvent().wrap(bytes, 0)
            .set(1_000 * number, OrderEvent.NEW, 1 + number, 10, 100 + number, OrderEvent.BUY)
            .number(number);

        return bytes;
    }

    public AuditedJournal frame(final long position, final long txid, final UnsafeBuffer bytes)
    {
        final WalFrameEncoder frame = new WalFrameEncoder();
        frame.wrapAndApplyHeader(buffer, 0, header)
            .marketId(MarketId.of(MARKET))
            .epoch(EPOCH)
            .position(position)
            .txid(txid)
            .committedTxid(0)
            .hlc(NOW_MS << 16)
            .clientId(CLIENT_ID)
            .clientSequence(txid)
            .crc32c(0)
            .putBytes(bytes, 0, bytes.capacity());

        return append(frame.encodedLength());
    }

    public AuditedJournal supersede(
        final long firstPosition, final long lastPosition, final long firstTxid, final long lastTxid)
    {
        new SupersededEncoder().wrapAndApplyHeader(buffer, 0, header)
            .marketId(MarketId.of(MARKET))
            .epoch(EPOCH)
            .position(firstPosition)
            .txid(firstTxid)
            .committedTxid(0)
            .hlc(NOW_MS << 16)
            .lastPosition(lastPosition)
            .lastTxid(lastTxid)
            .crc32c(0);

        return append(SupersededEncoder.BLOCK_LENGTH);
    }

    private AuditedJournal append(final int bodyLength)
    {
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        crc.seal(buffer, 0, length);
        journal.append(buffer, 0, length);

        return this;
    }

    @Override
    public void close()
    {
        journal.sync();
        journal.close();
    }
}

package io.belay.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.belay.bench.flow.OrderEvent;
import io.belay.crash.Violations.Kind;
import io.belay.journal.ChronicleJournal;
import io.belay.journal.JournalConfig;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.SupersededEncoder;
import io.belay.sbe.wal.WalFrameEncoder;
import io.belay.wire.Crc32c;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the checks see of a real journal.
 */
class JournalFramesTest
{
    private static final long MARKET = 42;
    private static final long EPOCH = 1 << 16 | 1;
    private static final long NOW_MS = 1_795_253_400_000L;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Crc32c crc = new Crc32c();
    private final List<Append> appends = new ArrayList<>();
    @TempDir
    private Path directory;

    private ChronicleJournal open()
    {
        return ChronicleJournal.open(
            JournalConfig.of(directory).withEntryBytesMax(64 << 10).withCycleBytes(1 << 20).withReserveBytes(0),
            () -> NOW_MS);
    }

    private static UnsafeBuffer event(final long number)
    {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[OrderEvent.LENGTH]);
        new OrderEvent().wrap(bytes, 0).set(number, OrderEvent.NEW, number, 10, 100, OrderEvent.BUY).number(number);

        return bytes;
    }

    private void append(final ChronicleJournal journal, final long txid, final long number)
    {
        final UnsafeBuffer bytes = event(number);
        final WalFrameEncoder frame = new WalFrameEncoder();
        frame.wrapAndApplyHeader(buffer, 0, header)
            .marketId(MARKET).epoch(EPOCH).position(txid).txid(txid).committedTxid(0).hlc((NOW_MS << 16) + number)
            .clientId(1).clientSequence(number).crc32c(0)
            .putBytes(bytes, 0, bytes.capacity());
        seal(journal, frame.encodedLength());
        appends.add(new Append(1, number, MARKET, number, crc.compute(bytes, 0, bytes.capacity()), Fate.DURABLE, txid,
            EPOCH, (NOW_MS << 16) + number, number * 10, number * 10 + 5, 2, false, 1));
    }

    private void supersede(final ChronicleJournal journal, final long first, final long last)
    {
        new SupersededEncoder().wrapAndApplyHeader(buffer, 0, header)
            .marketId(MARKET).epoch(EPOCH).position(first).txid(first).committedTxid(0).hlc(NOW_MS << 16)
            .lastPosition(last).lastTxid(last).crc32c(0);
        seal(journal, SupersededEncoder.BLOCK_LENGTH);
    }

    private void seal(final ChronicleJournal journal, final int bodyLength)
    {
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        crc.seal(buffer, 0, length);
        journal.append(buffer, 0, length);
    }

    @Test
    void shouldFlagWhatWasAcknowledgedAndThenTakenBack() throws IOException
    {
        try (ChronicleJournal journal = open())
        {
            append(journal, 1, 1);
            append(journal, 2, 2);
            append(journal, 3, 3);
            supersede(journal, 2, 3);
            append(journal, 2, 4);
            journal.sync();

            final Violations found =
                new HistoryCheck(appends).holds("alpha", JournalFrames.read(directory).markets(), List.of()).violations();
            assertEquals(2, found.count(Kind.LOST), found::toString);
        }
    }

    @Test
    void shouldSeeEveryFrameOfAJournalThatIsBeingWritten() throws IOException
    {
        try (ChronicleJournal journal = open())
        {
            for (int txid = 1; txid <= 2000; txid++)
            {
                append(journal, txid, txid);
            }

            journal.sync();

            final Map<Long, List<Frame>> frames = JournalFrames.read(directory).markets();
            assertEquals(2000, frames.get(MARKET).size());
            final Violations found = new HistoryCheck(appends)
                .holds("alpha", frames, List.of()).isSound("alpha", frames).isConsistent().violations();
            assertTrue(found.isEmpty(), found::toString);
        }
    }
}

package io.belay.replication.snapshot;

import java.nio.ByteBuffer;
import java.util.Random;

import io.belay.journal.MarketHistory;
import io.belay.journal.Sha256;
import io.belay.journal.SnapshotHead;
import io.belay.journal.SnapshotReader;
import io.belay.journal.SnapshotStore;
import io.belay.journal.SnapshotWriter;
import io.belay.journal.StoredSnapshot;
import io.belay.sbe.wal.Alone;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.WalFrameEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Snapshots to send: made of a market's history and of bytes at random.
 */
final class TestSnapshots
{
    static final long MARKET_ID = 0x7123_4567_89AB_CDEFL;
    static final long EPOCH = 5L << 16 | 1;

    private TestSnapshots()
    {
    }

    static SnapshotHead head(final long txid)
    {
        final MarketHistory history = new MarketHistory(MARKET_ID);
        history.restore(txid + 20, txid + 10, EPOCH, EPOCH, 900, txid, 800);
        history.chain().add(EPOCH, 1, 1, 71, 72);
        history.chain().keptBy(1, 2, 2, Alone.STANDBY);
        history.chain().establish(EPOCH);
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[100]);
        new WalFrameEncoder().wrapAndApplyHeader(frame, 0, new MessageHeaderEncoder())
            .marketId(MARKET_ID).epoch(EPOCH).position(txid + 2).txid(txid).committedTxid(txid).hlc(700)
            .clientId(1).clientSequence(txid).crc32c(0).putBytes(new byte[0], 0, 0);

        return SnapshotHead.asOf(history, frame, 0, 71, 1_700_000_000_000L, new byte[777]);
    }

    static byte[] random(final long seed, final int length)
    {
        final byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);

        return bytes;
    }

    static StoredSnapshot store(final SnapshotStore store, final long txid, final byte[] bytes)
    {
        try (SnapshotWriter writer = store.begin(head(txid), bytes.length))
        {
            writer.write(new UnsafeBuffer(bytes), 0, bytes.length);

            return writer.commit(Sha256.digest(ByteBuffer.wrap(bytes)));
        }
    }

    /** The application's bytes. */
    static byte[] bytes(final SnapshotStore store, final StoredSnapshot snapshot)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[(int)snapshot.bytesLength()]);
        try (SnapshotReader reader = store.open(snapshot))
        {
            reader.read(snapshot.headLength(), buffer, 0, buffer.capacity());
        }

        return buffer.byteArray();
    }
}

package io.belay.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.belay.sbe.wal.Alone;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A store of snapshots on a disk that can refuse and be cut, and what to put into it.
 */
final class SnapshotRig
{
    static final long MARKET_ID = 0x0123_4567_89AB_CDEFL;
    static final int KEPT_COUNT = 2;

    final Path directory;
    final StableDisk disk = new StableDisk();
    final List<Throwable> errors = new ArrayList<>();
    FileSnapshotStore store;

    SnapshotRig(final Path directory)
    {
        this.directory = directory;
        open();
    }

    void open()
    {
        store = FileSnapshotStore.open(new SnapshotConfig(directory, KEPT_COUNT, 1 << 20), disk, errors::add);
    }

    Path folder()
    {
        return directory.resolve("0123456789abcdef");
    }

    StoredSnapshot store(final long txid, final byte[] bytes)
    {
        try (SnapshotWriter writer = store.begin(head(txid), bytes.length))
        {
            writer.write(new UnsafeBuffer(bytes), 0, bytes.length);

            return writer.commit(digest(bytes));
        }
    }

    /** A snapshot file as another node would send it. */
    byte[] whole(final StoredSnapshot snapshot)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[(int)snapshot.totalLength()]);
        try (SnapshotReader reader = store.open(snapshot))
        {
            reader.read(0, buffer, 0, buffer.capacity());
        }

        return buffer.byteArray();
    }

    byte[] bytes(final StoredSnapshot snapshot)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect((int)snapshot.bytesLength() + 5));
        final byte[] bytes = new byte[(int)snapshot.bytesLength()];
        try (SnapshotReader reader = store.open(snapshot))
        {
            reader.read(snapshot.headLength(), buffer, 5, bytes.length);
        }

        buffer.getBytes(5, bytes);

        return bytes;
    }

    static SnapshotHead head(final long txid)
    {
        final EpochChain chain = new EpochChain();
        chain.add(1L << 16 | 1, 1, 1, 71, 72);
        chain.keptBy(1, 2, 2, Alone.STANDBY);
        chain.establish(1L << 16 | 1);
        chain.add(2L << 16 | 2, 40, 35, 72, 71);
        chain.keptBy(2, 1, 2, Alone.OWNER);
        final SnapshotHead.Numbers numbers = new SnapshotHead.Numbers(
            MARKET_ID, txid, txid + 7, 2L << 16 | 2, 3L << 16 | 1, txid, 990_000 + txid, 880_000, 71, 1_700_000_000_000L);

        return new SnapshotHead(
            numbers, chain, chain.size(), "what clients did".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            SnapshotHead.LENGTH_UNKNOWN, null);
    }

    static byte[] random(final long seed, final int length)
    {
        final byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);

        return bytes;
    }

    static Sha256 digest(final byte[] bytes)
    {
        return Sha256.digest(ByteBuffer.wrap(bytes));
    }
}

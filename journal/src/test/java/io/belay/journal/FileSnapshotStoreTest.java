package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.function.Executable;

class FileSnapshotStoreTest
{
    private static final long MARKET_ID = SnapshotRig.MARKET_ID;

    @TempDir
    private Path directory;
    private SnapshotRig rig;

    @BeforeEach
    void open()
    {
        rig = new SnapshotRig(directory.resolve("snapshots"));
    }

    private List<String> names() throws IOException
    {
        try (Stream<Path> paths = Files.list(rig.folder()))
        {
            return paths.map((path) -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertRefused(final SnapshotException.Reason reason, final String words, final Executable action)
    {
        final SnapshotException refusal = assertThrows(SnapshotException.class, action);

        assertEquals(reason, refusal.reason(), refusal::getMessage);
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }

    @Test
    void shouldRefuseAndKeepNothingWhenTheRoomIsTheJournals() throws IOException
    {
        rig.disk.usableBytes((1 << 20) + 1000);

        assertRefused(SnapshotException.Reason.FULL, "Make room", () -> rig.store(5, new byte[5000]));
        assertEquals(List.of(), names());
        assertEquals(List.of(), rig.store.list(MARKET_ID));

        rig.disk.usableBytes(Long.MAX_VALUE);
        assertEquals(5, rig.store(5, new byte[5000]).txid());
    }

    @Test
    void shouldRefuseAndKeepNothingWhenTheDiskFillsUpHalfWay() throws IOException
    {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[1 << 20]);
        try (SnapshotWriter writer = rig.store.begin(SnapshotRig.head(5), SnapshotHead.LENGTH_UNKNOWN))
        {
            rig.disk.usableBytes(1 << 19);
            assertRefused(SnapshotException.Reason.FULL, "kept for the journal", () ->
            {
                for (int i = 0; i < 10; i++)
                {
                    writer.write(bytes, 0, bytes.capacity());
                }
            });
        }

        assertEquals(List.of(), names());
    }

    @Test
    void shouldRefuseWhenTheDigestOrTheLengthIsAnotherOne() throws IOException
    {
        final UnsafeBuffer bytes = new UnsafeBuffer(SnapshotRig.random(1, 1000));
        try (SnapshotWriter writer = rig.store.begin(SnapshotRig.head(5), 1000))
        {
            writer.write(bytes, 0, 999);
            assertRefused(SnapshotException.Reason.OUT_OF_ORDER, "too many", () -> writer.write(bytes, 0, 2));
            assertRefused(SnapshotException.Reason.DAMAGED, "999 bytes", () -> writer.commit(null));
        }
        try (SnapshotWriter writer = rig.store.begin(SnapshotRig.head(5), 1000))
        {
            writer.write(bytes, 0, 1000);
            assertRefused(SnapshotException.Reason.DAMAGED, "Hand it over again",
                () -> writer.commit(SnapshotRig.digest(new byte[1000])));
        }

        assertEquals(List.of(), names());
        assertEquals(List.of(), rig.store.list(MARKET_ID));
    }

    @Test
    void shouldStoreNothingWhenAForceFails() throws IOException
    {
        rig.store(3, SnapshotRig.random(1, 100));
        for (int refused = 1; refused <= 2; refused++)
        {
            final int[] left = {refused};
            rig.disk.beforeForce(() -> rig.disk.refuseForce(0 == --left[0]));
            assertRefused(SnapshotException.Reason.FAILED, "on command", () -> rig.store(5, SnapshotRig.random(2, 100)));
            rig.disk.beforeForce(() -> { });
            rig.disk.refuseForce(false);

            assertEquals(1, names().size(), "force " + refused + " failed");
            assertEquals(3, rig.store.newest(MARKET_ID, 0).txid());
        }

        assertEquals(5, rig.store(5, SnapshotRig.random(2, 100)).txid());
    }

    @Test
    void shouldShowNothingBeforeItIsCommitted()
    {
        try (SnapshotWriter writer = rig.store.begin(SnapshotRig.head(5), SnapshotHead.LENGTH_UNKNOWN))
        {
            writer.write(new UnsafeBuffer(new byte[100]), 0, 100);
            assertEquals(100, writer.length());
            assertEquals(List.of(), rig.store.list(MARKET_ID));
            writer.commit(null);
            assertEquals(1, rig.store.list(MARKET_ID).size());
            assertThrows(IllegalStateException.class, () -> writer.commit(null));
        }

        assertEquals(1, rig.store.list(MARKET_ID).size());
    }

    @Test
    void shouldReadBackWhatWasStoredAlsoInTheNextLife()
    {
        final byte[] bytes = SnapshotRig.random(42, 300_000);
        final StoredSnapshot stored = rig.store(1042, bytes);
        assertEquals(SnapshotRig.digest(bytes), stored.sha256());
        assertArrayEquals(bytes, rig.bytes(stored));

        rig.open();
        assertEquals(List.of(stored), rig.store.list(MARKET_ID));
        assertArrayEquals(bytes, rig.bytes(stored));
        final SnapshotHead head = rig.store.head(stored);
        assertEquals(SnapshotRig.head(1042).numbers(), head.numbers());
        assertEquals(bytes.length, head.bytesLength());
        assertArrayEquals(SnapshotRig.head(1042).clients(), head.clients());
        assertEquals(List.of(), rig.errors);
    }

    @Test
    void shouldStoreASnapshotWithoutBytes()
    {
        final StoredSnapshot stored = rig.store(7, new byte[0]);

        rig.open();
        assertEquals(List.of(stored), rig.store.list(MARKET_ID));
        assertEquals(0, stored.bytesLength());
    }

    @Test
    void shouldFindTheNewestAtOrAfterATxid()
    {
        assertNull(rig.store.newest(MARKET_ID, 0));
        rig.store(10, new byte[1]);
        final StoredSnapshot newest = rig.store(20, new byte[2]);

        assertEquals(newest, rig.store.newest(MARKET_ID, 0));
        assertEquals(newest, rig.store.newest(MARKET_ID, 20));
        assertNull(rig.store.newest(MARKET_ID, 21));
        assertNull(rig.store.newest(MARKET_ID + 1, 0));
    }

    @Test
    void shouldTakeTheLaterOfTwoAsOfOneTxid()
    {
        rig.store(10, new byte[1]);
        final StoredSnapshot later = rig.store(10, new byte[2]);

        assertEquals(later, rig.store.newest(MARKET_ID, 0));
        rig.open();
        assertEquals(later, rig.store.newest(MARKET_ID, 0));
        assertTrue(rig.store(10, new byte[3]).generation() > later.generation());
    }

    @Test
    void shouldKeepTheNewestAndDeleteTheOthersOnlyWhenNobodyReadsThem() throws IOException
    {
        final byte[] bytes = SnapshotRig.random(1, 5000);
        final StoredSnapshot first = rig.store(1, bytes);
        final SnapshotReader reader = rig.store.open(first);
        final SnapshotReader other = rig.store.open(first);
        for (int txid = 2; txid <= 5; txid++)
        {
            rig.store(txid, new byte[10]);
        }

        assertEquals(List.of(5L, 4L), rig.store.list(MARKET_ID).stream().map(StoredSnapshot::txid).toList());
        assertEquals(3, names().size(), names()::toString);
        final UnsafeBuffer target = new UnsafeBuffer(new byte[5000]);
        other.read(first.headLength(), target, 0, 5000);
        assertArrayEquals(bytes, target.byteArray());
        other.close();
        other.close();
        assertEquals(3, names().size(), "one of two readers is closed");
        reader.close();

        assertEquals(List.of("0000000000000000004-000004.snapshot", "0000000000000000005-000005.snapshot"), names());
        assertRefused(SnapshotException.Reason.GONE, "not stored here any more", () -> rig.store.open(first));
    }

    @Test
    void shouldDeleteTheOldOneOnlyWhenTheNewOneIsOnTheDisk() throws IOException
    {
        rig.store(1, new byte[10]);
        rig.store(2, new byte[10]);
        rig.disk.beforeForce(() -> assertTrue(Files.exists(rig.folder().resolve("0000000000000000001-000001.snapshot"))));
        rig.store(3, new byte[10]);

        assertFalse(Files.exists(rig.folder().resolve("0000000000000000001-000001.snapshot")));
    }

    @Test
    void shouldPassOverADamagedFileWithWords() throws IOException
    {
        final StoredSnapshot good = rig.store(10, SnapshotRig.random(1, 5000));
        final StoredSnapshot bad = rig.store(20, SnapshotRig.random(2, 5000));
        final Path file = rig.folder().resolve("0000000000000000020-000002.snapshot");
        final byte[] whole = Files.readAllBytes(file);

        for (int i = 0; i < bad.headLength(); i += 7)
        {
            damage(file, i, whole[i] ^ 0x10);
            rig.errors.clear();
            rig.open();
            assertEquals(List.of(good), rig.store.list(MARKET_ID), "damaged at " + i);
            assertTrue(rig.errors.get(0).getMessage().contains("0000000000000000020"), rig.errors::toString);
            damage(file, i, whole[i]);
        }

        for (final int length : new int[]{0, 1, 100, bad.headLength(), whole.length - 1})
        {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            rig.open();
            assertEquals(List.of(good), rig.store.list(MARKET_ID), "cut to " + length);
        }

        Files.write(file, whole);
        rig.open();
        assertEquals(List.of(bad, good), rig.store.list(MARKET_ID));
    }

    private static void damage(final Path file, final long at, final int value) throws IOException
    {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw"))
        {
            access.seek(at);
            access.write(value);
        }
    }

    @Test
    void shouldSayWhenAFileWasCutUnderItsReader() throws IOException
    {
        final StoredSnapshot stored = rig.store(10, SnapshotRig.random(1, 5000));
        final Path file = rig.folder().resolve(names().get(0));
        try (SnapshotReader reader = rig.store.open(stored))
        {
            Files.write(file, new byte[100]);
            assertRefused(SnapshotException.Reason.DAMAGED, "ends at 100",
                () -> reader.read(0, new UnsafeBuffer(new byte[200]), 0, 200));
        }

        Files.delete(file);
        assertRefused(SnapshotException.Reason.GONE, "somebody has moved it", () -> rig.store.open(stored));
    }

    @Test
    void shouldDeleteWhatAnEarlierLifeHasBegun() throws IOException
    {
        final StoredSnapshot stored = rig.store(10, new byte[10]);
        final SnapshotWriter writer = rig.store.begin(SnapshotRig.head(20), 1000);
        writer.write(new UnsafeBuffer(new byte[500]), 0, 500);
        assertEquals(2, names().size());

        rig.open();
        assertEquals(1, names().size());
        assertEquals(List.of(stored), rig.store.list(MARKET_ID));
    }
}

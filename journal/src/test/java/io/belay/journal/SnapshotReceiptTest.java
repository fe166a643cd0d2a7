package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotReceiptTest
{
    private static final long MARKET_ID = SnapshotRig.MARKET_ID;
    private static final byte[] BYTES = SnapshotRig.random(77, 200_000);

    @TempDir
    private Path directory;
    private SnapshotRig rig;
    private StoredSnapshot source;
    private byte[] whole;

    @BeforeEach
    void open()
    {
        final SnapshotRig other = new SnapshotRig(directory.resolve("other"));
        source = other.store(1042, BYTES);
        whole = other.whole(source);
        rig = new SnapshotRig(directory.resolve("snapshots"));
    }

    private SnapshotReceipt receive()
    {
        return rig.store.receive(MARKET_ID, source.headSha256(), source.headLength(), source.totalLength());
    }

    private void append(final SnapshotReceipt receipt, final int to, final int step)
    {
        while (receipt.length() < to)
        {
            final int at = (int)receipt.length();
            receipt.append(new UnsafeBuffer(whole), at, Math.min(step, to - at));
        }
    }

    private static void assertRefused(final SnapshotException.Reason reason, final Runnable action)
    {
        final SnapshotException refusal = assertThrows(SnapshotException.class, action::run);

        assertEquals(reason, refusal.reason(), refusal::getMessage);
    }

    @Test
    void shouldRefuseLengthsThatNoSnapshotHas()
    {
        assertRefused(SnapshotException.Reason.DAMAGED, () -> rig.store.receive(MARKET_ID, source.headSha256(), 10, 100));
        assertRefused(
            SnapshotException.Reason.DAMAGED, () -> rig.store.receive(MARKET_ID, source.headSha256(), 1 << 30, 1L << 31));
        assertRefused(
            SnapshotException.Reason.DAMAGED, () -> rig.store.receive(MARKET_ID, source.headSha256(), 1000, 999));
        assertNull(rig.store.resume(MARKET_ID));
    }

    @Test
    void shouldRefuseAndKeepNothingWhenThereIsNoRoom()
    {
        rig.disk.usableBytes(1 << 20);

        assertRefused(SnapshotException.Reason.FULL, this::receive);
        assertNull(rig.store.resume(MARKET_ID));
    }

    @Test
    void shouldRefuseABitThatWasFlippedAnywhere()
    {
        for (int at = 0; at < whole.length; at += at < source.headLength() ? 13 : 9973)
        {
            whole[at] ^= 4;
            final SnapshotReceipt receipt = receive();
            assertRefused(SnapshotException.Reason.DAMAGED, () ->
            {
                append(receipt, whole.length, 50_000);
                receipt.commit();
            });
            receipt.drop();
            whole[at] ^= 4;
            assertEquals(List.of(), rig.store.list(MARKET_ID));
        }

        assertNull(rig.store.resume(MARKET_ID));
    }

    @Test
    void shouldRefuseAWrongHeadAsSoonAsItIsThere()
    {
        whole[20] ^= 1;
        final SnapshotReceipt receipt = receive();

        append(receipt, source.headLength() - 1, 100);
        assertRefused(SnapshotException.Reason.DAMAGED, () -> append(receipt, source.headLength(), 1));
        assertRefused(SnapshotException.Reason.DAMAGED, () -> append(receipt, source.headLength() + 1, 1));
        receipt.drop();
    }

    @Test
    void shouldRefuseAHeadOfAnotherMarketOrOfAnotherLength()
    {
        final SnapshotReceipt other = rig.store.receive(
            MARKET_ID + 1, source.headSha256(), source.headLength(), source.totalLength());
        assertRefused(SnapshotException.Reason.DAMAGED, () -> append(other, source.headLength(), 1000));
        other.drop();
        final SnapshotReceipt longer = rig.store.receive(
            MARKET_ID, source.headSha256(), source.headLength(), source.totalLength() + 1);
        assertRefused(SnapshotException.Reason.DAMAGED, () -> append(longer, source.headLength(), 1000));
        longer.drop();
    }

    @Test
    void shouldRefuseTooManyBytesAndToEndBeforeTheLast()
    {
        final SnapshotReceipt receipt = receive();
        append(receipt, whole.length - 1, 60_000);

        assertRefused(SnapshotException.Reason.OUT_OF_ORDER, receipt::commit);
        assertRefused(SnapshotException.Reason.OUT_OF_ORDER, () -> receipt.append(new UnsafeBuffer(whole), 0, 2));
        append(receipt, whole.length, 1);
        receipt.commit();
        assertThrows(IllegalStateException.class, receipt::commit);
    }

    @Test
    void shouldGoOnWithWhatAnEarlierLifeHasLeftOnceItIsCounted()
    {
        for (final int cut : new int[]{0, 1, source.headLength() - 1, source.headLength(), 70_000, whole.length})
        {
            append(receive(), cut, 30_000); // Not closed: the process is gone.
            rig.open();
            final SnapshotReceipt receipt = rig.store.resume(MARKET_ID);
            assertEquals(cut, receipt.length());
            assertEquals(source.headSha256(), receipt.headSha256());
            assertEquals(source.headLength(), receipt.headLength());
            assertEquals(source.totalLength(), receipt.totalLength());
            if (cut > 0 && cut < whole.length)
            {
                assertRefused(
                    SnapshotException.Reason.OUT_OF_ORDER, () -> receipt.append(new UnsafeBuffer(whole), cut, 1));
            }

            long left = cut;
            while (left > 0)
            {
                final long now = receipt.rehash(4096);
                assertEquals(Math.max(0, left - 4096), now);
                left = now;
            }
            append(receipt, whole.length, 60_000);
            final StoredSnapshot stored = receipt.commit();

            assertEquals(source.headSha256(), stored.headSha256());
            assertArrayEquals(whole, rig.whole(stored));
            assertArrayEquals(BYTES, rig.bytes(stored));
            assertNull(rig.store.resume(MARKET_ID));
        }
    }

    @Test
    void shouldFindOutWhenWhatWasLeftHasRotted() throws IOException
    {
        append(receive(), 150_000, 30_000);
        final Path part = part();
        final byte[] rotten = Files.readAllBytes(part);
        rotten[140_000] ^= 1;
        Files.write(part, rotten);
        final SnapshotReceipt receipt = rig.store.resume(MARKET_ID);
        receipt.rehash(Integer.MAX_VALUE);
        append(receipt, whole.length, 60_000);

        assertRefused(SnapshotException.Reason.DAMAGED, receipt::commit);
        receipt.drop();

        append(receive(), 150_000, 30_000);
        Files.write(part, new byte[150_000]);
        final SnapshotReceipt zeros = rig.store.resume(MARKET_ID);
        assertRefused(SnapshotException.Reason.DAMAGED, () -> zeros.rehash(Integer.MAX_VALUE));
        zeros.drop();
        assertNull(rig.store.resume(MARKET_ID));
    }

    private Path part()
    {
        return rig.folder().resolve(
            source.headSha256().hex() + '-' + source.headLength() + '-' + source.totalLength() + ".part");
    }

    @Test
    void shouldNotGoOnWithAFileThatIsTooLongOrOfAnotherName() throws IOException
    {
        receive().close();
        Files.write(part(), new byte[whole.length + 1]);
        assertNull(rig.store.resume(MARKET_ID));
        Files.move(part(), part().resolveSibling("abc.part"));
        assertNull(rig.store.resume(MARKET_ID));
        receive().close();
        assertEquals(List.of(part()), Arrays.asList(rig.folder().toFile().listFiles()).stream()
            .map((file) -> file.toPath()).toList());
    }

    @Test
    void shouldDeleteTheOldBeginningWhenAnotherSnapshotIsBegun()
    {
        append(receive(), 1000, 1000);
        final Sha256 name = SnapshotRig.digest(BYTES);
        rig.store.receive(MARKET_ID, name, 500, 1000).close();

        assertEquals(name, rig.store.resume(MARKET_ID).headSha256());
    }

    @Test
    void shouldNotGoOnWithWhatAForceFailedFor()
    {
        final SnapshotReceipt receipt = receive();
        append(receipt, whole.length, 60_000);
        rig.disk.refuseForce(true);
        assertRefused(SnapshotException.Reason.FAILED, receipt::commit);
        rig.disk.refuseForce(false);
        receipt.close();

        assertNull(rig.store.resume(MARKET_ID));
        assertEquals(List.of(), rig.store.list(MARKET_ID));
    }

    @Test
    void shouldKeepWhatIsThereWhenTheReceiptIsClosed()
    {
        final SnapshotReceipt receipt = receive();
        append(receipt, 1000, 1000);
        receipt.close();
        receipt.close();

        assertNotNull(rig.store.resume(MARKET_ID));
        assertThrows(IllegalStateException.class, () -> receipt.rehash(1));
    }
}

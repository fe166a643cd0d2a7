package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power is cut at each force, and between them: what is left is a snapshot that was whole before, or is whole now.
 */
class SnapshotPowerCutTest
{
    private static final long MARKET_ID = SnapshotRig.MARKET_ID;
    private static final byte[] FIRST = SnapshotRig.random(1, 30_000);
    private static final byte[] SECOND = SnapshotRig.random(2, 9 << 20); // Longer than what is forced at a time.
    private static final int CUTS_PER_FORCE = 6;

    @TempDir
    private Path directory;
    private final long seed = Long.getLong("belay.snapshot.seed", System.currentTimeMillis());
    private final Random random = new Random(seed);
    private final List<Path> images = new ArrayList<>();
    private int forces;

    @BeforeEach
    void tellTheSeed()
    {
        System.out.println("snapshots cut with -Dbelay.snapshot.seed=" + seed);
    }

    private void cut(final SnapshotRig rig)
    {
        try
        {
            for (int i = 0; i < CUTS_PER_FORCE; i++)
            {
                final Path image = directory.resolve("image-" + forces + '-' + i).resolve("snapshots");
                rig.disk.cut(rig.directory, image, 0 == i ? null : random, 0.3);
                images.add(image);
            }
        }
        catch (final IOException ex)
        {
            throw new IllegalStateException(ex);
        }

        forces++;
    }

    @Test
    void shouldHoldTheOldOrTheNewSnapshotWhollyWhereverThePowerIsCut() throws IOException
    {
        final SnapshotRig rig = new SnapshotRig(directory.resolve("snapshots"));
        final StoredSnapshot first = rig.store(10, FIRST);
        rig.disk.beforeForce(() -> cut(rig));
        final StoredSnapshot second = rig.store(20, SECOND);
        rig.disk.beforeForce(() -> { });
        cut(rig);

        assertTrue(forces >= 5, "forces: " + forces);
        int secondCount = 0;
        for (final Path image : images)
        {
            final SnapshotRig left = new SnapshotRig(image);
            assertEquals(List.of(), left.errors, image::toString);
            final List<StoredSnapshot> stored = left.store.list(MARKET_ID);
            assertArrayEquals(FIRST, left.bytes(stored.get(stored.size() - 1)), image::toString);
            if (2 == stored.size())
            {
                secondCount++;
                assertEquals(second, stored.get(0), image::toString);
                assertArrayEquals(SECOND, left.bytes(stored.get(0)), image::toString);
            }

            assertEquals(first, stored.get(stored.size() - 1), image::toString);
        }

        // All that are cut after the commit, and nearly none before it.
        assertTrue(secondCount >= CUTS_PER_FORCE && secondCount <= 2 * CUTS_PER_FORCE, "new ones: " + secondCount);
    }

    @Test
    void shouldCompleteACopyOrRefuseItWhereverThePowerIsCut() throws IOException
    {
        final SnapshotRig other = new SnapshotRig(directory.resolve("other"));
        final StoredSnapshot source = other.store(20, SECOND);
        final byte[] whole = other.whole(source);
        final SnapshotRig rig = new SnapshotRig(directory.resolve("snapshots"));
        rig.disk.beforeForce(() -> cut(rig));
        complete(rig, rig.store.receive(MARKET_ID, source.headSha256(), source.headLength(), source.totalLength()), whole);
        rig.disk.beforeForce(() -> { });
        cut(rig);

        int refused = 0;
        for (final Path image : images)
        {
            final SnapshotRig left = new SnapshotRig(image);
            assertEquals(List.of(), left.errors, image::toString);
            if (left.store.list(MARKET_ID).isEmpty() && !goOn(left, source, whole))
            {
                refused++;
                complete(left, left.store.receive(
                    MARKET_ID, source.headSha256(), source.headLength(), source.totalLength()), whole);
            }

            final StoredSnapshot stored = left.store.list(MARKET_ID).get(0);
            assertEquals(source.headSha256(), stored.headSha256());
            assertArrayEquals(SECOND, left.bytes(stored), image::toString);
        }

        assertTrue(refused > 0 && refused < images.size(), "refused: " + refused);
    }

    /** Whether what was left could be completed; otherwise it is dropped. */
    private static boolean goOn(final SnapshotRig rig, final StoredSnapshot source, final byte[] whole)
    {
        final SnapshotReceipt receipt = rig.store.resume(MARKET_ID);
        if (null == receipt)
        {
            return false;
        }

        assertEquals(source.headSha256(), receipt.headSha256());
        try
        {
            complete(rig, receipt, whole);

            return true;
        }
        catch (final SnapshotException ex)
        {
            assertEquals(SnapshotException.Reason.DAMAGED, ex.reason());
            receipt.drop();
            assertEquals(List.of(), rig.store.list(MARKET_ID));

            return false;
        }
    }

    private static void complete(final SnapshotRig rig, final SnapshotReceipt receipt, final byte[] whole)
    {
        while (receipt.rehash(1 << 20) > 0)
        {
            assertTrue(rig.store.list(MARKET_ID).isEmpty());
        }

        final int from = (int)receipt.length();
        receipt.append(new UnsafeBuffer(whole), from, whole.length - from);
        receipt.commit();
    }
}

package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.belay.wire.FuzzRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Journals that were damaged anywhere, at random, are opened: either that is refused with words, or there is a journal
 * of which every entry is the one that was written, in order, and none is given up of which a later one says that it
 * was on the disk. What opening refuses, {@code belay verify} refuses.
 * <p>
 * To run for long: {@code -Dtest='*RecoveryFuzzTest' -Dbelay.fuzz.seconds=3600}, see {@link FuzzRun}.
 */
class RecoveryFuzzTest
{
    private static final int ROUNDS = 120;
    private static final Duration OPENED_WITHIN = Duration.ofSeconds(60);

    @TempDir
    private Path directory;
    private final List<FuzzImage> images = new ArrayList<>();
    private int copies;

    /** How the journals of these tests are written. */
    WriteMode mode()
    {
        return WriteMode.QUEUE;
    }

    @BeforeEach
    void write() throws IOException
    {
        for (final boolean isRetired : new boolean[]{false, true})
        {
            for (final boolean isInOrder : new boolean[]{false, true})
            {
                final Path place = directory.resolve("retired-" + isRetired + "-in-order-" + isInOrder);
                images.add(FuzzImage.write(place, mode(), isRetired, isInOrder));
            }
        }
    }

    @Test
    void shouldOpenWhatIsNotDamaged() throws Exception
    {
        for (final FuzzImage image : images)
        {
            final Path copy = image.copy(nextCopy());
            assertEquals(0, FuzzImage.verify(copy));
            assertTrue(Survivors.in(copy).count() >= image.syncedSequence() - image.firstSequence() + 1);
            try (ChronicleJournal journal = open(copy, Long.MAX_VALUE))
            {
                assertTrue(journal.durableSequence() >= image.syncedSequence());
                assertEquals(journal.durableSequence(), Journals.readAll(journal.newReader(image.firstSequence())));
            }
        }
    }

    @Test
    void shouldRefuseOrHandOverWhatWasWrittenWhateverIsDamaged()
    {
        FuzzRun.of("journal " + mode(), ROUNDS, random ->
        {
            final FuzzImage image = images.get(random.nextInt(images.size()));
            final Path copy = image.copy(nextCopy());
            final String what = Damage.to(copy, random);
            try
            {
                return assertTimeoutPreemptively(OPENED_WITHIN, () -> isRefused(image, copy, random), what);
            }
            catch (final AssertionError | Exception ex)
            {
                throw new AssertionError(what + ex, ex);
            }
            finally
            {
                PowerCutTest.delete(copy);
            }
        });
    }

    private Path nextCopy()
    {
        return directory.resolve("copy-" + ++copies);
    }

    private ChronicleJournal open(final Path root, final long checkedBytes)
    {
        return FuzzImage.open(FuzzImage.config(root, mode()).withCheckedBytes(checkedBytes));
    }

    private boolean isRefused(final FuzzImage image, final Path root, final Random random) throws IOException
    {
        final Survivors survivors = Survivors.in(root);
        final int verified = FuzzImage.verify(root);
        assertTrue(0 == verified || 3 == verified || 6 == verified, () -> "verify answers " + verified);
        final long checkedBytes = random.nextBoolean() ? Long.MAX_VALUE : 0;
        try
        {
            FuzzImage.checkHeap(() -> open(root, checkedBytes), journal ->
            {
                checkContent(journal, image, survivors);
                checkGoesOn(journal);
            });
        }
        catch (final JournalException ex)
        {
            FuzzImage.checkWords(ex, root);
            final boolean isOfLock = Files.isDirectory(root.resolve(JournalFiles.LOCK)); // No entry is missing then.
            assertTrue(isOfLock || 0 != verified, () -> "verify found nothing, but: " + ex.getMessage());

            return true;
        }

        return false;
    }

    private static void checkContent(
        final ChronicleJournal journal, final FuzzImage image, final Survivors survivors)
    {
        final long last = journal.durableSequence();
        final long first = journal.cycles().get(0).firstSequence();
        assertTrue(last <= image.lastSequence(), () -> last + " of " + image.lastSequence());
        assertEquals(last, Journals.readAll(journal.newReader(first)));
        if (last > 0)
        {
            assertEquals(image.firstSequence(), first);
            assertEquals(last, journal.markets().get(Frames.MARKET).lastTxid());
        }

        assertTrue(last >= survivors.sealedSequence(), () -> last + " of " + survivors.sealedSequence() + " sealed");
        final List<Cycle> cycles = journal.cycles();
        final String file = cycles.size() < 2 ? "" : "" + cycles.get(cycles.size() - 2).path().getFileName();
        assertNull(survivors.proofOf(last + 1, file), () -> "opened up to sequence " + last);
    }

    private static void checkGoesOn(final ChronicleJournal journal)
    {
        final long last = journal.durableSequence();
        Journals.append(journal, new Frames(), 3, 100);
        journal.sync();
        assertEquals(last + 3, Journals.readAll(journal.newReader(Math.max(1, last - 10))));
    }
}

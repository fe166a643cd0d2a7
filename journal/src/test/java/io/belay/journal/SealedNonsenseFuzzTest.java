package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

import io.belay.wire.FuzzRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Journals whose checksums are right and whose numbers are nonsense, as a program with a fault would write them: no
 * checksum can tell, so all that is asked is a typed refusal or a journal that goes on, in bounded memory, and that
 * {@code belay verify} refuses what opening refuses.
 * <p>
 * To run for long: {@code -Dtest=SealedNonsenseFuzzTest -Dbelay.fuzz.seconds=3600}, see {@link FuzzRun}.
 */
class SealedNonsenseFuzzTest
{
    private static final int ROUNDS = 150;
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @TempDir
    private Path directory;
    private FuzzImage image;
    private int copies;

    @BeforeEach
    void write() throws IOException
    {
        image = FuzzImage.write(directory, WriteMode.QUEUE, false, false);
    }

    @Test
    void shouldRefuseWithWordsOrGoOnWhateverNonsenseIsSealed()
    {
        FuzzRun.of("sealed nonsense", ROUNDS, random ->
        {
            final Path copy = image.copy(directory.resolve("copy-" + ++copies));
            final String what = SealedNonsense.into(copy, random);
            try
            {
                return assertTimeoutPreemptively(WITHIN, () -> isRefused(copy, random), what);
            }
            catch (final AssertionError | Exception ex)
            {
                throw new AssertionError(what + ": " + ex, ex);
            }
            finally
            {
                PowerCutTest.delete(copy);
            }
        });
    }

    private static boolean isRefused(final Path root, final Random random) throws IOException
    {
        final int verified = FuzzImage.verify(root);
        assertTrue(0 == verified || 3 == verified || 6 == verified, () -> "verify answers " + verified);
        final long checkedBytes = random.nextBoolean() ? Long.MAX_VALUE : 0;
        try
        {
            for (final WriteMode mode : WriteMode.values())
            {
                final JournalConfig config = FuzzImage.config(root, mode).withCheckedBytes(checkedBytes);
                FuzzImage.checkHeap(() -> FuzzImage.open(config), SealedNonsenseFuzzTest::goOn);
            }
        }
        catch (final JournalException ex)
        {
            FuzzImage.checkWords(ex, root);
            assertNotEquals(0, verified, () -> "verify found nothing, but: " + ex.getMessage());

            return true;
        }

        return false;
    }

    private static void goOn(final ChronicleJournal journal)
    {
        final long last = journal.durableSequence();
        read(journal, journal.cycles().get(0).firstSequence());
        Journals.append(journal, new Frames(), 3, 100);
        journal.sync();
        while (0 < journal.housekeeping().doWork())
        {
            Thread.onSpinWait();
        }

        assertEquals(last + 3, read(journal, last + 1));
    }

    private static long read(final ChronicleJournal journal, final long from)
    {
        try (JournalReader reader = journal.newReader(from))
        {
            while (0 < reader.poll((sequence, buffer, offset, length) -> true, 1000))
            {
                Thread.onSpinWait();
            }

            return reader.nextSequence() - 1;
        }
    }
}

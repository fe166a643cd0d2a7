package io.belay.journal.plainqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import io.belay.journal.CutJournal;
import io.belay.journal.JournalFailedException;
import io.belay.journal.WriteMode;
import net.openhft.chronicle.bytes.SyncMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * When the disk refuses, the plain queue's {@code sync()} returns as ever.
 */
class SwallowedErrorTest
{
    @TempDir
    private Path directory;

    @Test
    void shouldGoOnAcknowledgingWhenTheDiskRefusesThePlainQueue() throws Exception
    {
        final Path image;
        try (RecordedKernel kernel = RecordedKernel.install();
            PlainQueue queue = new PlainQueue(directory.resolve("plain"), SyncMode.SYNC))
        {
            queue.append(100);
            queue.sync();
            kernel.refuse(true);
            for (int batch = 0; batch < 50; batch++)
            {
                queue.append(10);
                queue.sync(); // No exception, no value: nothing that a caller could stop at.
            }

            assertEquals(600, queue.lastNumber());
            assertTrue(kernel.refusedCount() >= 50, () -> kernel.refusedCount() + " refused");
            image = kernel.disk().write(directory.resolve("image"));
        }

        try (PlainQueue after = new PlainQueue(image, SyncMode.SYNC))
        {
            assertTrue(after.read().count() < 120, "the last page of what was synced may hold a few more");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAcknowledgeNothingMoreWhenTheDiskRefusesOurs(final WriteMode mode) throws Exception
    {
        final Path image = directory.resolve("image");
        try (CutJournal journal = new CutJournal(directory.resolve("ours"), mode))
        {
            journal.append(100, PlainQueue.RECORD);
            journal.sync();
            journal.refuseForce(true);
            journal.append(10, PlainQueue.RECORD);
            assertThrows(JournalFailedException.class, journal::sync);
            journal.refuseForce(false); // A disk that claims to be well again is not believed.
            assertThrows(JournalFailedException.class, journal::sync);
            assertThrows(JournalFailedException.class, () -> journal.append(1, PlainQueue.RECORD));
            assertEquals(100, journal.durableSequence());
            journal.cut(image);
        }

        CutJournal.checkRecovers(image, mode, 100);
    }
}

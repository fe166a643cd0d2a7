package io.belay.journal.plainqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import io.belay.journal.CutJournal;
import io.belay.journal.WriteMode;
import net.openhft.chronicle.bytes.SyncMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The plain queue syncs what was written into the chunk of the file that is mapped now, and not what of the same batch
 * was written into the chunk, or the file, before. A reader stops at the hole, and all that is acknowledged later lies
 * behind it.
 */
class ChunkBoundaryTest
{
    private static final int BATCH = 64;

    @TempDir
    private Path directory;

    @Test
    void shouldLoseWhatLiesBehindTheBoundaryWhenThePlainQueueSyncsABatchOverIt() throws Exception
    {
        final Path image;
        final long acknowledged;
        try (RecordedKernel kernel = RecordedKernel.install();
            PlainQueue queue = new PlainQueue(directory.resolve("plain"), SyncMode.SYNC))
        {
            while (queue.writePosition() < 3L * PlainQueue.BLOCK)
            {
                queue.append(BATCH);
                queue.sync();
            }

            acknowledged = queue.lastNumber();
            assertEquals(acknowledged, queue.read().count());
            final long boundary = 2L * PlainQueue.BLOCK;
            assertFalse(kernel.isForced(queue.file(), boundary - DiskImage.PAGE), "the end of a chunk");
            assertTrue(kernel.isForced(queue.file(), boundary + 2L * BATCH * PlainQueue.RECORD), "the next chunk");
            image = kernel.disk().write(directory.resolve("image"));
        }

        try (PlainQueue after = new PlainQueue(image, SyncMode.SYNC))
        {
            final long readable = after.read().count();
            System.out.println("plain queue: " + acknowledged + " acknowledged, " + readable + " readable");
            assertTrue(readable < acknowledged / 2, () -> readable + " of " + acknowledged);
        }
    }

    @Test
    void shouldLoseTheEndOfTheOldFileWhenThePlainQueueSyncsABatchOverARoll() throws Exception
    {
        final Path image;
        final long acknowledged;
        try (RecordedKernel kernel = RecordedKernel.install();
            PlainQueue queue = new PlainQueue(directory.resolve("plain"), SyncMode.SYNC))
        {
            queue.append(BATCH);
            queue.sync();
            queue.append(BATCH);
            queue.nextDay();
            queue.append(BATCH);
            queue.sync();
            acknowledged = queue.lastNumber();
            assertEquals(acknowledged, queue.read().count());
            image = kernel.disk().write(directory.resolve("image"));
        }

        try (PlainQueue after = new PlainQueue(image, SyncMode.SYNC))
        {
            final long readable = after.read().count();
            assertTrue(readable < acknowledged, () -> readable + " of " + acknowledged);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepAllWhenOursSyncsBatchesOverBlocksAndFiles(final WriteMode mode) throws Exception
    {
        int images = 0;
        try (CutJournal journal = new CutJournal(directory.resolve("ours"), mode))
        {
            int files = 1;
            while (files < 4)
            {
                journal.append(BATCH, 900);
                journal.sync();
                if (files != journal.fileCount())
                {
                    files = journal.fileCount();
                    final Path image = directory.resolve("image-" + ++images);
                    journal.cut(image);
                    CutJournal.checkRecovers(image, mode, journal.durableSequence());
                }
            }

            journal.cut(directory.resolve("image"));
            CutJournal.checkRecovers(directory.resolve("image"), mode, journal.durableSequence());
        }

        assertEquals(3, images);
    }
}

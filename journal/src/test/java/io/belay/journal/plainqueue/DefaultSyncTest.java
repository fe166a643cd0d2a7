package io.belay.journal.plainqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import io.belay.journal.CutJournal;
import io.belay.journal.WriteMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The plain queue's {@code sync()} asks the kernel for nothing that lasts, unless it was told to in a builder's option.
 */
class DefaultSyncTest
{
    @TempDir
    private Path directory;

    @Test
    void shouldHaveNothingOnTheDiskWhenThePlainQueueHasSynced() throws Exception
    {
        final Path image;
        try (RecordedKernel kernel = RecordedKernel.install();
            PlainQueue queue = new PlainQueue(directory.resolve("plain"), null))
        {
            for (int batch = 0; batch < 20; batch++)
            {
                queue.append(10);
                queue.sync();
            }

            assertEquals(200, queue.read().count());
            assertEquals(List.of(), kernel.forced());
            assertTrue(kernel.asynchronousCount() >= 20, "each sync is MS_ASYNC, which Linux does nothing for");
            image = kernel.disk().write(directory.resolve("image"));
        }

        try (PlainQueue after = new PlainQueue(image, null))
        {
            assertEquals(0, after.read().count());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveAllOnTheDiskWhenOursHasSynced(final WriteMode mode) throws Exception
    {
        try (CutJournal journal = new CutJournal(directory.resolve("ours"), mode))
        {
            for (int batch = 0; batch < 20; batch++)
            {
                journal.append(10, PlainQueue.RECORD);
                journal.sync();
            }

            journal.cut(directory.resolve("image"));
        }

        CutJournal.checkRecovers(directory.resolve("image"), mode, 200);
    }
}

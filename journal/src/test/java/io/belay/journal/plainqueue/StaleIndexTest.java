package io.belay.journal.plainqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.belay.journal.CutJournal;
import io.belay.journal.CorruptJournalException;
import io.belay.journal.WriteMode;
import net.openhft.chronicle.bytes.SyncMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * After an unclean stop the plain queue answers from its index and its header how far it goes, and a reader comes less
 * far: a page between was not written.
 */
class StaleIndexTest
{
    private static final int RECORDS = 3000;

    @TempDir
    private Path directory;

    @Test
    void shouldTellOfMoreThanCanBeReadWhenThePlainQueueHasLostAPage() throws Exception
    {
        final Path image = directory.resolve("image");
        try (RecordedKernel kernel = RecordedKernel.install();
            PlainQueue queue = new PlainQueue(directory.resolve("plain"), SyncMode.SYNC))
        {
            queue.append(RECORDS / 5);
            final long lost = queue.writePosition() + DiskImage.PAGE;
            queue.append(RECORDS * 4 / 5);

            // Nothing was synced: the kernel has written all of its own accord, but for one page.
            kernel.disk().force(queue.file(), 0, queue.writePosition() + DiskImage.PAGE);
            kernel.disk().lose(queue.file(), lost);
            kernel.disk().write(image);
        }

        try (PlainQueue after = new PlainQueue(image, SyncMode.SYNC))
        {
            final PlainQueue.Found readable = after.read();
            System.out.println("plain queue: " + readable + ", lastIndex tells of " + after.countByLastIndex() +
                ", toEnd of " + after.countByToEnd());
            assertTrue(readable.last() < RECORDS / 5 + 50, readable::toString);
            assertTrue(after.countByLastIndex() > readable.count() + 1000, "lastIndex");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellOfWhatCanBeReadWhenOursHasLostAPageThatWasNotSynced(final WriteMode mode) throws Exception
    {
        final Path image = directory.resolve("image");
        try (CutJournal journal = new CutJournal(directory.resolve("ours"), mode))
        {
            journal.append(100, PlainQueue.RECORD);
            journal.sync();
            journal.append(400, PlainQueue.RECORD);
            journal.sync();
            journal.copy(image);
        }

        // The last sync has not returned on the machine that was cut, so nobody was promised what it was for.
        losePage(image, 200);
        final long last = CutJournal.recovered(image, mode);
        assertTrue(last >= 100 && last < 200, () -> last + " read");
        CutJournal.checkRecovers(image, mode, last);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseWhenOursHasLostAPageThatWasSynced(final WriteMode mode) throws Exception
    {
        final Path image = directory.resolve("image");
        try (CutJournal journal = new CutJournal(directory.resolve("ours"), mode))
        {
            for (int batch = 0; batch < 10; batch++)
            {
                journal.append(50, PlainQueue.RECORD);
                journal.sync();
            }

            journal.copy(image);
        }

        losePage(image, 200);
        final String words =
            assertThrows(CorruptJournalException.class, () -> CutJournal.recovered(image, mode)).getMessage();
        assertTrue(words.contains("is lost") && words.contains("was written after it was on the disk"), words);
        assertEquals(1, CutJournal.files(image).size());
    }

    private static void losePage(final Path image, final long sequence) throws IOException
    {
        final long page = CutJournal.offsetOf(image, sequence) & -(long)DiskImage.PAGE;
        try (FileChannel channel = FileChannel.open(CutJournal.files(image).get(0), StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.allocate(DiskImage.PAGE), page);
        }
    }
}

package io.belay.journal.plainqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.belay.journal.CutJournal;
import io.belay.journal.WriteMode;
import net.openhft.chronicle.bytes.SyncMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The plain queue has no checksum: a record whose length word is on the disk, and one of its pages is not, is handed
 * over with zeros in it.
 */
class TornPayloadTest
{
    private static final int TORN_BYTES = 5 * DiskImage.PAGE;

    @TempDir
    private Path directory;

    @Test
    void shouldHandOverZerosWhenThePlainQueueHasLostAPageOfARecord() throws Exception
    {
        final Path image = directory.resolve("image");
        try (RecordedKernel kernel = RecordedKernel.install();
            PlainQueue queue = new PlainQueue(directory.resolve("plain"), SyncMode.SYNC))
        {
            queue.append(100);
            queue.sync();
            final long begin = queue.writePosition();
            queue.append(1, TORN_BYTES);
            kernel.disk().force(queue.file(), begin, TORN_BYTES);
            kernel.disk().lose(queue.file(), begin + 2L * DiskImage.PAGE);
            kernel.disk().write(image);
        }

        try (PlainQueue after = new PlainQueue(image, SyncMode.SYNC))
        {
            assertEquals(new PlainQueue.Found(101, 101, 1), after.read(), "the last is not what was written");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldDropTheEntryWhenOursHasLostAPageOfIt(final WriteMode mode) throws Exception
    {
        final Path image = directory.resolve("image");
        try (CutJournal journal = new CutJournal(directory.resolve("ours"), mode))
        {
            journal.append(100, PlainQueue.RECORD);
            journal.sync();
            journal.append(1, TORN_BYTES);
            journal.sync();
            journal.copy(image); // The power went before that sync could return.
        }

        final long page = CutJournal.offsetOf(image, 101) / DiskImage.PAGE + 2L;
        try (FileChannel channel = FileChannel.open(CutJournal.files(image).get(0), StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.allocate(DiskImage.PAGE), page * DiskImage.PAGE);
        }

        assertEquals(100, CutJournal.recovered(image, mode));
        CutJournal.checkRecovers(image, mode, 100);
        assertTrue(CutJournal.recovered(image, mode) > 100);
    }
}

package io.belay.journal.plainqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.belay.journal.CutJournal;
import io.belay.journal.WriteMode;
import io.belay.journal.powercut.JavaProcess;
import net.openhft.chronicle.bytes.SyncMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kernel may write the header page and the index, which tell of records, before the records. Then the plain queue
 * seems whole after a power cut, and what it appends lands behind the hole: nobody will ever see it.
 */
class AppendBehindHoleTest
{
    @TempDir
    private Path directory;

    @Test
    void shouldAppendWhatNobodySeesWhenThePlainQueueGoesOnAfterACut() throws Exception
    {
        final Path image = directory.resolve("image");
        try (RecordedKernel kernel = RecordedKernel.install();
            PlainQueue queue = new PlainQueue(directory.resolve("plain"), SyncMode.SYNC))
        {
            queue.append(1000);
            queue.sync();
            queue.append(64);
            kernel.disk().force(queue.file(), 0, DiskImage.PAGE); // By the kernel, of its own accord.
            kernel.disk().write(image);
        }

        final String said = goOn(image);
        assertTrue(said.matches("READ (\\d+) \\1"), said); // Before and after five more were synced.
        final int before = Integer.parseInt(said.substring(said.lastIndexOf(' ') + 1));
        assertTrue(before >= 1000 && before < 1064, said);
        assertEquals(said, goOn(image), "another process does not see them either");
    }

    private String goOn(final Path image) throws Exception
    {
        try (JavaProcess process = JavaProcess.start(GoOnMain.class, directory.resolve("said"), image.toString()))
        {
            assertTrue(process.await(60), "it does not end");

            return process.said().stream().filter(line -> line.startsWith("READ")).findFirst()
                .orElse(process.said().toString());
        }
    }

    /** The check appends, syncs, reads what it appended, and does it once more in a journal that was opened again. */
    @ParameterizedTest
    @EnumSource
    void shouldReadWhatWasAppendedWhenOursGoesOnAfterACut(final WriteMode mode) throws Exception
    {
        final Path image = directory.resolve("image");
        try (CutJournal journal = new CutJournal(directory.resolve("ours"), mode))
        {
            journal.append(500, PlainQueue.RECORD);
            journal.sync();
            journal.cut(image);
            journal.append(64, PlainQueue.RECORD);
            journal.sync();
            writeHead(journal, image);
        }

        CutJournal.checkRecovers(image, mode, 500);
    }

    /** The header page and the index as they are later, over what the cut left. */
    private void writeHead(final CutJournal journal, final Path image) throws IOException
    {
        final Path later = directory.resolve("later");
        journal.copy(later);
        final byte[] all = Files.readAllBytes(CutJournal.files(later).get(0));
        final int head = CutJournal.offsetOf(later, 1) / DiskImage.PAGE * DiskImage.PAGE;
        try (FileChannel channel = FileChannel.open(CutJournal.files(image).get(0), StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.wrap(all, 0, head), 0);
        }
    }
}

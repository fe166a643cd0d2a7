package io.belay.journal.plainqueue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

import io.belay.journal.CutJournal;
import io.belay.journal.JournalException;
import io.belay.journal.WriteMode;
import net.openhft.chronicle.bytes.SyncMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The plain queue changes its header page and its index with what it appends, and after its first sync never asks for
 * them again: what is on the disk is as old as the kernel pleases. And where they are missing, it is an empty queue.
 */
class HeaderPageTest
{
    private static final int BATCHES = 30;

    @TempDir
    private Path directory;

    @Test
    void shouldKeepTheFirstHeaderPageOnTheDiskWhateverThePlainQueueSyncsLater() throws Exception
    {
        try (RecordedKernel kernel = RecordedKernel.install();
            PlainQueue queue = new PlainQueue(directory.resolve("plain"), SyncMode.SYNC))
        {
            queue.append(1);
            queue.sync();
            assertTrue(kernel.isForced(queue.file(), 0), "once, since the first sync begins at the file's start");
            final byte[] onDisk = headerOf(queue.file());
            kernel.forced().clear();
            for (int batch = 0; batch < BATCHES; batch++)
            {
                queue.append(64);
                queue.sync();
            }

            assertEquals(BATCHES, kernel.forced().size());
            assertFalse(kernel.isForced(queue.file(), 0), "the header page");
            assertNotEquals(HexFormat.of().formatHex(onDisk), HexFormat.of().formatHex(headerOf(queue.file())));
        }
    }

    private static byte[] headerOf(final Path file) throws IOException
    {
        try (InputStream in = Files.newInputStream(file))
        {
            return in.readNBytes(DiskImage.PAGE);
        }
    }

    @Test
    void shouldSeemEmptyWhenThePlainQueueHasLostItsHeaderPage() throws Exception
    {
        final Path image;
        try (RecordedKernel kernel = RecordedKernel.install();
            PlainQueue queue = new PlainQueue(directory.resolve("plain"), SyncMode.SYNC))
        {
            queue.append(500);
            queue.sync();
            image = directory.resolve("image");
            kernel.disk().lose(queue.file(), 0);
            kernel.disk().write(image);
        }

        try (PlainQueue after = new PlainQueue(image, SyncMode.SYNC))
        {
            assertEquals(0, after.read().count());
            after.append(3);
            assertEquals(3, after.read().last(), "and it begins anew, as if there had never been 500");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseWhenOursHasLostAHeaderPage(final WriteMode mode) throws Exception
    {
        final Path image = directory.resolve("image");
        try (CutJournal journal = new CutJournal(directory.resolve("ours"), mode))
        {
            journal.append(500, PlainQueue.RECORD);
            journal.sync();
            journal.cut(image);
        }

        final Path file = CutJournal.files(image).get(0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.allocate(DiskImage.PAGE), 0);
        }

        final String words =
            assertThrows(JournalException.class, () -> CutJournal.recovered(image, mode)).getMessage();
        assertTrue(words.contains(file.toString()), words);
    }

    /** A cut leaves of ours what was forced: the header page and the index as they were at the first sync. */
    @ParameterizedTest
    @EnumSource
    void shouldKeepAllWhenTheHeaderPageAndTheIndexOfOursAreOld(final WriteMode mode) throws Exception
    {
        final Path image = directory.resolve("image");
        try (CutJournal journal = new CutJournal(directory.resolve("ours"), mode))
        {
            for (int batch = 0; batch < BATCHES; batch++)
            {
                journal.append(20, PlainQueue.RECORD);
                journal.sync();
            }

            journal.cut(image);
        }

        CutJournal.checkRecovers(image, mode, BATCHES * 20);
    }
}

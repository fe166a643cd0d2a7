package io.belay.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.IoUtil;

/**
 * What the queue writes before the first entry of a cycle file: its own header and first index. They are the same in
 * each file, so a queue in a folder of its own is asked for them once.
 */
final class QueuePreamble
{
    private static final String FOLDER = "preamble";
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int WORD = Integer.BYTES;

    private QueuePreamble()
    {
    }

    /**
     * Has a queue begin a file.
     *
     * @param directory where a folder can be made for it; the folder is gone afterwards.
     * @return the bytes before the first entry.
     */
    static byte[] of(final Path directory) throws IOException
    {
        final Path folder = directory.resolve(FOLDER);
        delete(folder);
        try
        {
            final int length = writeEntry(folder);
            final List<Path> files = JournalFiles.cycleFiles(folder);
            if (1 != files.size())
            {
                throw new IOException("the queue made " + files + " for one entry");
            }

            try (InputStream in = Files.newInputStream(files.get(0)))
            {
                return in.readNBytes(length); // The file is as long as a block, and all but this is empty.
            }
        }
        finally
        {
            delete(folder);
        }
    }

    private static int writeEntry(final Path folder)
    {
        try (ChronicleQueue queue = SingleChronicleQueueBuilder.binary(folder)
            .rollCycle(CycleName.SECONDS)
            .timeProvider(() -> CycleName.timeMs(1))
            .syncMode(SyncMode.NONE)
            .blockSize(BLOCK_BYTES)
            .checkInterrupts(false)
            .build();
            ExcerptAppender appender = queue.createAppender();
            DocumentContext context = appender.writingDocument())
        {
            final int length = (int)context.wire().bytes().writePosition() - WORD;
            context.wire().bytes().writeInt(0);

            return length;
        }
    }

    private static void delete(final Path folder)
    {
        IoUtil.delete(folder.toFile(), true);
    }
}

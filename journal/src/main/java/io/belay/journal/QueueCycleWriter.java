package io.belay.journal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.belay.wire.Crc32c;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes entries through the queue's own appender, into mapped files, and forces exactly what it wrote. Of the journal's
 * thread.
 * <p>
 * The queue never syncs ({@link SyncMode#NONE}), never rolls by itself (its clock is ours) and never allocates: an
 * entry is written only where the file was filled with zeros before.
 */
final class QueueCycleWriter implements CycleWriter
{
    private static final String METADATA = "metadata.cq4t";
    private static final int WORD = Integer.BYTES;

    private final Path directory;
    private final Disk disk;
    private final CyclePreparer preparer;
    private final long journalId;
    private final int cycleBytes;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final UnsafeBuffer window = new UnsafeBuffer(0, 0);
    private final Crc32c crc = new Crc32c();
    private final CycleHeader header = new CycleHeader();
    private final List<CycleMap> rolled = new ArrayList<>();
    private final List<Integer> rolledEnds = new ArrayList<>();
    private CycleMap current;
    private int cycle;
    private int endOffset;
    private int forcedCycle;

    /** Opens the queue in a folder that holds no cycle file. The first thing must be a roll. */
    QueueCycleWriter(
        final Path directory,
        final JournalConfig config,
        final Disk disk,
        final CyclePreparer preparer,
        final long journalId) throws IOException
    {
        this.directory = directory;
        this.disk = disk;
        this.preparer = preparer;
        this.journalId = journalId;
        this.cycleBytes = config.cycleBytes();

        // It holds a lock by process id, which another process may have by now, and after a power cut only zeros. The
        // journal's own lock is held, and the queue makes it anew at once.
        Files.deleteIfExists(directory.resolve(METADATA));
        queue = SingleChronicleQueueBuilder.binary(directory)
            .rollCycle(CycleName.SECONDS)
            .timeProvider(this::timeMs)
            .syncMode(SyncMode.NONE)
            .blockSize(config.blockBytes())
            .checkInterrupts(false)
            .build();
        appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true); // Opened on one thread, used on another, never on two at once.
    }

    private long timeMs()
    {
        return CycleName.timeMs(cycle);
    }

    /** The queue's own index and end mark take room too. */
    @Override
    public boolean fits(final int length)
    {
        return null != current && current.allocatedBytes() - endOffset >=
            (long)WORD + Envelope.alignedLength(length) + CycleName.INDEX_BYTES + 2 * CycleMap.TRAILER;
    }

    @Override
    public boolean roll(final int nextCycle, final long firstSequence, final long synced, final long createdMs)
        throws IOException
    {
        if (!preparer.take(directory.resolve(CycleName.of(nextCycle) + CycleName.PRECREATED_SUFFIX)))
        {
            return false;
        }

        final Path path = CycleName.file(directory, nextCycle);
        if (null != current)
        {
            rolled.add(current);
            rolledEnds.add(endOffset);
            current = null;
        }

        cycle = nextCycle;
        endOffset = 0;

        // The queue ends the old file, takes the prepared one and writes its own header and first index.
        final int length = header.encode(journalId, nextCycle, firstSequence, createdMs);
        put(firstSequence - 1, synced, header.buffer(), 0, length);

        final File written = appender.currentFile();
        if (null == written || !written.toPath().toAbsolutePath().equals(path.toAbsolutePath()))
        {
            throw new IOException("the queue went on in " + written + ", not in " + path);
        }

        current = CycleMap.open(path, cycleBytes, disk);

        return true;
    }

    @Override
    public void write(
        final long sequence, final long synced, final DirectBuffer buffer, final int offset, final int length)
        throws IOException
    {
        put(sequence, synced, buffer, offset, length);
    }

    private void put(
        final long sequence, final long synced, final DirectBuffer buffer, final int offset, final int length)
        throws IOException
    {
        final int entryLength = Envelope.alignedLength(length);
        final DocumentContext context = appender.writingDocument();
        try
        {
            final Bytes<?> bytes = context.wire().bytes();
            final long position = bytes.writePosition();
            final long gap = position - WORD - endOffset;
            if (gap < 0 || (0 != endOffset && gap > CycleName.INDEX_BYTES) ||
                position + entryLength > allocatedBytes())
            {
                throw new IOException("the queue would write at " + position + " of cycle " + CycleName.of(cycle) +
                    ", where " + endOffset + " is the end of what is known");
            }

            window.wrap(bytes.addressForWrite(position), entryLength);
            Envelope.encode(window, 0, sequence, synced, buffer, offset, length, crc);
            bytes.writeSkip(entryLength);
            endOffset = (int)(position + entryLength);
        }
        catch (final IOException | RuntimeException ex)
        {
            context.rollbackOnClose();
            throw ex;
        }
        finally
        {
            context.close();
        }
    }

    private int allocatedBytes()
    {
        return null == current ? cycleBytes : current.allocatedBytes();
    }

    @Override
    public void force() throws IOException
    {
        for (int i = 0; i < rolled.size(); i++)
        {
            rolled.get(i).force(rolledEnds.get(i));
            rolled.get(i).close();
        }

        rolled.clear();
        rolledEnds.clear();
        current.force(endOffset);

        if (forcedCycle != cycle)
        {
            // The new file's name, and that of the one it was prepared under, which is no more.
            disk.forceDirectory(directory);
            forcedCycle = cycle;
        }
    }

    @Override
    public void seal() throws IOException
    {
        force();
        queue.close();
        current.end(endOffset);
    }

    @Override
    public int cycle()
    {
        return cycle;
    }

    @Override
    public int writtenBytes()
    {
        return endOffset;
    }

    @Override
    public Path path()
    {
        return null == current ? null : current.path();
    }

    @Override
    public void close()
    {
        queue.close();
        rolled.forEach(CycleMap::close);
        rolled.clear();
        if (null != current)
        {
            current.close();
            current = null;
        }
    }
}

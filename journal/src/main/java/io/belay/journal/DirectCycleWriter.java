package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

import io.belay.wire.Crc32c;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes entries in the queue's format by direct writes: a batch lies in memory until it is forced, then goes to the
 * file in one write that is on the disk when it returns. Of the journal's thread.
 * <p>
 * The file's blocks were filled with zeros before, so a write changes nothing but their bytes: no page is mapped, made
 * dirty and taken back, and no index, position or length of the file has to follow. The last block is written again
 * with what comes next; its earlier bytes are the same then, so a tear in it harms nothing that was promised.
 * <pre>
 *   file   ...| block        | block        | block        | zeros
 *   stage     |== written ===|== new =======|= new |zeros  |
 *              ^ stageOffset                        ^ endOffset
 * </pre>
 */
final class DirectCycleWriter implements CycleWriter
{
    private static final int WORD = Integer.BYTES;
    private static final int BLOCK = ThroughFile.BLOCK;
    private static final int STAGE_BYTES_MIN = 1 << 20;

    private final Path directory;
    private final Disk disk;
    private final CyclePreparer preparer;
    private final long journalId;
    private final int cycleBytes;
    private final byte[] preamble;
    private final ByteBuffer stageBytes;
    private final UnsafeBuffer stage;
    private final Crc32c crc = new Crc32c();
    private final CycleHeader header = new CycleHeader();
    private ThroughFile current;
    private int cycle;
    private int stageOffset;
    private int endOffset;
    private int writtenOffset;
    private int forcedCycle;

    /** Begins in a folder that holds no cycle file. The first thing must be a roll. */
    DirectCycleWriter(
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
        preamble = QueuePreamble.of(directory.toAbsolutePath().getParent());

        // One block that was written before, one entry, and its end mark: an entry always fits into an empty stage.
        final int least = preamble.length + Envelope.alignedLength(config.entryBytesMax()) + 3 * BLOCK;
        final int length = (Math.max(STAGE_BYTES_MIN, least) + BLOCK - 1) & -BLOCK;
        stageBytes = ThroughFile.alignedBuffer(length);
        stage = new UnsafeBuffer(stageBytes);
    }

    @Override
    public boolean fits(final int length)
    {
        return null != current && cycleBytes - endOffset >= (long)WORD + Envelope.alignedLength(length) + WORD;
    }

    @Override
    public boolean roll(final int nextCycle, final long firstSequence, final long synced, final long createdMs)
        throws IOException
    {
        final Path path = CycleName.file(directory, nextCycle);
        if (!preparer.take(path))
        {
            return false;
        }

        end();
        current = ThroughFile.open(path);
        cycle = nextCycle;
        stage.putBytes(0, preamble);
        stageOffset = 0;
        writtenOffset = 0;
        endOffset = preamble.length;
        final int length = header.encode(journalId, nextCycle, firstSequence, createdMs);
        write(firstSequence - 1, synced, header.buffer(), 0, length);

        return true;
    }

    @Override
    public void write(
        final long sequence, final long synced, final DirectBuffer buffer, final int offset, final int length)
        throws IOException
    {
        final int entryLength = Envelope.alignedLength(length);
        if (endOffset - stageOffset + WORD + entryLength + WORD > stage.capacity())
        {
            writeStage();
        }

        final int at = endOffset - stageOffset;
        stage.putInt(at, entryLength, ByteOrder.LITTLE_ENDIAN);
        Envelope.encode(stage, at + WORD, sequence, synced, buffer, offset, length, crc);
        endOffset += WORD + entryLength;
    }

    @Override
    public void force() throws IOException
    {
        if (endOffset > writtenOffset)
        {
            writeStage();
        }

        if (forcedCycle != cycle)
        {
            // The new file's name, and that of the one it was prepared under, which is no more.
            disk.forceDirectory(directory);
            forcedCycle = cycle;
        }
    }

    /** Writes the stage, with zeros up to a whole block, and keeps of it the last block when that is not full. */
    private void writeStage() throws IOException
    {
        final int used = endOffset - stageOffset;
        final int length = (used + BLOCK - 1) & -BLOCK;
        stage.setMemory(used, length - used, (byte)0);
        disk.writeThrough(current, stageBytes.clear().limit(length), stageOffset);
        writtenOffset = endOffset;
        final int whole = used & -BLOCK;
        if (whole > 0)
        {
            stage.putBytes(0, stage, whole, used - whole);
            stageOffset += whole;
        }
    }

    /** Ends the present file, if any, with the queue's end mark. */
    private void end() throws IOException
    {
        if (null != current)
        {
            stage.putInt(endOffset - stageOffset, CycleCursor.END_OF_DATA, ByteOrder.LITTLE_ENDIAN);
            endOffset += WORD;
            writeStage();
            current.close();
        }
    }

    @Override
    public void seal() throws IOException
    {
        force();
        end();
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
        if (null != current)
        {
            current.close();
            current = null;
        }
    }
}

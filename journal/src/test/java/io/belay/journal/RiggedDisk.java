package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.agrona.concurrent.EpochClock;

/**
 * This machine's disk, which tells before each force and can leave some of them out.
 */
public final class RiggedDisk implements Disk
{
    /** Of the header page and the queue's first index, which lie before a file's first entry. */
    private static final int HEAD_BYTES = CycleName.INDEX_BYTES & -4096;

    private final KernelDisk kernel = new KernelDisk();
    private final Omission omission;
    private final Runnable beforeForce;

    private RiggedDisk(final Omission omission, final Runnable beforeForce)
    {
        this.omission = omission;
        this.beforeForce = beforeForce;
    }

    /** What is left out, each a step of the recipe. */
    public enum Omission
    {
        /** Nothing: the recipe as it is. */
        NOTHING,
        /** All forces. */
        EVERY_FORCE,
        /** The start of each file: header page and first index. */
        FILE_START,
        /** The last bytes and the end mark of the file that a roll ends. */
        ROLLED_FILE,
        /** The names in each directory. */
        DIRECTORY,
        /** The bytes of the copy that a recovery makes of a file without an end. */
        RECOVERED_COPY
    }

    /**
     * Opens a journal on such a disk.
     *
     * @param config      of the journal.
     * @param clock       wall clock.
     * @param listener    to tell.
     * @param omission    what is left out.
     * @param beforeForce is run before each force, also before one that is left out, on the thread that forces.
     * @return the open journal.
     */
    public static ChronicleJournal open(
        final JournalConfig config,
        final EpochClock clock,
        final JournalListener listener,
        final Omission omission,
        final Runnable beforeForce)
    {
        return ChronicleJournal.open(config, clock, listener, new RiggedDisk(omission, beforeForce));
    }

    /**
     * What an entry takes in a cycle file.
     *
     * @param length of the entry.
     * @return bytes.
     */
    public static int bytesInCycle(final int length)
    {
        return Integer.BYTES + Envelope.alignedLength(length);
    }

    @Override
    public void forceRange(final Path file, final MappedByteBuffer map, final int offset, final int length)
        throws IOException
    {
        beforeForce.run();
        if (Omission.EVERY_FORCE == omission || (Omission.ROLLED_FILE == omission && isRolled(file)))
        {
            return;
        }

        final int left = Omission.FILE_START == omission && 0 == offset ? Math.min(length - 1, HEAD_BYTES) : 0;
        kernel.forceRange(file, map, offset + left, length - left);
    }

    @Override
    public void writeThrough(final ThroughFile file, final ByteBuffer bytes, final long offset) throws IOException
    {
        beforeForce.run();
        final int length = bytes.limit();
        final int left = Omission.EVERY_FORCE == omission ||
            (Omission.ROLLED_FILE == omission && isRolled(file.path())) ? length :
            Omission.FILE_START == omission && 0 == offset ? Math.min(length, HEAD_BYTES) : 0;
        if (left > 0)
        {
            // It gets as far as the page cache.
            try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE))
            {
                kernel.write(file.path(), channel, bytes.limit(left), offset);
            }
        }

        if (left < length)
        {
            kernel.writeThrough(file, bytes.limit(length), offset + left);
        }
    }

    /** Whether a later file is there: names of cycles rise. */
    private boolean isRolled(final Path file) throws IOException
    {
        final List<Path> files = JournalFiles.cycleFiles(file.toAbsolutePath().getParent());

        return !files.get(files.size() - 1).getFileName().equals(file.getFileName());
    }

    @Override
    public void forceFile(final Path file, final FileChannel channel) throws IOException
    {
        beforeForce.run();
        if (!isOmitted(file))
        {
            kernel.forceFile(file, channel);
        }
    }

    private boolean isOmitted(final Path file)
    {
        return switch (omission)
        {
            case NOTHING, FILE_START, DIRECTORY -> false;
            case EVERY_FORCE -> true;
            // What is sealed was ended by a roll.
            case ROLLED_FILE -> CycleName.parse(file, CycleName.SUFFIX) >= 0;
            case RECOVERED_COPY -> String.valueOf(file).endsWith(".recovering");
        };
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException
    {
        beforeForce.run();
        if (Omission.EVERY_FORCE != omission && Omission.DIRECTORY != omission)
        {
            kernel.forceDirectory(directory);
        }
    }

    @Override
    public void write(final Path file, final FileChannel channel, final ByteBuffer bytes, final long offset)
        throws IOException
    {
        kernel.write(file, channel, bytes, offset);
    }

    @Override
    public long usableBytes(final Path directory) throws IOException
    {
        return kernel.usableBytes(directory);
    }
}

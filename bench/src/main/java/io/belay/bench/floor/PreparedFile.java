package io.belay.bench.floor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.belay.bench.load.LoadException;

/**
 * A file whose blocks were all written and synced before anybody measures, so that a sync pays for the data and not
 * for the file's growth. Records follow each other and start again at the front. Closing deletes it.
 * <p>
 * It is filled in writes of 4 KiB: after larger ones the file system writes back far more at each sync than was
 * written since the last.
 */
final class PreparedFile implements AutoCloseable
{
    private static final int PAGE_BYTES = 4096;
    /** What a file system needs beside the data to stay out of trouble. */
    private static final long SPARE_BYTES = 64L << 20;

    private final Path path;
    private final FileChannel channel;
    private final long lengthBytes;
    private long position;

    private PreparedFile(final Path path, final FileChannel channel, final long lengthBytes)
    {
        this.path = path;
        this.channel = channel;
        this.lengthBytes = lengthBytes;
    }

    /**
     * Makes the file and its blocks durable.
     *
     * @param path        of a file that does not exist, in a directory that does.
     * @param lengthBytes of it, a multiple of 4 KiB.
     * @return the file, at its front.
     * @throws LoadException if it cannot be made, with the reason; nothing is left behind.
     */
    static PreparedFile create(final Path path, final long lengthBytes)
    {
        if (lengthBytes < PAGE_BYTES || 0 != lengthBytes % PAGE_BYTES)
        {
            throw new LoadException("a file of " + lengthBytes + " bytes is no multiple of " + PAGE_BYTES);
        }

        final Path directory = path.toAbsolutePath().getParent();
        try
        {
            DiskRoom.require(directory, lengthBytes + SPARE_BYTES);
            final FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            path.toFile().deleteOnExit(); // Also when this process is told to end in the middle of it all.
            final PreparedFile file = new PreparedFile(path, channel, lengthBytes);
            file.fill(directory);

            return file;
        }
        catch (final IOException ex)
        {
            throw new LoadException("cannot prepare " + path + ": " + ex, ex);
        }
    }

    private void fill(final Path directory) throws IOException
    {
        try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ))
        {
            final ByteBuffer zeros = ByteBuffer.allocateDirect(PAGE_BYTES);
            for (long offset = 0; offset < lengthBytes; offset += PAGE_BYTES)
            {
                write(zeros.clear(), offset);
            }

            channel.force(true);
            parent.force(true);
        }
        catch (final IOException ex)
        {
            close();
            throw ex;
        }
    }

    /**
     * Writes a record, or several in a row, after the last one; not yet durable.
     *
     * @param records with what is to be written between position and limit, no longer than the file.
     */
    void append(final ByteBuffer records) throws IOException
    {
        final int length = records.remaining();
        if (position + length > lengthBytes)
        {
            position = 0;
        }

        write(records, position);
        position += length;
    }

    /** Returns when all that was written is durable: one {@code fdatasync}. */
    void sync() throws IOException
    {
        channel.force(false);
    }

    private void write(final ByteBuffer source, final long from) throws IOException
    {
        long offset = from;
        while (source.hasRemaining())
        {
            offset += channel.write(source, offset);
        }
    }

    @Override
    public void close() throws IOException
    {
        channel.close();
        Files.deleteIfExists(path);
    }
}

package io.belay.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The disk of this machine, by way of its kernel.
 */
final class KernelDisk implements Disk
{
    @Override
    public void forceRange(final Path file, final MappedByteBuffer map, final int offset, final int length)
        throws IOException
    {
        try
        {
            map.force(offset, length);
        }
        catch (final UncheckedIOException ex)
        {
            throw ex.getCause();
        }
    }

    @Override
    public void writeThrough(final ThroughFile file, final ByteBuffer bytes, final long offset) throws IOException
    {
        file.write(bytes, offset);
    }

    @Override
    public void forceFile(final Path file, final FileChannel channel) throws IOException
    {
        channel.force(true);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException
    {
        // A channel closes itself when its thread is interrupted, which would look like a disk that refused.
        final boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ))
        {
            channel.force(true);
        }
        finally
        {
            if (interrupted)
            {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void write(final Path file, final FileChannel channel, final ByteBuffer bytes, final long offset)
        throws IOException
    {
        long position = offset;
        while (bytes.hasRemaining())
        {
            position += channel.write(bytes, position);
        }
    }

    @Override
    public long usableBytes(final Path directory) throws IOException
    {
        return directory.toFile().getUsableSpace(); // Files.getFileStore finds no store in a plain chroot.
    }
}

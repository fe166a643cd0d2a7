package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** This machine's disk, for tests that change one thing about it. */
class DelegatingDisk implements Disk
{
    private final Disk kernel = new KernelDisk();

    @Override
    public void forceRange(final Path file, final MappedByteBuffer map, final int offset, final int length)
        throws IOException
    {
        kernel.forceRange(file, map, offset, length);
    }

    @Override
    public void writeThrough(final ThroughFile file, final ByteBuffer bytes, final long offset) throws IOException
    {
        kernel.writeThrough(file, bytes, offset);
    }

    @Override
    public void forceFile(final Path file, final FileChannel channel) throws IOException
    {
        kernel.forceFile(file, channel);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException
    {
        kernel.forceDirectory(directory);
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

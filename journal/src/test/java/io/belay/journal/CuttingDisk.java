package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Random;

/**
 * A disk whose power is cut at the n-th force. What was there when it was made counts as on the disk.
 */
final class CuttingDisk implements Disk
{
    /** The process is gone. */
    static final class CutError extends Error
    {
        private static final long serialVersionUID = 1L;
    }

    private final StableDisk disk = new StableDisk();
    private final Path root;
    private final Path image;
    private final Random random;
    private int remaining;

    CuttingDisk(final Path root, final Path image, final int forces, final Random random) throws IOException
    {
        this.root = root;
        this.image = image;
        this.random = random;
        this.remaining = forces;
        disk.settle(root);
    }

    private void countDown() throws IOException
    {
        if (0 == --remaining)
        {
            disk.cut(root, image, random, 0.3);
        }

        if (remaining <= 0)
        {
            throw new CutError();
        }
    }

    @Override
    public void forceRange(final Path file, final MappedByteBuffer map, final int offset, final int length)
        throws IOException
    {
        countDown();
        disk.forceRange(file, map, offset, length);
    }

    @Override
    public void writeThrough(final ThroughFile file, final ByteBuffer bytes, final long offset) throws IOException
    {
        countDown();
        disk.writeThrough(file, bytes, offset);
    }

    @Override
    public void forceFile(final Path file, final FileChannel channel) throws IOException
    {
        countDown();
        disk.forceFile(file, channel);
    }

    @Override
    public void forceDirectory(final Path directory) throws IOException
    {
        countDown();
        disk.forceDirectory(directory);
    }

    @Override
    public void write(final Path file, final FileChannel channel, final ByteBuffer bytes, final long offset)
        throws IOException
    {
        disk.write(file, channel, bytes, offset);
    }

    @Override
    public long usableBytes(final Path directory) throws IOException
    {
        return disk.usableBytes(directory);
    }
}

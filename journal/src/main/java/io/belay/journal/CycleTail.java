package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Measures what lies behind the last entry of a cycle file, which is prepared with zeros. It reads and maps nothing: a
 * hole that is only mapped takes memory, and on a full file system in memory there is none.
 */
public final class CycleTail
{
    private static final int CHUNK_LENGTH = 64 * 1024;
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(CHUNK_LENGTH).asReadOnlyBuffer();

    private CycleTail()
    {
    }

    /**
     * How far the bytes reach that are not zero.
     *
     * @param path       of the file.
     * @param fromOffset where to begin.
     * @return how many bytes there are from there to the last one that is not zero.
     * @throws IOException when it cannot be read.
     */
    public static long bytesAfter(final Path path, final long fromOffset) throws IOException
    {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ))
        {
            final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_LENGTH);
            long end = channel.size();
            while (end > fromOffset)
            {
                final long begin = Math.max(fromOffset, end - CHUNK_LENGTH);
                read(channel, chunk.clear().limit((int)(end - begin)), begin);
                final int last = lastNonZero(chunk.flip());
                if (last >= 0)
                {
                    return begin + last + 1 - fromOffset;
                }

                end = begin;
            }
        }

        return 0;
    }

    /** Most of a prepared file is zeros, and these are compared faster together than looked at one by one. */
    private static int lastNonZero(final ByteBuffer chunk)
    {
        if (chunk.mismatch(ZEROS.slice(0, chunk.limit())) < 0)
        {
            return -1;
        }

        int i = chunk.limit() - 1;
        while (0 == chunk.get(i))
        {
            i--;
        }

        return i;
    }

    private static void read(final FileChannel channel, final ByteBuffer chunk, final long offset) throws IOException
    {
        while (chunk.hasRemaining())
        {
            if (channel.read(chunk, offset + chunk.position()) < 0)
            {
                throw new IOException("a cycle file became shorter while it was read");
            }
        }
    }
}

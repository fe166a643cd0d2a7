package io.belay.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.agrona.DirectBuffer;

/**
 * The bytes of a snapshot, to be read at any offset. Their length is the one at the beginning.
 */
interface SnapshotBytes extends AutoCloseable
{
    long length();

    /** Throws {@link UncheckedIOException} when they cannot be read. */
    void read(long offset, byte[] target, int count);

    @Override
    void close();

    static SnapshotBytes of(final DirectBuffer buffer, final int offset, final int length)
    {
        buffer.boundsCheck(offset, length);

        return new SnapshotBytes()
        {
            @Override
            public long length()
            {
                return length;
            }

            @Override
            public void read(final long from, final byte[] target, final int count)
            {
                buffer.getBytes(offset + (int)from, target, 0, count);
            }

            @Override
            public void close()
            {
                // The caller's.
            }
        };
    }

    static SnapshotBytes of(final Path path)
    {
        try
        {
            final FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);

            return new FileBytes(path, channel, channel.size());
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException("snapshot " + path + " cannot be read: " + ex.getMessage(), ex);
        }
    }

    /** Of a file. */
    record FileBytes(Path path, FileChannel channel, long length) implements SnapshotBytes
    {
        @Override
        public void read(final long offset, final byte[] target, final int count)
        {
            final ByteBuffer bytes = ByteBuffer.wrap(target, 0, count);
            try
            {
                while (bytes.hasRemaining())
                {
                    if (channel.read(bytes, offset + bytes.position()) < 0)
                    {
                        throw new EOFException("it has become shorter than " + length + " bytes");
                    }
                }
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException("snapshot " + path + " cannot be read: " + ex.getMessage(), ex);
            }
        }

        @Override
        public void close()
        {
            try
            {
                channel.close();
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(ex);
            }
        }
    }
}

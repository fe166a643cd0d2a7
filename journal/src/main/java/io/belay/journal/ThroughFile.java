package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import com.sun.nio.file.ExtendedOpenOption;
import org.agrona.CloseHelper;

/**
 * An existing file whose every write is on the disk when it returns. Of one thread.
 * <p>
 * Writes are whole blocks of {@value #BLOCK} bytes at multiples of that, from memory that is aligned so too: then they
 * go past the page cache where the file system can do that, without a copy. Readers that have mapped the file see them.
 */
final class ThroughFile implements AutoCloseable
{
    /** Length and alignment of writes in bytes. */
    static final int BLOCK = 4096;

    private final Path path;
    private boolean isDirect;
    private FileChannel channel;

    private ThroughFile(final Path path)
    {
        this.path = path;
    }

    /** Memory that may be written from. */
    static ByteBuffer alignedBuffer(final int length)
    {
        return ByteBuffer.allocateDirect(length + BLOCK).alignedSlice(BLOCK).limit(length).slice();
    }

    static ThroughFile open(final Path path) throws IOException
    {
        final ThroughFile file = new ThroughFile(path);
        file.isDirect = true;
        try
        {
            file.reopen();
        }
        catch (final IOException | UnsupportedOperationException ex)
        {
            // A file system in memory, or one with blocks of its own size. When the file itself is the reason, the
            // second attempt says so.
            file.isDirect = false;
            file.reopen();
        }

        return file;
    }

    private void reopen() throws IOException
    {
        channel = isDirect ?
            FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.DSYNC, ExtendedOpenOption.DIRECT) :
            FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    }

    Path path()
    {
        return path;
    }

    /** Whether writes go past the page cache. */
    boolean isDirect()
    {
        return isDirect;
    }

    /** Returns when the bytes are on the disk; then none is left. */
    void write(final ByteBuffer bytes, final long offset) throws IOException
    {
        final int begin = bytes.position();
        boolean wasInterrupted = false;
        try
        {
            while (bytes.hasRemaining())
            {
                try
                {
                    channel.write(bytes, offset + bytes.position() - begin);
                }
                catch (final ClosedByInterruptException ex)
                {
                    // So a channel takes an interrupt of its thread, as at the end of an agent. The disk has nothing
                    // to do with it, and writing the same bytes again does no harm.
                    wasInterrupted |= Thread.interrupted();
                    bytes.position(begin);
                    reopen();
                }
            }
        }
        finally
        {
            if (wasInterrupted)
            {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close()
    {
        CloseHelper.quietClose(channel);
    }
}

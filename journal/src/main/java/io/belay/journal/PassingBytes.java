package io.belay.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import com.sun.nio.file.ExtendedOpenOption;
import org.agrona.BufferUtil;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A finished cycle file that is read once, from its start to its end, past the page cache: a piece of it is in memory at
 * a time, and is digested on its way out. For background work beside live appends. A file that comes through the page
 * cache takes a page of memory for each of its own, which must be found, cleared and taken away from something else; on
 * a virtual machine whose host has to find them too that was seen to stop whole processors for 17 ms.
 * <pre>
 *   file    | digested ......... | in the window: walked | read ahead | not read yet
 *                                 ^ base                              ^ filledEnd
 * </pre>
 */
final class PassingBytes implements CycleBytes
{
    private static final int BLOCK = ThroughFile.BLOCK;

    private final Path path;
    private final int length;
    private final Sha256.Running digest = new Sha256.Running();
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private FileChannel channel;
    private ByteBuffer memory;
    private ByteBuffer window;
    private int pieceBytes = Pace.SMALL_BYTES;
    private int base;
    private int filledEnd;

    private PassingBytes(final Path path, final FileChannel channel) throws IOException
    {
        this.path = path;
        this.channel = channel;
        length = (int)Math.min(channel.size(), Integer.MAX_VALUE & -BLOCK);
        allocate(2 * Pace.LARGE_BYTES);
    }

    static PassingBytes open(final Path path) throws IOException
    {
        FileChannel channel;
        try
        {
            channel = FileChannel.open(path, StandardOpenOption.READ, ExtendedOpenOption.DIRECT);
        }
        catch (final IOException | UnsupportedOperationException ex)
        {
            // A file system that cannot do that. When the file itself is the reason, the second attempt says so.
            channel = FileChannel.open(path, StandardOpenOption.READ);
        }

        try
        {
            return new PassingBytes(path, channel);
        }
        catch (final IOException ex)
        {
            CloseHelper.quietClose(channel);
            throw ex;
        }
    }

    /** Makes the window larger, what it holds stays. */
    private void allocate(final int bytes)
    {
        final ByteBuffer before = memory;
        memory = ByteBuffer.allocateDirect(bytes + BLOCK);
        window = memory.alignedSlice(BLOCK).limit(bytes).slice();
        if (null != before)
        {
            buffer.getBytes(0, window, 0, filledEnd - base);
            BufferUtil.free(before);
        }

        buffer.wrap(window);
    }

    @Override
    public int length()
    {
        return length;
    }

    @Override
    public long presentLength()
    {
        return length;
    }

    @Override
    public AtomicBuffer buffer()
    {
        return buffer;
    }

    @Override
    public int base()
    {
        return base;
    }

    @Override
    public long reach(final int offset, final long end)
    {
        final int wantedEnd = (int)Math.min(end, length);
        if (wantedEnd > filledEnd)
        {
            slide(offset & -BLOCK);
            final int needed = wantedEnd - base + pieceBytes;
            if (needed > window.capacity())
            {
                allocate((needed + Pace.LARGE_BYTES - 1) & -Pace.LARGE_BYTES);
            }

            try
            {
                while (filledEnd < wantedEnd && read() > 0)
                {
                    BackgroundThread.giveWay();
                }
            }
            catch (final IOException ex)
            {
                throw new UncheckedIOException(path + " cannot be read at offset " + filledEnd, ex);
            }
        }

        return filledEnd;
    }

    /** Lets what was walked go, and makes room for what comes. */
    private void slide(final int newBase)
    {
        final int gone = newBase - base;
        if (gone > 0)
        {
            digest.update(window.clear().limit(gone));
            buffer.putBytes(0, buffer, gone, filledEnd - newBase);
            base = newBase;
        }
    }

    /** Reads the next piece; its place in the file and in memory is a whole block, for direct reads. */
    private int read() throws IOException
    {
        final int at = filledEnd - base;
        final int count = channel.read(window.clear().position(at).limit(at + pieceBytes), filledEnd);
        final int more = filledEnd + count >= length ? length - filledEnd : count & -BLOCK;
        filledEnd += Math.max(0, more);

        return more;
    }

    @Override
    public void pieceBytes(final int bytes)
    {
        pieceBytes = bytes;
    }

    @Override
    public Sha256 sha256(final int end)
    {
        if (end < base || reach(base, end) < end)
        {
            throw new IllegalStateException(path + " is in memory from " + base + " to " + filledEnd + ", not at " + end);
        }

        return digest.end(window.clear().limit(end - base));
    }

    @Override
    public void close()
    {
        buffer.wrap(0, 0);
        BufferUtil.free(memory);
        CloseHelper.quietClose(channel);
    }
}

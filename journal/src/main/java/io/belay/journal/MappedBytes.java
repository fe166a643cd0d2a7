package io.belay.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.agrona.CloseHelper;
import org.agrona.IoUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A cycle file, mapped for reading as a whole. All of it may be looked at in any order, and what another process writes
 * is seen.
 * <p>
 * A mapped page that a file does not have any more costs the process an error at some later time. So before bytes are
 * touched the file is asked how long it is now, once for as many as are read ahead in one go.
 */
final class MappedBytes implements CycleBytes
{
    private static final int LOOK_AHEAD = 64 * 1024;

    private final Path path;
    private final RandomAccessFile file;
    private final MappedByteBuffer map;
    private final UnsafeBuffer buffer;

    private MappedBytes(final Path path, final RandomAccessFile file, final MappedByteBuffer map)
    {
        this.path = path;
        this.file = file;
        this.map = map;
        this.buffer = new UnsafeBuffer(map);
    }

    static MappedBytes open(final Path path) throws IOException
    {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ))
        {
            final long size = Math.min(channel.size(), Integer.MAX_VALUE);
            final MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);

            return new MappedBytes(path, openForLength(path), map);
        }
    }

    /** A channel would be closed by an interrupt of its thread, as of a reader that is to end in order. */
    private static RandomAccessFile openForLength(final Path path) throws IOException
    {
        try
        {
            return new RandomAccessFile(path.toFile(), "r");
        }
        catch (final FileNotFoundException ex)
        {
            // It could be opened a moment ago, so it was deleted or moved since.
            final NoSuchFileException gone = new NoSuchFileException(path.toString());
            gone.initCause(ex);
            throw gone;
        }
    }

    @Override
    public int length()
    {
        return buffer.capacity();
    }

    @Override
    public long presentLength()
    {
        try
        {
            return file.length();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(path + " does not say how long it is", ex);
        }
    }

    @Override
    public AtomicBuffer buffer()
    {
        return buffer;
    }

    @Override
    public int base()
    {
        return 0;
    }

    @Override
    public long reach(final int offset, final long end)
    {
        return Math.min(presentLength(), Math.max(end, (long)offset + LOOK_AHEAD));
    }

    @Override
    public void pieceBytes(final int bytes)
    {
        // The kernel reads when a page is touched.
    }

    @Override
    public Sha256 sha256(final int end)
    {
        return Sha256.digest(map.duplicate().clear().limit(end));
    }

    @Override
    public void close()
    {
        buffer.wrap(0, 0);
        IoUtil.unmap(map);
        CloseHelper.quietClose(file);
    }
}

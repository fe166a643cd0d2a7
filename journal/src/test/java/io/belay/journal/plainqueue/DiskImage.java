package io.belay.journal.plainqueue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pages of some files that are on the disk. Names and lengths are given for free, which is more than a real disk
 * does for who never forces a directory: what is lost here is lost for want of bytes alone. A file of which no page was
 * forced is not there.
 */
final class DiskImage
{
    static final int PAGE = 4096;

    private final Map<Path, Map<Long, byte[]>> files = new TreeMap<>();

    /** Takes pages of a file as they are in the page cache now. */
    void force(final Path file, final long offset, final long length)
    {
        final Map<Long, byte[]> pages = files.computeIfAbsent(file, path -> new TreeMap<>());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ))
        {
            for (long at = offset / PAGE * PAGE; at < Math.min(offset + length, channel.size()); at += PAGE)
            {
                final ByteBuffer page = ByteBuffer.allocate(PAGE);
                while (page.hasRemaining() && channel.read(page, at + page.position()) > 0)
                {
                    Thread.onSpinWait();
                }

                pages.put(at, page.array());
            }
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    /** A page that the disk never got. */
    void lose(final Path file, final long offset)
    {
        files.get(file).remove(offset / PAGE * PAGE);
    }

    /** Writes the files as they are after a power cut. */
    Path write(final Path directory) throws IOException
    {
        Files.createDirectories(directory);
        for (final Map.Entry<Path, Map<Long, byte[]>> file : files.entrySet())
        {
            final Path target = directory.resolve(file.getKey().getFileName());
            try (FileChannel channel = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.WRITE))
            {
                for (final Map.Entry<Long, byte[]> page : file.getValue().entrySet())
                {
                    channel.write(ByteBuffer.wrap(page.getValue()), page.getKey());
                }

                final long length = Files.size(file.getKey());
                if (channel.size() < length)
                {
                    channel.write(ByteBuffer.allocate(1), length - 1);
                }
            }
        }

        return directory;
    }
}

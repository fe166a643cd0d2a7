package io.belay.journal;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.agrona.IoUtil;

/**
 * The journal's own mapping of a whole cycle file, only there to be forced. Of the journal's thread.
 * <p>
 * The queue maps a file in blocks and syncs only the last of them. A mapping of the whole file has no such borders, and
 * a range is forced from where the last force ended, however the queue has cut it.
 */
final class CycleMap implements AutoCloseable
{
    /**
     * Behind each entry the queue zeroes eight bytes, since rubbish of an append that died may lie there; the end mark
     * takes the same eight. When they fall on the next page they must be forced too.
     */
    static final int TRAILER = 8;

    private final Path path;
    private final Disk disk;
    private final MappedByteBuffer map;
    private int forcedOffset;

    private CycleMap(final Path path, final Disk disk, final MappedByteBuffer map)
    {
        this.path = path;
        this.disk = disk;
        this.map = map;
    }

    /** Maps the part of a file that has blocks; the first force begins at 0, so that the header page is in it. */
    static CycleMap open(final Path path, final int allocatedBytes, final Disk disk) throws IOException
    {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE))
        {
            if (channel.size() < allocatedBytes)
            {
                throw new IOException(path + " is " + channel.size() + " bytes long, not the " + allocatedBytes +
                    " that were prepared: the prepared file was not taken");
            }

            return new CycleMap(path, disk, channel.map(FileChannel.MapMode.READ_WRITE, 0, allocatedBytes));
        }
    }

    Path path()
    {
        return path;
    }

    int allocatedBytes()
    {
        return map.capacity();
    }

    /** Returns when all up to an offset is on the disk. */
    void force(final int endOffset) throws IOException
    {
        disk.forceRange(path, map, forcedOffset, Math.min(map.capacity(), endOffset + TRAILER) - forcedOffset);
        forcedOffset = endOffset;
    }

    /** Writes the end mark and returns when it is on the disk. */
    void end(final int endOffset) throws IOException
    {
        map.order(ByteOrder.LITTLE_ENDIAN).putInt(endOffset, CycleCursor.END_OF_DATA);
        force(endOffset);
    }

    @Override
    public void close()
    {
        IoUtil.unmap(map);
    }
}

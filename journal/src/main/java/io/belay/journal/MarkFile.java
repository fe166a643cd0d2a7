package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import io.belay.wire.Crc32c;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A small file that holds two numbers, wholly or not at all.
 * <pre>
 *   0         8          16         24        28
 *  +---------+----------+----------+---------+
 *  | "BELAYMRK" | first | second   | CRC32C  |
 *  +---------+----------+----------+---------+
 * </pre>
 * All fields are little-endian.
 *
 * @param first  number.
 * @param second number.
 */
record MarkFile(long first, long second)
{
    private static final long MAGIC = 0x4B524D59414C4542L;
    private static final int CRC_OFFSET = 3 * Long.BYTES;
    private static final int LENGTH = CRC_OFFSET + Integer.BYTES;
    private static final String TEMPORARY_SUFFIX = ".tmp";

    /** The mark in a file, null when there is none that is whole. */
    static MarkFile read(final Path path) throws IOException
    {
        final byte[] bytes;
        try
        {
            bytes = RegularFile.read(path, LENGTH);
        }
        catch (final NoSuchFileException ex)
        {
            return null;
        }

        final ByteBuffer mark = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (LENGTH != bytes.length || MAGIC != mark.getLong(0) || crc(bytes) != mark.getInt(CRC_OFFSET))
        {
            return null;
        }

        return new MarkFile(mark.getLong(Long.BYTES), mark.getLong(2 * Long.BYTES));
    }

    /** Returns when the mark is on the disk. */
    void write(final Path path, final Disk disk) throws IOException
    {
        final byte[] bytes = new byte[LENGTH];
        final ByteBuffer mark = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        mark.putLong(0, MAGIC).putLong(Long.BYTES, first).putLong(2 * Long.BYTES, second);
        mark.putInt(CRC_OFFSET, crc(bytes));

        final Path temporary = path.resolveSibling(path.getFileName() + TEMPORARY_SUFFIX);
        try (FileChannel channel = FileChannel.open(
            temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING))
        {
            disk.write(temporary, channel, mark, 0);
            disk.forceFile(temporary, channel);
        }

        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        disk.forceDirectory(path.toAbsolutePath().getParent());
    }

    private static int crc(final byte[] bytes)
    {
        return new Crc32c().compute(new UnsafeBuffer(bytes), 0, CRC_OFFSET);
    }
}

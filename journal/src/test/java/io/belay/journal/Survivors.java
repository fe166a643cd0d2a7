package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What of a journal is still whole after a damage, looked up byte by byte without the journal's own code: so it can be
 * said whether a journal that was opened has let go of what it could have known about.
 */
final class Survivors
{
    private static final byte[] MAGIC = {'B', 'L', 'A', 'Y'};
    private static final int HEADER = 24;

    private final List<Entry> entries = new ArrayList<>();
    private long sealedSequence;

    /** One that is whole. */
    private record Entry(String file, int offset, long sequence, long synced)
    {
    }

    private Survivors()
    {
    }

    static Survivors in(final Path root) throws IOException
    {
        final Survivors survivors = new Survivors();
        for (final Path path : JournalFiles.cycleFiles(root.resolve("queue"), root.resolve("cycles")))
        {
            if (Files.isRegularFile(path))
            {
                survivors.look(path.getFileName().toString(), Files.readAllBytes(path));
            }

            survivors.lookBeside(path);
        }

        return survivors;
    }

    private void lookBeside(final Path path) throws IOException
    {
        if (Files.isRegularFile(CycleName.summary(path)))
        {
            final CycleSummary summary = SummaryFile.read(path);
            sealedSequence = Math.max(sealedSequence, null == summary ? 0 : summary.lastSequence() + 1);
        }
    }

    private void look(final String name, final byte[] bytes)
    {
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + HEADER <= bytes.length; at += Integer.BYTES)
        {
            if (bytes[at] == MAGIC[0] && bytes[at + 1] == MAGIC[1] && bytes[at + 2] == MAGIC[2] &&
                bytes[at + 3] == MAGIC[3] && isWhole(buffer, at))
            {
                final long sequence = buffer.getLong(at + 16);
                entries.add(new Entry(name, at, sequence, sequence - (buffer.getInt(at + 12) & 0xFFFF_FFFFL)));
            }
        }
    }

    private static boolean isWhole(final ByteBuffer buffer, final int at)
    {
        final int length = buffer.getInt(at + 8);
        if (length < 0 || length > buffer.capacity() - at - HEADER)
        {
            return false;
        }

        final CRC32C crc = new CRC32C();
        crc.update(buffer.slice(at + 8, HEADER - 8 + length));

        return (int)crc.getValue() == buffer.getInt(at + 4);
    }

    /**
     * An entry that was written when the wanted one was known to be on the disk, or null.
     *
     * @param sequence wanted: all before it were read.
     * @param file     in which that ended: only what lies behind is looked at.
     */
    String proofOf(final long sequence, final String file)
    {
        final int readOffset = entries.stream()
            .filter(entry -> entry.file.equals(file) && entry.sequence < sequence)
            .mapToInt(Entry::offset).max().orElse(0);
        for (final Entry entry : entries)
        {
            final int order = entry.file.compareTo(file);
            if (entry.synced >= sequence && (order > 0 || (0 == order && entry.offset > readOffset)))
            {
                return entry.toString();
            }
        }

        return null;
    }

    /** The sequence that was on the disk when the last of the summaries that are there was made; 0 without any. */
    long sealedSequence()
    {
        return sealedSequence;
    }

    int count()
    {
        return entries.size();
    }
}

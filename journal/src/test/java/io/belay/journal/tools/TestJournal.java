package io.belay.journal.tools;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import io.belay.journal.ChronicleJournal;
import io.belay.journal.Journal;
import io.belay.journal.JournalConfig;
import io.belay.journal.JournalFiles;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochClock;

/**
 * A real journal with small files, and ways to damage it.
 */
final class TestJournal implements AutoCloseable
{
    private static final int CYCLE_BYTES = 1 << 20;
    private static final int ENTRY_BYTES_MAX = 64 << 10;

    private final Path directory;
    private final Journal journal;

    TestJournal(final Path directory) throws IOException
    {
        this.directory = directory;
        final EpochClock clock = () -> WalEntries.START_MS;
        journal = ChronicleJournal.open(
            JournalConfig.of(directory)
                .withEntryBytesMax(ENTRY_BYTES_MAX)
                .withCycleBytes(CYCLE_BYTES)
                .withReserveBytes(0),
            clock);
    }

    long append(final WalEntries entry)
    {
        return append(entry.buffer(), entry.length());
    }

    long append(final DirectBuffer buffer, final int length)
    {
        return journal.append(buffer, 0, length);
    }

    void sync()
    {
        journal.sync();
    }

    Journal journal()
    {
        return journal;
    }

    List<Path> files() throws IOException
    {
        return JournalFiles.open(directory).paths();
    }

    /** Appends frames of so many bytes until another file was begun. */
    void fillFile(final WalEntries entries, final int frameLength) throws IOException
    {
        final int count = files().size();
        final byte[] bytes = new byte[frameLength];
        while (files().size() == count)
        {
            append(entries.frame(bytes));
        }

        sync();
    }

    @Override
    public void close()
    {
        journal.close();
    }

    /** Offset in a file of the last place at which a text stands. */
    static long find(final Path file, final String text) throws IOException
    {
        final byte[] bytes = Files.readAllBytes(file);
        final String all = new String(bytes, StandardCharsets.ISO_8859_1);

        return all.lastIndexOf(text);
    }

    static void flipBit(final Path file, final long offset, final int bit) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE))
        {
            final ByteBuffer octet = ByteBuffer.allocate(1);
            channel.read(octet, offset);
            octet.put(0, (byte)(octet.get(0) ^ (1 << bit))).flip();
            channel.write(octet, offset);
        }
    }
}

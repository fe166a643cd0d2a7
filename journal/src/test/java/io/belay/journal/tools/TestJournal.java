package io.belay.journal.tools;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

import io.belay.journal.ChronicleJournal;
import io.belay.journal.CycleCursor;
import io.belay.journal.CycleFile;
import io.belay.journal.Envelope;
import io.belay.journal.JournalConfig;
import io.belay.journal.JournalFiles;
import io.belay.sbe.journal.CycleHeaderEncoder;
import io.belay.sbe.journal.MessageHeaderEncoder;
import io.belay.wire.Crc32c;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A real journal with small files, and ways to damage it.
 */
final class TestJournal implements AutoCloseable
{
    /** Changes the message of a cycle header. */
    @FunctionalInterface
    interface HeaderChange
    {
        void apply(UnsafeBuffer buffer, int messageOffset);
    }

    private static final int CYCLE_BYTES = 1 << 20;
    private static final int ENTRY_BYTES_MAX = 64 << 10;

    private final Path directory;
    private final ChronicleJournal journal;

    TestJournal(final Path directory) throws IOException
    {
        this(directory, 0);
    }

    TestJournal(final Path directory, final long retentionBytes) throws IOException
    {
        this.directory = directory;
        final EpochClock clock = () -> WalEntries.START_MS;
        journal = ChronicleJournal.open(
            JournalConfig.of(directory)
                .withEntryBytesMax(ENTRY_BYTES_MAX)
                .withCycleBytes(CYCLE_BYTES)
                .withRetention(retentionBytes, 0)
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

    ChronicleJournal journal()
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

    /** Lets the journal do all its background work: summaries of finished files, the next file. */
    void doHousekeeping() throws Exception
    {
        while (journal.housekeeping().doWork() > 0)
        {
            Thread.onSpinWait();
        }
    }

    /** The files as they are now: what a process that dies at this moment leaves. */
    void copyTo(final Path target) throws IOException
    {
        copy(directory, target);
    }

    @Override
    public void close()
    {
        journal.close();
    }

    static void copy(final Path directory, final Path target) throws IOException
    {
        try (Stream<Path> paths = Files.walk(directory))
        {
            for (final Path path : paths.toList())
            {
                Files.copy(path, target.resolve(directory.relativize(path).toString()));
            }
        }
    }

    /** Offset in a file of the last place at which a text stands. */
    static long find(final Path file, final String text) throws IOException
    {
        return latin(file).lastIndexOf(text);
    }

    /** Changes the message of the cycle header and makes its checksum right again. */
    static void changeHeader(final Path file, final HeaderChange change) throws IOException
    {
        final byte[] bytes = Files.readAllBytes(file);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final int envelope = latin(file).indexOf("BLAY");
        change.apply(buffer, envelope + Envelope.LENGTH);

        final int length = buffer.getInt(envelope + 8, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(
            envelope + 4, new Crc32c().compute(buffer, envelope + 8, Envelope.LENGTH - 8 + length),
            ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes);
    }

    /** Makes a file carry the layouts of {@link NextSchema}. */
    static void carryNextSchema(final Path file) throws IOException
    {
        final byte[] layouts = NextSchema.irBytes();
        changeHeader(
            file,
            (buffer, offset) ->
            {
                final int length = offset + MessageHeaderEncoder.ENCODED_LENGTH + CycleHeaderEncoder.BLOCK_LENGTH;
                buffer.putInt(length, layouts.length, ByteOrder.LITTLE_ENDIAN);
                buffer.putBytes(length + Integer.BYTES, layouts);
            });
    }

    /** Where the first entry of a file begins. */
    static long beginOfEntries(final Path file) throws IOException
    {
        try (CycleFile cycle = CycleFile.open(file))
        {
            final CycleCursor cursor = cycle.cursor();
            cursor.next();

            return (long)cursor.messageOffset() - Envelope.LENGTH;
        }
    }

    /** Where the last entry of a file ends. */
    static long endOfEntries(final Path file) throws IOException
    {
        try (CycleFile cycle = CycleFile.open(file))
        {
            final CycleCursor cursor = cycle.cursor();
            while (CycleCursor.Step.ENTRY == cursor.next())
            {
                Thread.onSpinWait();
            }

            return cursor.nextOffset();
        }
    }

    private static String latin(final Path file) throws IOException
    {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
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

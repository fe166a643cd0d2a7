package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are written past the queue are the queue's own, to the byte before the first entry and to any tailer.
 */
class QueuePreambleTest
{
    @TempDir
    private Path directory;

    @Test
    void shouldBeWhatTheQueueWritesItself() throws IOException
    {
        final byte[] preamble = QueuePreamble.of(directory);
        final Path file;
        try (ChronicleJournal journal = new Journals(WriteMode.QUEUE).open(directory.resolve("journal")))
        {
            file = journal.cycles().get(0).path();
            try (InputStream in = Files.newInputStream(file))
            {
                assertEquals(hex(preamble), hex(in.readNBytes(preamble.length)));
            }
        }
    }

    @Test
    void shouldLeaveNothingBehindAndMindNothingThatWasLeft() throws IOException
    {
        Files.createDirectories(directory.resolve("preamble"));
        Files.writeString(directory.resolve("preamble").resolve("20260101-000000B.cq4"), "rubbish of a process that died");

        assertArrayEquals(QueuePreamble.of(directory), QueuePreamble.of(directory));
        try (Stream<Path> left = Files.list(directory))
        {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void shouldBeReadByTheQueuesOwnTailer() throws IOException
    {
        final int count = 3000;
        try (ChronicleJournal journal = new Journals(WriteMode.DIRECT).open(directory.resolve("journal")))
        {
            Journals.append(journal, new Frames(), count, 500);
            journal.sync();
        }

        final List<Long> sequences = new ArrayList<>();
        try (ChronicleQueue queue = SingleChronicleQueueBuilder.binary(directory.resolve("journal").resolve("queue"))
            .rollCycle(CycleName.SECONDS).readOnly(true).build();
            ExcerptTailer tailer = queue.createTailer())
        {
            for (DocumentContext context = tailer.readingDocument(); context.isPresent();
                context = tailer.readingDocument())
            {
                final long at = context.wire().bytes().readPosition();
                sequences.add(context.wire().bytes().readLong(at + Envelope.SEQUENCE_OFFSET));
                context.close();
            }
        }

        // A cycle's header carries the sequence before its first entry.
        assertEquals(count, sequences.stream().distinct().filter((sequence) -> sequence > 0).count());
        assertEquals(sequences.stream().sorted().toList(), sequences);
    }

    /** Word by word, so that a difference is found. */
    private static String hex(final byte[] bytes)
    {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length; i += Long.BYTES)
        {
            final StringBuilder word = new StringBuilder();
            for (int j = i; j < Math.min(bytes.length, i + Long.BYTES); j++)
            {
                word.append(String.format("%02x", bytes[j]));
            }
            text.append(i).append(':').append(word).append(System.lineSeparator());
        }

        return text.toString();
    }
}

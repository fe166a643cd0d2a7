package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

import org.agrona.concurrent.SystemEpochClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassingBytesTest
{
    private static final int ENTRY_MAX = 1 << 20;
    private static final long SEED = 7;

    @TempDir
    private Path directory;

    /** A file of 8 MiB with entries of all lengths, many times what is in memory at once. */
    private Path finishedFile(final WriteMode mode)
    {
        final JournalConfig config = JournalConfig.of(directory.resolve("journal"))
            .withEntryBytesMax(ENTRY_MAX).withCycleBytes(8 << 20).withReserveBytes(0).withWriteMode(mode);
        final Random random = new Random(SEED);
        final Frames frames = new Frames();
        try (ChronicleJournal journal = ChronicleJournal.open(config, SystemEpochClock.INSTANCE))
        {
            while (journal.cycles().size() < 2)
            {
                final int length = 0 == random.nextInt(200) ? ENTRY_MAX - 500 : random.nextInt(3_000);
                Journals.append(journal, frames, 1, length);
                journal.sync();
            }

            return journal.cycles().get(0).path();
        }
    }

    private static long walk(final CycleCursor cursor, final CycleCursor.Step expected)
    {
        final Frames frames = new Frames();
        CycleCursor.Step step = cursor.next();
        while (CycleCursor.Step.ENTRY == step)
        {
            assertTrue(
                frames.matches(cursor.buffer(), cursor.messageOffset(), cursor.messageLength(), cursor.sequence()),
                () -> "sequence " + cursor.sequence() + ", seed " + SEED);
            step = cursor.next();
        }

        assertEquals(expected, step);

        return cursor.nextSequence();
    }

    @Test
    void shouldRefuseAFileThatIsNotThere()
    {
        assertThrows(
            NoSuchFileException.class, () -> CycleFile.openInPassing(directory.resolve("20260101T000000.cq4")).close());
    }

    @Test
    void shouldRefuseADigestOfWhatHasPassedOrIsNotThere()
    {
        try (CycleFile file = CycleFile.openInPassing(finishedFile(WriteMode.DIRECT)))
        {
            walk(file.cursor(), CycleCursor.Step.SEALED);
            assertThrows(IllegalStateException.class, () -> file.sha256(1));
            assertThrows(IllegalStateException.class, () -> file.sha256(file.length() + 1));
        }
        catch (final IOException ex)
        {
            throw new AssertionError(ex);
        }
    }

    @Test
    void shouldSayThatAFileIsCutShort() throws IOException
    {
        final Path path = finishedFile(WriteMode.DIRECT);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE))
        {
            channel.truncate(4_000_001);
        }

        try (CycleFile file = CycleFile.openInPassing(path))
        {
            final CycleCursor cursor = file.cursor();
            walk(cursor, CycleCursor.Step.DEFECT);
            assertEquals(CycleDefect.LENGTH, cursor.defect());
        }
    }

    @Test
    void shouldSayThatAFileIsCutShortWhileItIsRead() throws IOException
    {
        final Path path = finishedFile(WriteMode.DIRECT);
        try (CycleFile file = CycleFile.openInPassing(path))
        {
            final CycleCursor cursor = file.cursor();
            assertEquals(CycleCursor.Step.ENTRY, cursor.next());
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE))
            {
                channel.truncate(4_000_001);
            }

            walk(cursor, CycleCursor.Step.DEFECT);
            assertEquals(CycleDefect.CUT_SHORT, cursor.defect());
        }
    }

    @Test
    void shouldFindDamageAsAMappedFileDoes() throws IOException
    {
        final Path path = finishedFile(WriteMode.DIRECT);
        final byte[] bytes = Files.readAllBytes(path);
        bytes[3_000_000] ^= 1;
        Files.write(path, bytes);
        try (CycleFile mapped = CycleFile.open(path); CycleFile passing = CycleFile.openInPassing(path))
        {
            final CycleCursor expected = mapped.cursor();
            final CycleCursor found = passing.cursor();
            assertEquals(walk(expected, CycleCursor.Step.DEFECT), walk(found, CycleCursor.Step.DEFECT));
            assertEquals(expected.defect(), found.defect());
            assertEquals(expected.offset(), found.offset());
        }
    }

    private void compare(final Path path) throws IOException
    {
        try (CycleFile mapped = CycleFile.open(path); CycleFile passing = CycleFile.openInPassing(path))
        {
            assertEquals(mapped.length(), passing.length());
            assertEquals(mapped.journalId(), passing.journalId());
            assertEquals(mapped.createdMs(), passing.createdMs());
            final CycleCursor expected = mapped.cursor();
            final CycleCursor found = passing.cursor();
            assertEquals(walk(expected, CycleCursor.Step.SEALED), walk(found, CycleCursor.Step.SEALED));
            assertEquals(expected.offset(), found.offset());
            final int end = expected.offset() + CycleMap.TRAILER;
            assertEquals(mapped.sha256(end), passing.sha256(end));
        }
    }

    @Test
    void shouldReadWhatAMappedFileShows() throws IOException
    {
        compare(finishedFile(WriteMode.DIRECT));
    }

    @Test
    void shouldReadWhatAQueueWrote() throws IOException
    {
        compare(finishedFile(WriteMode.QUEUE));
    }
}

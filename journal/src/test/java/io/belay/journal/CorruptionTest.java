package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.belay.sbe.journal.CycleHeaderEncoder;
import io.belay.sbe.journal.MessageHeaderEncoder;
import io.belay.wire.Crc32c;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A journal whose bytes were changed behind its back.
 */
class CorruptionTest
{
    private final Journals journals = new Journals(mode());
    private static final long SEED = Long.getLong("belay.test.seed", System.nanoTime());
    private static final int FLIPS = Integer.getInteger("belay.test.flips", 80);
    private static final int ENTRIES = 3000;

    @TempDir
    private Path directory;
    private Path root;
    private Path queue;

    /** Several files, the first two of them sealed, closed in order. */
    /** How the journals of these tests are written. */
    WriteMode mode()
    {
        return WriteMode.QUEUE;
    }

    @BeforeEach
    void write()
    {
        root = directory.resolve("journal");
        queue = root.resolve(JournalFiles.QUEUE);
        final Frames frames = new Frames();
        try (ChronicleJournal journal = journals.open(root))
        {
            for (int i = 0; i < ENTRIES / 50; i++)
            {
                Journals.append(journal, frames, 50, 400);
                journal.sync();
                if (2 > journal.cycles().stream().filter(cycle -> null != cycle.summary()).count())
                {
                    journal.housekeeping().doWork();
                }
            }

            assertTrue(journal.cycles().size() > 3);
        }
    }

    private List<Path> files() throws IOException
    {
        return JournalFiles.cycleFiles(queue);
    }

    private void uncleanStop() throws IOException
    {
        Files.delete(root.resolve(JournalFiles.CLEAN_STOP));
    }

    private static void flip(final Path file, final long offset, final int mask) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE))
        {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, offset);
            one.put(0, (byte)(one.get(0) ^ mask)).flip();
            channel.write(one, offset);
        }
    }

    private static int offsetOf(final Path path, final int entries) throws IOException
    {
        try (CycleFile file = CycleFile.open(path))
        {
            final CycleCursor cursor = file.cursor();
            for (int i = 0; i < entries; i++)
            {
                assertEquals(CycleCursor.Step.ENTRY, cursor.next());
            }

            return cursor.messageOffset();
        }
    }

    private String refusal()
    {
        final String message =
            assertThrows(CorruptJournalException.class, () -> journals.open(root).close()).getMessage();
        assertTrue(message.contains("sequence"), message);

        return message;
    }

    @Test
    void shouldRefuseWithPlaceAndSequenceWhenASyncedEntryIsDamaged() throws Exception
    {
        uncleanStop();
        final Path third = files().get(2);
        flip(third, offsetOf(third, 10) + 100, 4);

        final String message = refusal();
        assertTrue(message.contains(third.getFileName().toString()), message);
        assertTrue(message.contains("offset"), message);
        assertTrue(message.contains("belay verify"), message);
    }

    @Test
    void shouldRefuseWhenTheLastEntryIsDamagedAfterACleanStop() throws Exception
    {
        final Path last = files().get(files().size() - 1);
        flip(last, offsetOf(last, 20), 1);

        assertTrue(refusal().contains(last.getFileName().toString()));
    }

    @Test
    void shouldDropADamagedLastEntryThatNothingVouchesFor() throws Exception
    {
        uncleanStop();
        final Path last = files().get(files().size() - 1);
        int entries = 0;
        try (CycleFile file = CycleFile.open(last))
        {
            final CycleCursor cursor = file.cursor();
            while (CycleCursor.Step.ENTRY == cursor.next())
            {
                entries++;
            }
        }

        flip(last, offsetOf(last, entries) + 50, 1);
        journals.checkRecovers(root, ENTRIES - 1, "last entry damaged");
    }

    @Test
    void shouldRefuseWhenACycleHeaderIsDamaged() throws Exception
    {
        uncleanStop();
        final Path third = files().get(2);
        try (CycleFile file = CycleFile.open(third))
        {
            flip(third, file.cursor().offset() - 100, 8);
        }

        assertTrue(refusal().contains(third.getFileName().toString()));
    }

    @Test
    void shouldRefuseWhenTheFirstHeaderPageIsGone() throws Exception
    {
        uncleanStop();
        final Path first = files().get(0);
        try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.allocate(4096), 0);
        }

        refusal();
    }

    @Test
    void shouldRefuseWhenAFileInTheMiddleIsMissing() throws Exception
    {
        uncleanStop();
        Files.delete(files().get(2));

        assertTrue(refusal().contains("missing"));
    }

    @Test
    void shouldRefuseWhenTheLastFileIsMissingAfterACleanStop() throws Exception
    {
        Files.delete(files().get(files().size() - 1));

        refusal();
    }

    @Test
    void shouldRefuseWhenAllFilesAreMissing() throws Exception
    {
        for (final Path file : files())
        {
            Files.delete(file);
        }

        uncleanStop();
        refusal();
    }

    @Test
    void shouldRefuseWhenAFileInTheMiddleIsEmpty() throws Exception
    {
        uncleanStop();
        Files.write(files().get(2), new byte[0]);

        refusal();
    }

    @Test
    void shouldPassOverEmptyAndZeroFilesBehindTheLast() throws Exception
    {
        uncleanStop();
        Files.write(queue.resolve("29991231-235958B.cq4"), new byte[0]);
        Files.write(queue.resolve("29991231-235959B.cq4"), new byte[1 << 20]);

        journals.checkRecovers(root, ENTRIES, "empty files");
    }

    @Test
    void shouldRefuseAFileOfAnotherJournal() throws Exception
    {
        final long tomorrowMs = System.currentTimeMillis() + 86_400_000;
        try (ChronicleJournal other =
            ChronicleJournal.open(journals.small(directory.resolve("other")), () -> tomorrowMs))
        {
            Journals.append(other, new Frames(), 10, 10);
        }

        final Path stray = JournalFiles.cycleFiles(directory.resolve("other").resolve(JournalFiles.QUEUE)).get(0);
        Files.copy(stray, queue.resolve(stray.getFileName()));

        assertTrue(assertThrows(CorruptJournalException.class, () -> journals.open(root).close())
            .getMessage().contains("belongs to journal"));
    }

    @Test
    void shouldRefuseANewerFormatWithWords() throws Exception
    {
        uncleanStop();
        makeNewer(files().get(3));

        final String message =
            assertThrows(NewerFormatException.class, () -> journals.open(root).close()).getMessage();
        assertTrue(message.contains("format 2"), message);
    }

    private static void makeNewer(final Path path) throws IOException
    {
        final int envelope;
        try (CycleFile file = CycleFile.open(path))
        {
            final CycleCursor cursor = new CycleCursor(
                file.bytes(), 0, file.firstSequence() - 1);
            assertEquals(CycleCursor.Step.ENTRY, cursor.next());
            envelope = cursor.messageOffset() - Envelope.LENGTH;
        }

        final byte[] bytes = Files.readAllBytes(path);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        new CycleHeaderEncoder()
            .wrap(buffer, envelope + Envelope.LENGTH + MessageHeaderEncoder.ENCODED_LENGTH).formatVersion(2);
        buffer.putInt(
            envelope + Envelope.CRC_OFFSET,
            new Crc32c().compute(
                buffer, envelope + Envelope.LENGTH_OFFSET,
                Envelope.LENGTH - Envelope.LENGTH_OFFSET + Envelope.length(buffer, envelope)),
            ByteOrder.LITTLE_ENDIAN);
        Files.write(path, bytes);
    }

    @Test
    void shouldRestoreAnEndMarkThatWasDamaged() throws Exception
    {
        uncleanStop();
        final Path third = files().get(2);
        final int end;
        try (CycleFile file = CycleFile.open(third))
        {
            final CycleCursor cursor = file.cursor();
            while (CycleCursor.Step.ENTRY == cursor.next())
            {
                Thread.onSpinWait();
            }

            end = cursor.offset();
        }

        flip(third, end + 3, 0x40);
        journals.checkRecovers(root, ENTRIES, "end mark");
        flip(root.resolve(JournalFiles.CYCLES).resolve(third.getFileName()), end + 3, 0x40);
        journals.checkRecovers(root, ENTRIES + 6, "end mark of a settled file");
    }

    @Test
    void shouldMakeADamagedSummaryAnew() throws Exception
    {
        final Path summary = CycleName.summary(files().get(1));
        flip(summary, 40, 1);
        assertNull(SummaryFile.read(files().get(1)));

        journals.checkRecovers(root, ENTRIES, "summary");
        try (ChronicleJournal journal = journals.open(root))
        {
            Journals.append(journal, new Frames(), 1, 10);
            journal.sync();
            while (0 < journal.housekeeping().doWork())
            {
                Thread.onSpinWait();
            }

            assertTrue(journal.cycles().stream().limit(journal.cycles().size() - 1L)
                .allMatch(cycle -> null != cycle.summary()));
        }
    }

    @Test
    void shouldNeverHandOverAWrongEntryWhateverBitFlips() throws Exception
    {
        System.out.println("seed " + SEED);
        final Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < FLIPS; i++)
        {
            final Path copy = directory.resolve("copy");
            PowerCutTest.copy(root, copy);
            final List<Path> targets;
            try (Stream<Path> all = Files.walk(copy))
            {
                targets = all.filter(path -> Files.isRegularFile(path) && size(path) > 0).sorted().toList();
            }

            final Path target = targets.get(random.nextInt(targets.size()));
            final long offset = (long)(random.nextDouble() * Math.min(size(target), 450_000));
            flip(target, offset, 1 << random.nextInt(8));
            refused += isRefused(copy, "seed " + SEED + ", flip " + i + " at " + offset + " of " + target) ? 1 : 0;
            PowerCutTest.delete(copy);
        }

        final int count = refused;
        assertTrue(count > FLIPS / 10, () -> "only " + count + " flips were noticed");
    }

    private boolean isRefused(final Path copy, final String what)
    {
        try (ChronicleJournal journal = journals.open(copy))
        {
            assertEquals(ENTRIES, Journals.readAll(journal.newReader(1)), what);
            Journals.append(journal, new Frames(), 3, 10);
            journal.sync();
            assertEquals(ENTRIES + 3, Journals.readAll(journal.newReader(ENTRIES - 10)), what);

            return false;
        }
        catch (final CorruptJournalException | NewerFormatException ex)
        {
            return true;
        }
    }

    private static long size(final Path path)
    {
        return path.toFile().length();
    }
}

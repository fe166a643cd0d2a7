package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.belay.wire.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingTest
{
    private final Journals journals = new Journals(mode());
    private static final long OTHER = 99;

    @TempDir
    private Path directory;
    private final Frames frames = new Frames();
    private long nowMs = 1_800_000_000_000L;

    /** How the journals of these tests are written. */
    WriteMode mode()
    {
        return WriteMode.QUEUE;
    }

    private ChronicleJournal open(final long retentionBytes, final long retentionAgeMs)
    {
        return ChronicleJournal.open(
            journals.small(directory).withRetention(retentionBytes, retentionAgeMs), () -> nowMs);
    }

    private static void keepHouse(final ChronicleJournal journal)
    {
        while (0 < journal.housekeeping().doWork())
        {
            Thread.onSpinWait();
        }
    }

    private static void fill(final ChronicleJournal journal, final Frames frames, final int files)
    {
        final int target = journal.cycles().size() + files;
        while (journal.cycles().size() < target)
        {
            Journals.append(journal, frames, 20, 800);
        }

        journal.sync();
    }

    /** Of a journal with three, which is closed. */
    private Path firstSealedFile()
    {
        try (ChronicleJournal journal = open(0, 0))
        {
            fill(journal, frames, 3);
            keepHouse(journal);

            return journal.cycles().get(0).path();
        }
    }

    @Test
    void shouldNotSealWhatIsNotDurable()
    {
        try (ChronicleJournal journal = open(0, 0))
        {
            Journals.append(journal, frames, 1000, 800);
            keepHouse(journal);
            assertTrue(journal.cycles().size() > 2);
            assertNull(journal.cycles().get(0).summary());

            journal.sync();
            keepHouse(journal);
            assertEquals(1, journal.cycles().stream().filter(cycle -> null == cycle.summary()).count());
        }
    }

    @Test
    void shouldNotSealAFileBeforeTheNextOneHoldsAnEntryOnTheDisk()
    {
        try (ChronicleJournal journal = open(0, 0))
        {
            while (journal.cycles().size() < 2)
            {
                journal.sync();
                Journals.append(journal, frames, 1, 800);
            }

            assertEquals(journal.cycles().get(1).firstSequence() - 1, journal.durableSequence());
            keepHouse(journal);
            assertNull(journal.cycles().get(0).summary(), "a summary says that the next file is there");

            journal.sync();
            keepHouse(journal);
            assertTrue(null != journal.cycles().get(0).summary());
        }
    }

    @Test
    void shouldSumUpWhatASealedFileHolds() throws Exception
    {
        try (ChronicleJournal journal = open(0, 0))
        {
            journal.append(frames.buffer(), 0, frames.epochStart(OTHER, 1 << 16, 1, 1));
            journal.append(frames.buffer(), 0, frames.epochEstablished(OTHER, 1 << 16, 2, 0));
            for (int i = 1; i <= 2000; i++)
            {
                journal.append(frames.buffer(), 0, frames.frame(OTHER, 2 + i, i, 700));
            }

            journal.sync();
            keepHouse(journal);

            final CycleSummary first = journal.cycles().get(0).summary();
            final CycleSummary second = journal.cycles().get(1).summary();
            assertEquals(1, first.firstSequence());
            assertEquals(first.lastSequence() + 1, second.firstSequence());
            assertEquals(1, first.market(OTHER).firstPosition());
            assertEquals(1, first.market(OTHER).firstTxid());
            assertEquals(first.lastSequence(), first.market(OTHER).lastPosition());
            assertEquals(first.lastSequence() - 2, first.market(OTHER).lastTxid());
            assertEquals(first.entries(), first.market(OTHER).entries());
            assertEquals(second.firstSequence(), second.market(OTHER).firstPosition());
            assertTrue(second.epochs().get(0).established());
            assertEquals(22, second.epochs().get(0).standbyJournalId());
            assertEquals(nowMs, first.sealedMs());

            final Path path = journal.cycles().get(0).path();
            final byte[] bytes = Files.readAllBytes(path);
            assertEquals(
                first.sha256(), Sha256.digest(ByteBuffer.wrap(bytes, 0, (int)first.bytesLength())));
            assertEquals(first, SummaryFile.read(path));
        }
    }

    @Test
    void shouldKnowItsMarketsFromSummariesAsFromEntries()
    {
        final List<Long> expected = new ArrayList<>();
        try (ChronicleJournal journal = open(0, 0))
        {
            journal.append(frames.buffer(), 0, frames.epochStart(OTHER, 5 << 16, 1, 1));
            journal.append(frames.buffer(), 0, frames.frame(OTHER, 2, 1, 700));
            fill(journal, frames, 2);
            journal.append(frames.buffer(), 0, frames.frame(OTHER, 3, 2, 700));
            journal.append(frames.buffer(), 0, frames.epochStart(OTHER, 9 << 16, 4, 3));
            journal.append(frames.buffer(), 0, frames.superseded(OTHER, 3, 2));
            fill(journal, frames, 2);
            keepHouse(journal);
            expected.addAll(state(journal));
        }

        try (ChronicleJournal journal = open(0, 0))
        {
            assertEquals(expected, state(journal));
            assertFalse(journal.markets().get(OTHER).chain().isEstablished(0));
            assertEquals(9 << 16, journal.markets().get(OTHER).highestEpoch(), "a dead epoch's number stays used");
        }
    }

    private static List<Long> state(final Journal journal)
    {
        final MarketHistory other = journal.markets().get(OTHER);
        final MarketHistory main = journal.markets().get(Frames.MARKET);

        return List.of(
            other.lastPosition(), other.lastTxid(), other.lastEpoch(), other.lastHlc(), other.committedTxid(),
            other.chain().epoch(0), (long)other.chain().size(), main.lastPosition(), main.lastTxid(), main.lastHlc());
    }

    @Test
    void shouldFindDamageInASealedFileWhenItIsReadWhereOpeningDidNotLook() throws Exception
    {
        final Path file = damageTheFirstOfFour();
        final JournalConfig config = journals.small(directory).withCheckedBytes(Files.size(file));
        try (ChronicleJournal journal = ChronicleJournal.open(config, () -> nowMs);
            JournalReader reader = journal.newReader(1))
        {
            final String message = assertThrows(
                CorruptJournalException.class,
                () -> reader.poll((sequence, buffer, offset, length) -> true, Integer.MAX_VALUE)).getMessage();
            final Path settled = directory.resolve(JournalFiles.CYCLES).resolve(file.getFileName());
            assertTrue(message.startsWith(settled + " has a wrong checksum at offset "), message);
            assertTrue(message.contains(", where sequence " + reader.nextSequence() + " should be. "), message);
            assertTrue(message.endsWith(Advice.SAVE), message);
        }
    }

    @Test
    void shouldRefuseToOpenWhenASealedFileIsDamagedThatOpeningLooksAt() throws Exception
    {
        final Path file = damageTheFirstOfFour();

        final String message = assertThrows(CorruptJournalException.class, () -> open(0, 0).close()).getMessage();
        assertTrue(message.contains(" is lost: " + file + " can be read up to offset "), message);
        assertTrue(message.endsWith(Advice.SAVE), message);
    }

    private Path damageTheFirstOfFour() throws IOException
    {
        final Path first = firstSealedFile();
        final byte[] bytes = Files.readAllBytes(first);
        bytes[300_000] ^= 1;
        Files.write(first, bytes);

        return first;
    }

    @Test
    void shouldTellAReaderWithWordsWhenAFileIsGone() throws Exception
    {
        try (ChronicleJournal journal = open(0, 0))
        {
            fill(journal, frames, 3);
            final Path second = journal.cycles().get(1).path();
            Files.delete(second);
            for (final JournalReader reader :
                List.of(journal.newReader(1), JournalFiles.open(directory).newReader(1)))
            {
                final String message = assertThrows(
                    CorruptJournalException.class,
                    () -> reader.poll((sequence, buffer, offset, length) -> true, Integer.MAX_VALUE)).getMessage();
                assertTrue(message.contains(directory.toString()), message);
                assertTrue(message.contains("equence " + reader.nextSequence()), message);
                assertTrue(message.contains("`belay verify`"), message);
                reader.close();
            }
        }
    }

    @Test
    void shouldTellAReaderWithWordsWhenAFileWasCutShortWhileItIsRead() throws Exception
    {
        try (ChronicleJournal journal = open(0, 0); JournalReader reader = journal.newReader(1))
        {
            fill(journal, frames, 1);
            assertEquals(1, reader.poll((sequence, buffer, offset, length) -> true, 1));
            final Path path = journal.cycles().get(0).path();
            truncate(path, 4096);

            final String message = assertThrows(
                CorruptJournalException.class,
                () -> reader.poll((sequence, buffer, offset, length) -> true, Integer.MAX_VALUE)).getMessage();
            assertTrue(
                message.startsWith(path + " has an end that was cut off while it was read at offset "), message);
            assertTrue(message.contains(", where sequence 2 should be. "), message);
        }
    }

    @Test
    void shouldTellAReaderWithWordsWhenAFileIsCutShortInTheMiddleOfAPoll() throws Exception
    {
        try (ChronicleJournal journal = open(0, 0); JournalReader reader = journal.newReader(1))
        {
            fill(journal, frames, 1);
            final Path path = journal.cycles().get(0).path();
            final String message = assertThrows(
                CorruptJournalException.class,
                () -> reader.poll(
                    (sequence, buffer, offset, length) -> 1 != sequence || truncate(path, 400_000),
                    Integer.MAX_VALUE)).getMessage();
            assertTrue(
                message.startsWith(path + " has an end that was cut off while it was read at offset "), message);
            assertTrue(reader.nextSequence() > 100, "what is still there was not read");
        }
    }

    private static boolean truncate(final Path path, final long bytesLength)
    {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE))
        {
            return bytesLength == channel.truncate(bytesLength).size();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    @Test
    void shouldMarkWhereTheJournalBeginsBeforeItDeletes()
    {
        final StableDisk disk = new StableDisk();
        final Path root = directory.resolve("journal");
        final int[] cuts = {0};
        try (ChronicleJournal journal = ChronicleJournal.open(
            journals.small(root).withRetention(1 << 20, 0), () -> nowMs, JournalListener.NONE, disk))
        {
            fill(journal, frames, 8);
            final long last = journal.durableSequence();
            disk.beforeForce(() -> openAfterCut(disk, root, cuts[0]++, last));
            keepHouse(journal);
            disk.beforeForce(() -> { });
            assertNull(journal.failure(), "an image could not be opened");
            assertTrue(journal.firstSequence() > 1);
            assertTrue(cuts[0] > 8);
        }
    }

    private void openAfterCut(final StableDisk disk, final Path root, final int cut, final long last)
    {
        final Path image = directory.resolve("image-" + cut);
        try
        {
            // By chance the kernel has written names that nobody forced, or has not.
            disk.cut(root, image, new Random(cut), 0);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }

        try (ChronicleJournal found = ChronicleJournal.open(journals.small(image), () -> nowMs))
        {
            assertEquals(last, Journals.readAll(found.newReader(found.firstSequence())));
        }
    }

    @Test
    void shouldDeleteNothingWhenItsMarkCannotBeWritten() throws Exception
    {
        try (ChronicleJournal journal = open(1 << 20, 0))
        {
            Files.createDirectories(directory.resolve(JournalFiles.RETAINED_FROM).resolve("in the way"));
            fill(journal, frames, 6);
            keepHouse(journal);
            assertEquals(1, journal.firstSequence());
            assertNull(journal.failure());

            Files.delete(directory.resolve(JournalFiles.RETAINED_FROM).resolve("in the way"));
            Files.delete(directory.resolve(JournalFiles.RETAINED_FROM));
            keepHouse(journal);
            assertTrue(journal.firstSequence() > 1);
        }
    }

    @Test
    void shouldFindAPlaceToStartFromAPosition()
    {
        try (ChronicleJournal journal = open(0, 0))
        {
            fill(journal, frames, 4);
            keepHouse(journal);
            final long last = journal.appendedSequence();
            for (long position = 1; position <= last; position += 7)
            {
                final long sequence = journal.sequenceNotAfter(Frames.MARKET, position);
                assertTrue(sequence <= position, sequence + " for " + position);
                assertTrue(position - sequence < 1200, sequence + " for " + position);
            }

            assertTrue(journal.sequenceNotAfter(Frames.MARKET, last + 100) > last - 1200);
        }
    }

    @Test
    void shouldFindTheLiveEntryOfAPositionThatWasTakenBack()
    {
        try (ChronicleJournal journal = open(0, 0))
        {
            fill(journal, frames, 2);
            final long last = journal.appendedSequence();
            final long back = last / 4;
            journal.append(frames.buffer(), 0, frames.superseded(Frames.MARKET, back, back));
            for (long i = back; journal.cycles().size() < 5; i++)
            {
                journal.append(frames.buffer(), 0, frames.frame(Frames.MARKET, i, i, 800));
            }

            journal.sync();
            keepHouse(journal);
            for (long position = 1; position <= journal.markets().get(Frames.MARKET).lastPosition(); position += 11)
            {
                assertTrue(
                    journal.sequenceNotAfter(Frames.MARKET, position) <= liveSequence(journal, position),
                    "position " + position);
            }
        }
    }

    private static long liveSequence(final Journal journal, final long position)
    {
        final long[] live = {0};
        try (JournalReader reader = journal.newReader(1))
        {
            reader.poll((sequence, buffer, offset, length) ->
            {
                if (Entry.WAL_FRAME == Entry.templateId(buffer, offset) && Entry.position(buffer, offset) == position)
                {
                    live[0] = sequence;
                }

                return true;
            }, Integer.MAX_VALUE);
        }

        return live[0];
    }

    @Test
    void shouldDeleteTheOldestFilesWhenTheJournalIsTooLarge() throws Exception
    {
        final long first;
        try (ChronicleJournal journal = open(1 << 20, 0); JournalReader behind = journal.newReader(1))
        {
            assertEquals(0, behind.poll((sequence, buffer, offset, length) -> true, 1));
            fill(journal, frames, 6);
            keepHouse(journal);

            first = journal.firstSequence();
            assertTrue(first > 1);
            final String message =
                assertThrows(EntryRetiredException.class, () -> journal.newReader(first - 1)).getMessage();
            assertTrue(message.contains("" + first), message);
            assertThrows(
                EntryRetiredException.class, () -> behind.poll((sequence, buffer, offset, length) -> true, 10));
            assertEquals(journal.appendedSequence(), Journals.readAll(journal.newReader(first)));
            assertEquals(journal.cycles().size(), JournalFiles.open(directory).paths().size());
            fill(journal, frames, 3);
        }

        try (ChronicleJournal journal = open(1 << 20, 0))
        {
            assertEquals(journal.appendedSequence(), journal.markets().get(Frames.MARKET).lastTxid());
            assertEquals(first, journal.firstSequence());
        }
    }

    @Test
    void shouldDeleteFilesThatWereSealedTooLongAgo()
    {
        try (ChronicleJournal journal = open(0, 1000))
        {
            fill(journal, frames, 3);
            keepHouse(journal);
            assertEquals(1, journal.firstSequence());

            nowMs += 1001;
            keepHouse(journal);
            assertEquals(2, journal.cycles().size());
        }
    }

    @Test
    void shouldKeepWhatIsHeld()
    {
        try (ChronicleJournal journal = open(1, 0))
        {
            journal.retainFrom(1);
            fill(journal, frames, 4);
            keepHouse(journal);
            assertEquals(1, journal.firstSequence());

            journal.retainFrom(Long.MAX_VALUE);
            keepHouse(journal);
            assertEquals(2, journal.cycles().size());
        }
    }

    @Test
    void shouldRefuseToOpenWhenNothingSaysWhatTheDeletedFilesHeld() throws Exception
    {
        try (ChronicleJournal journal = open(1 << 20, 0))
        {
            fill(journal, frames, 6);
            keepHouse(journal);
        }

        for (final Path path : JournalFiles.open(directory).paths())
        {
            Files.deleteIfExists(CycleName.summary(path));
        }

        assertTrue(assertThrows(CorruptJournalException.class, () -> open(0, 0).close())
            .getMessage().contains("unknown"));
    }

    @Test
    void shouldFailWithWordsWhenTheHeaderOfAFileIsDamagedBeforeItIsSealed() throws Exception
    {
        try (ChronicleJournal journal = open(0, 0))
        {
            fill(journal, frames, 2);
            try (FileChannel channel =
                FileChannel.open(journal.cycles().get(0).path(), StandardOpenOption.WRITE))
            {
                channel.write(ByteBuffer.allocate(WriteMode.DIRECT == mode() ? 256 << 10 : 8), 0);
            }

            keepHouse(journal);
            assertTrue(journal.failure().getMessage().contains("a wrong cycle header at offset"),
                journal.failure().getMessage());
        }
    }

    @Test
    void shouldFailWithWordsWhenSomethingStandsInThePlaceOfASummary() throws Exception
    {
        try (ChronicleJournal journal = open(0, 0))
        {
            fill(journal, frames, 2);
            final Path summary = CycleName.summary(journal.cycles().get(0).path());
            Files.createDirectories(summary.resolve("in the way"));
            keepHouse(journal);
            final String message = journal.failure().getMessage();
            assertTrue(message.contains("the summary of " + journal.cycles().get(0).path()), message);
            assertTrue(message.contains("cannot be written"), message);
        }
    }

    @Test
    void shouldNameTheFileThatIsNone() throws Exception
    {
        final Path summary = CycleName.summary(firstSealedFile());
        Files.delete(summary);
        Files.createDirectory(summary);

        final String message = assertThrows(RuntimeException.class, () -> open(0, 0).close()).getMessage();
        assertTrue(message.contains(summary + " is not a file: move away what stands in its place"), message);
    }

    @Test
    void shouldMakeASummaryAnewThatIsLongerThanAnyCanBe() throws Exception
    {
        try (FileChannel channel =
            FileChannel.open(CycleName.summary(firstSealedFile()), StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.allocate(1), 4L << 30);
        }

        try (ChronicleJournal journal = open(0, 0))
        {
            assertNull(journal.cycles().get(0).summary());
            keepHouse(journal);
            assertEquals(1, journal.cycles().get(0).summary().firstSequence());
        }
    }

    @Test
    void shouldTellItsListener()
    {
        final List<String> told = new ArrayList<>();
        final JournalListener listener = new JournalListener()
        {
            @Override
            public void onSync(final long durableSequence, final long durationNs)
            {
                assertTrue(durationNs > 0);
                told.add("sync " + durableSequence);
            }

            @Override
            public void onRoll(final int cycle, final long durationNs, final boolean wasReady)
            {
                told.add("roll " + wasReady);
            }

            @Override
            public void onSealed(final CycleSummary summary)
            {
                told.add("sealed " + summary.firstSequence());
            }
        };

        try (ChronicleJournal journal = ChronicleJournal.open(journals.small(directory), () -> nowMs, listener))
        {
            keepHouse(journal);
            assertTrue(journal.isNextCycleReady());
            fill(journal, frames, 1);
            fill(journal, frames, 1);
            keepHouse(journal);
        }

        assertEquals(List.of("roll true", "sync ", "roll false", "sync ", "sealed 1", "sealed "),
            told.stream().map(line -> line.startsWith("sealed 1") ? "sealed 1" :
                line.replaceAll("(sync|sealed) \\d+", "$1 ")).toList(), () -> "" + told);
    }
}

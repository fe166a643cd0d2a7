package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a power cut leaves is opened again: built from what was forced, and from what the kernel may have written
 * besides.
 */
class PowerCutTest
{
    private final Journals journals = new Journals(mode());
    private static final long SEED = Long.getLong("belay.test.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("belay.test.cuts", 20);

    @TempDir
    private Path directory;
    private final StableDisk disk = new StableDisk();
    private final Frames frames = new Frames();

    /** How the journals of these tests are written. */
    WriteMode mode()
    {
        return WriteMode.QUEUE;
    }

    @Test
    void shouldHaveForcedEveryByteBeforeASyncReturns() throws Exception
    {
        final Path root = directory.resolve("journal");
        try (ChronicleJournal journal = journals.open(root, disk))
        {
            int cycles = 0;
            int checked = 0;
            for (int i = 1; i <= 120; i++)
            {
                Journals.append(journal, frames, i % 64, i * 37 % 900);
                journal.sync();
                final boolean hasRolled = journal.cycles().size() != cycles;
                cycles = journal.cycles().size();
                if (hasRolled || 0 == i % 10)
                {
                    final Path image = directory.resolve("image-" + i);
                    disk.cut(root, image);
                    journals.checkRecovers(image, journal.durableSequence(), "batch " + i);
                    delete(image);
                    checked++;
                }
            }

            final int rolls = cycles;
            assertTrue(rolls > 2, () -> "only " + rolls + " files");
            assertTrue(checked > 12);
        }
    }

    @Test
    void shouldKeepWhatWasAcknowledgedWhenPagesAreTornAndReordered() throws Exception
    {
        final Random random = new Random(SEED);
        System.out.println("seed " + SEED);
        final Path root = directory.resolve("journal");
        try (ChronicleJournal journal = journals.open(root, disk))
        {
            for (int i = 0; i < ROUNDS; i++)
            {
                Journals.append(journal, frames, random.nextInt(200), random.nextInt(2000));
                if (random.nextInt(3) > 0)
                {
                    journal.sync();
                    if (random.nextBoolean())
                    {
                        journal.housekeeping().doWork();
                    }

                    Journals.append(journal, frames, random.nextInt(100), random.nextInt(2000));
                }

                final Path image = directory.resolve("image-" + i);
                disk.cut(root, image, random, 0.3);
                journals.checkRecovers(image, journal.durableSequence(), "seed " + SEED + ", round " + i);
                delete(image);
            }
        }
    }

    @Test
    void shouldKeepWhatWasAcknowledgedWhenASyncIsCutHalfway() throws Exception
    {
        final Random random = new Random(SEED);
        System.out.println("seed " + SEED);
        final Path root = directory.resolve("journal");
        final long[] acknowledged = {0};
        try (ChronicleJournal journal = journals.open(root, disk))
        {
            final int[] cuts = {0};
            disk.beforeForce(() ->
            {
                if (0 == random.nextInt(3))
                {
                    cut(root, random, directory.resolve("image-" + ++cuts[0]), acknowledged[0]);
                }
            });
            while (cuts[0] < ROUNDS)
            {
                Journals.append(journal, frames, 1 + random.nextInt(60), random.nextInt(2000));
                journal.sync();
                acknowledged[0] = journal.durableSequence();
            }

            disk.beforeForce(() -> { });
        }
    }

    private void cut(final Path root, final Random random, final Path image, final long acknowledged)
    {
        try
        {
            disk.cut(root, image, random, 0.3);
            journals.checkRecovers(image, acknowledged, "seed " + SEED + ", " + image.getFileName());
            delete(image);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    @Test
    void shouldFindTheAcknowledgedPrefixWhereverTheLastPagesAreCut() throws Exception
    {
        final Path root = directory.resolve("journal");
        final Path live;
        final long acknowledged;
        try (ChronicleJournal journal = journals.open(root, disk))
        {
            Journals.append(journal, frames, 40, 100);
            journal.sync();
            acknowledged = journal.durableSequence();
            disk.cut(root, directory.resolve("image"));
            Journals.append(journal, frames, 45, 100);
            journal.sync();
            live = journal.cycles().get(0).path();
            Files.copy(live, directory.resolve("whole"));
        }

        // Every byte of the entries that were not synced, more than two pages of them.
        final Path file = directory.resolve("image").resolve("queue").resolve(live.getFileName());
        final byte[] whole = Files.readAllBytes(directory.resolve("whole"));
        final int begin = endOf(file);
        final int end = endOf(directory.resolve("whole"));
        assertTrue(end - begin > 8192, () -> begin + " to " + end);

        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE))
        {
            long previous = acknowledged;
            for (int cut = begin; cut <= end; cut++)
            {
                channel.write(ByteBuffer.wrap(whole, begin, cut - begin), begin);
                final int at = cut;
                final long found = scan(directory.resolve("image")).lastSequence();
                assertTrue(found >= acknowledged && found <= acknowledged + 45, () -> found + " when cut at " + at);
                assertTrue(found >= previous, "more bytes, fewer entries");
                previous = found;

                if (0 == cut % 331)
                {
                    final Path copy = directory.resolve("copy-" + cut);
                    copy(directory.resolve("image"), copy);
                    journals.checkRecovers(copy, found, "cut at " + cut);
                    delete(copy);
                }
            }

            assertEquals(acknowledged + 45, previous);
        }
    }

    @Test
    void shouldRecoverAgainWhenTheRecoveryItselfIsCut() throws Exception
    {
        final Random random = new Random(SEED);
        final Path root = directory.resolve("journal");
        final long acknowledged;
        try (ChronicleJournal journal = journals.open(root, disk))
        {
            Journals.append(journal, frames, 3000, 500);
            journal.sync();
            acknowledged = journal.durableSequence();
            Journals.append(journal, frames, 50, 500);
            disk.cut(root, directory.resolve("image"), random, 0.3);
        }

        cutEachStepOfTheRecovery(acknowledged, random);
    }

    @Test
    void shouldRecoverAgainWhenWhatLayBehindTheHoleComesBackByTheCut() throws Exception
    {
        final Path root = directory.resolve("journal");
        final long acknowledged;
        final Path torn;
        try (ChronicleJournal journal = journals.open(root, disk))
        {
            Journals.append(journal, frames, 40, 100);
            journal.sync();
            acknowledged = journal.durableSequence();
            Journals.append(journal, frames, 2500, 500);
            assertTrue(journal.cycles().size() > 2, "the hole must have files behind it");
            torn = Path.of("queue").resolve(journal.cycles().get(0).path().getFileName());
            copy(root, directory.resolve("image"));
        }

        try (FileChannel channel =
            FileChannel.open(directory.resolve("image").resolve(torn), StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.allocate(4096), endOf(directory.resolve("image").resolve(torn)) - 8192);
        }

        final Random random = new Random(SEED);
        for (int i = 0; i < 3; i++) // A cut keeps the old names or the new ones, by chance.
        {
            cutEachStepOfTheRecovery(acknowledged, random);
        }
    }

    private void cutEachStepOfTheRecovery(final long acknowledged, final Random random) throws IOException
    {
        for (int step = 1; step < 60; step++)
        {
            final Path image = directory.resolve("image-" + step);
            copy(directory.resolve("image"), image);
            final CuttingDisk cutting = new CuttingDisk(image, directory.resolve("cut-" + step), step, random);
            boolean isCut = false;
            try (ChronicleJournal journal = journals.open(image, cutting))
            {
                assertTrue(journal.durableSequence() >= acknowledged);
            }
            catch (final CuttingDisk.CutError ex)
            {
                isCut = true;
            }

            delete(image);
            if (!isCut)
            {
                assertTrue(step > 8, "the recovery forced only " + step + " times");

                return;
            }

            journals.checkRecovers(
                directory.resolve("cut-" + step), acknowledged, "seed " + SEED + ", recovery cut at force " + step);
            delete(directory.resolve("cut-" + step));
        }
    }

    private static int endOf(final Path path) throws IOException
    {
        try (CycleFile file = CycleFile.open(path))
        {
            final CycleCursor cursor = file.cursor();
            while (CycleCursor.Step.ENTRY == cursor.next())
            {
                Thread.onSpinWait();
            }

            return cursor.nextOffset();
        }
    }

    private static JournalScan scan(final Path image) throws IOException
    {
        return JournalScan.of(new JournalPaths(image), Long.MAX_VALUE);
    }

    static void copy(final Path from, final Path to) throws IOException
    {
        try (Stream<Path> paths = Files.walk(from))
        {
            for (final Path path : paths.toList())
            {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    static void delete(final Path directory) throws IOException
    {
        final List<Path> all;
        try (Stream<Path> paths = Files.walk(directory))
        {
            all = paths.sorted((a, b) -> b.compareTo(a)).toList();
        }

        for (final Path path : all)
        {
            Files.delete(path);
        }
    }
}

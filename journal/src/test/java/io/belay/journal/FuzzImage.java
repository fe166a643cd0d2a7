package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.sun.management.ThreadMXBean;
import io.belay.journal.tools.VerifyCommand;
import org.agrona.concurrent.SystemEpochClock;
import picocli.CommandLine;

/**
 * A journal to be damaged, small enough to be copied for each round: settled files of an earlier run, files of the last
 * run, summaries of most of them, marks.
 *
 * @param root           where it lies.
 * @param firstSequence  that is there.
 * @param syncedSequence up to which it was promised.
 * @param lastSequence   that may be there.
 */
record FuzzImage(Path root, long firstSequence, long syncedSequence, long lastSequence)
{
    /** No process has it, so that no reader waits for a writer. */
    private static final String DEAD_PID = "999999999";
    private static final long HEAP_BYTES_MAX = 64 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean)ManagementFactory.getThreadMXBean();
    private static final int FILE_BYTES = 288 << 10;
    private static final int ENTRY_MAX = 2048;
    private static final int BATCH = 20;
    private static final int BATCHES = 36;
    private static final int UNSYNCED = 7;

    /** A journal with files so small that several of them are a million bytes. */
    static JournalConfig config(final Path root, final WriteMode mode)
    {
        return JournalConfig.of(root).withEntryBytesMax(ENTRY_MAX).withCycleBytes(FILE_BYTES).withReserveBytes(0)
            .withWriteMode(mode);
    }

    /** Opens it on a disk that is never asked to force: what a power cut does is no matter here. */
    static ChronicleJournal open(final JournalConfig config)
    {
        return RiggedDisk.open(
            config, SystemEpochClock.INSTANCE, JournalListener.NONE, RiggedDisk.Omission.EVERY_FORCE, () -> { });
    }

    /**
     * Writes one.
     *
     * @param directory  for it, and for what it is made from.
     * @param mode       how it is written.
     * @param isRetired  whether retention has deleted its beginning.
     * @param isInOrder  whether it was closed, or its process killed.
     */
    static FuzzImage write(
        final Path directory, final WriteMode mode, final boolean isRetired, final boolean isInOrder)
        throws IOException
    {
        final Path root = directory.resolve("writer");
        final Path image = directory.resolve("image");
        final JournalConfig config = isRetired ?
            config(root, mode).withRetention(4L * FILE_BYTES, 0) : config(root, mode);
        try (ChronicleJournal journal = open(config))
        {
            fill(journal);
        }

        final long synced;
        final long first;
        try (ChronicleJournal journal = open(config))
        {
            fill(journal);
            synced = journal.durableSequence();
            first = journal.cycles().get(0).firstSequence();
            assertTrue(journal.cycles().size() > 3 && isRetired == first > 1, () -> journal.cycles() + "");
            if (!isInOrder)
            {
                append(journal, UNSYNCED);
                PowerCutTest.copy(root, image);
            }
        }

        if (isInOrder)
        {
            PowerCutTest.copy(root, image);
        }

        Files.writeString(image.resolve(JournalFiles.LOCK), DEAD_PID, StandardCharsets.US_ASCII);

        return new FuzzImage(image, first, synced, isInOrder ? synced : synced + UNSYNCED);
    }

    private static void fill(final ChronicleJournal journal)
    {
        for (int batch = 0; batch < BATCHES; batch++)
        {
            append(journal, BATCH);
            journal.sync();
            while (0 < journal.housekeeping().doWork())
            {
                Thread.onSpinWait();
            }
        }
    }

    private static void append(final ChronicleJournal journal, final int count)
    {
        final Frames frames = new Frames();
        for (int i = 0; i < count; i++)
        {
            Journals.append(journal, frames, 1, (int)((journal.appendedSequence() + 1) * 131 % 1500));
        }
    }

    Path copy(final Path target) throws IOException
    {
        PowerCutTest.copy(root, target);

        return target;
    }

    /** What {@code belay verify} answers to a shell. */
    static int verify(final Path root)
    {
        final PrintWriter nowhere = new PrintWriter(new StringWriter());

        return new CommandLine(new VerifyCommand()).setOut(nowhere).setErr(nowhere).execute(root.toString());
    }

    /** Opens a journal, looks how much memory that took, and hands it on. */
    static void checkHeap(final Supplier<ChronicleJournal> opening, final Consumer<ChronicleJournal> then)
    {
        final long beginBytes = THREADS.getCurrentThreadAllocatedBytes();
        try (ChronicleJournal journal = opening.get())
        {
            final long bytes = THREADS.getCurrentThreadAllocatedBytes() - beginBytes;
            assertTrue(bytes < HEAP_BYTES_MAX, () -> bytes + " bytes of heap to open it");
            then.accept(journal);
        }
    }

    /** A refusal names what it is about, and says what to do. */
    static void checkWords(final JournalException refusal, final Path root)
    {
        final String words = refusal.getMessage();
        assertTrue(words.contains(root.toString()), words);
        assertTrue(words.matches("(?s).*([Mm]ove|Make room|Delete nothing|use the newer|Look at).*"), words);
    }
}

package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of a journal that another process opens at the same time.
 */
@Timeout(60)
class JournalFilesTest
{
    private static final int ROUNDS = 100;
    private static final int CYCLES_MIN = 12;
    private static final long MOVE_TIMEOUT_S = 30;

    private final Journals journals = new Journals(mode());

    @TempDir
    private Path directory;
    private byte[] lastByte;
    private int lastByteOffset;

    /** How the journals of these tests are written. */
    WriteMode mode()
    {
        return WriteMode.QUEUE;
    }

    @Test
    void shouldTakeTheSettledFileWhenARecoveryThatWasCutLeftBoth() throws Exception
    {
        final Path queue = Files.createDirectories(directory.resolve(JournalFiles.QUEUE));
        final Path cycles = Files.createDirectories(directory.resolve(JournalFiles.CYCLES));
        final Path torn = Files.createFile(queue.resolve("20261121-094432B.cq4"));
        final Path whole = Files.createFile(cycles.resolve(torn.getFileName()));

        assertEquals(List.of(whole), JournalFiles.open(directory).paths());
    }

    @Test
    void shouldMissNoFileWhenARecoveryMovesThem() throws Exception
    {
        try (ChronicleJournal journal = journals.open(directory))
        {
            final Frames frames = new Frames();
            while (journal.cycles().size() < CYCLES_MIN)
            {
                Journals.append(journal, frames, 50, 4000);
                journal.sync();
                journal.housekeeping().doWork();
            }
        }

        final JournalPaths paths = new JournalPaths(directory);
        final List<Path> inQueue = paths.cycleFiles();
        assertTrue(inQueue.size() >= CYCLES_MIN, "only " + inQueue.size() + " files");

        final JournalFiles files = JournalFiles.open(directory);
        for (int round = 0; round < ROUNDS; round++)
        {
            final CompletableFuture<Void> move = CompletableFuture.runAsync(() -> moveAll(inQueue, paths.cycles()));
            while (!move.isDone())
            {
                assertEquals(inQueue.size(), files.paths().size(), "paths, round " + round);
                files.refresh();
                assertEquals(inQueue.size(), files.cycles().size(), "cycles, round " + round);
            }

            move.get(MOVE_TIMEOUT_S, TimeUnit.SECONDS);
            moveAll(paths.cycleFiles(), paths.queue());
        }
    }

    @Test
    void shouldTakeForDamageWhatNoLivingWriterWillMend() throws Exception
    {
        final Path file = journalWithATornEnd(7);
        Files.writeString(directory.resolve(JournalFiles.LOCK), "999999999");
        final JournalReader reader = JournalFiles.open(directory).newReader(1);

        final long startNs = System.nanoTime();
        assertThrows(CorruptJournalException.class, () -> reader.poll((sequence, buffer, offset, length) -> true, 100));
        assertEquals(8, reader.nextSequence());
        assertTrue(System.nanoTime() - startNs < 900_000_000, "it waited for nobody");
        reader.close();
        assertTrue(Files.exists(file));
    }

    @Test
    void shouldWaitForTheRestOfAWriteThatIsUnderWay() throws Exception
    {
        final Path file = journalWithATornEnd(7);
        Files.writeString(directory.resolve(JournalFiles.LOCK), Long.toString(ProcessHandle.current().pid()));
        try (JournalReader reader = JournalFiles.open(directory).newReader(1))
        {
            final AtomicReference<CompletableFuture<Void>> rest = new AtomicReference<>();
            final EntryHandler handler = (sequence, buffer, offset, length) ->
            {
                if (7 == sequence) // The next step comes upon the torn entry.
                {
                    rest.set(CompletableFuture.runAsync(() -> mend(file)));
                }

                return true;
            };

            assertEquals(8, reader.poll(handler, 100));
            rest.get().get(MOVE_TIMEOUT_S, TimeUnit.SECONDS);
            assertEquals(9, reader.nextSequence());
        }
    }

    /** So many whole entries and one of which the last byte has not arrived. */
    private Path journalWithATornEnd(final int whole) throws IOException
    {
        final Path path;
        try (ChronicleJournal journal = journals.open(directory))
        {
            Journals.append(journal, new Frames(), whole + 1, 100);
            journal.sync();
            path = journal.cycles().get(0).path();
            try (CycleFile file = CycleFile.open(path))
            {
                final CycleCursor cursor = file.cursor();
                for (int i = 0; i <= whole; i++)
                {
                    assertEquals(CycleCursor.Step.ENTRY, cursor.next());
                }

                lastByteOffset = cursor.messageOffset() + cursor.messageLength() - 1;
            }
        }

        try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE))
        {
            // Without the end mark of the stop in order, as in the file of a journal that is open.
            channel.write(ByteBuffer.allocate(8), (lastByteOffset + 1 + 3) & -4);
            lastByte = new byte[1];
            channel.read(ByteBuffer.wrap(lastByte), lastByteOffset);
            channel.write(ByteBuffer.wrap(new byte[]{(byte)~lastByte[0]}), lastByteOffset);
        }

        return path;
    }

    private void mend(final Path path)
    {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE))
        {
            channel.write(ByteBuffer.wrap(lastByte), lastByteOffset);
        }
        catch (final IOException ex)
        {
            throw new IllegalStateException(ex);
        }
    }

    /** As a recovery does: a file gets its second name before it loses the first. */
    private static void moveAll(final List<Path> from, final Path folder)
    {
        try
        {
            for (final Path path : from)
            {
                Files.createLink(folder.resolve(path.getFileName()), path);
                Files.delete(path);
            }
        }
        catch (final IOException ex)
        {
            throw new IllegalStateException(ex);
        }
    }
}

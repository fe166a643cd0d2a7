package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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

    @TempDir
    private Path directory;

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
        try (ChronicleJournal journal = Journals.open(directory))
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

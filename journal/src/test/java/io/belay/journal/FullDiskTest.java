package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

import org.agrona.concurrent.SystemEpochClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest
{
    private final Journals journals = new Journals(mode());
    @TempDir
    private Path directory;
    private final StableDisk disk = new StableDisk();
    private final Frames frames = new Frames();

    /** How the journals of these tests are written. */
    WriteMode mode()
    {
        return WriteMode.QUEUE;
    }

    private long fillUp(final ChronicleJournal journal)
    {
        final JournalFullException refusal = assertThrows(
            JournalFullException.class, () -> Journals.append(journal, frames, Integer.MAX_VALUE, 800));
        assertTrue(refusal.getMessage().contains("full"), refusal.getMessage());

        return journal.appendedSequence();
    }

    @Test
    void shouldRefuseBeforeWritingAndTakeEntriesAgainWhenThereIsRoom()
    {
        final JournalConfig config = journals.small(directory.resolve("journal")).withReserveBytes(1 << 20);
        try (ChronicleJournal journal =
            ChronicleJournal.open(config, SystemEpochClock.INSTANCE, JournalListener.NONE, disk))
        {
            disk.usableBytes((1 << 20) + (100 << 10));
            final long last = fillUp(journal);
            assertEquals(last, fillUp(journal));
            assertFalse(journal.isNextCycleReady());
            assertEquals(0, journal.housekeeping().doWork());
            journal.sync();
            assertEquals(last, Journals.readAll(journal.newReader(1)));

            disk.usableBytes(Long.MAX_VALUE);
            Journals.append(journal, frames, 1000, 800);
            journal.sync();
            assertEquals(last + 1000, Journals.readAll(journal.newReader(1)));
        }
    }

    @Test
    void shouldRefuseToOpenWithoutRoomAndOpenLater()
    {
        try (ChronicleJournal journal = journals.open(directory.resolve("journal"), disk))
        {
            Journals.append(journal, frames, 1000, 800);
        }

        disk.usableBytes(1000);
        assertThrows(JournalFullException.class, () -> journals.open(directory.resolve("journal"), disk));
        assertThrows(JournalFullException.class, () -> journals.open(directory.resolve("journal"), disk));
        disk.usableBytes(Long.MAX_VALUE);
        journals.checkRecovers(directory.resolve("journal"), 1000, "after a refusal");
    }

    @Test
    void shouldLiveOnARealFileSystemThatIsFull() throws Exception
    {
        final Path mount = Files.createDirectory(directory.resolve("mount"));
        assumeTrue(
            run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", mount.toString()),
            "a file system can only be mounted by root");
        try
        {
            final long last;
            final Path ballast = mount.resolve("ballast");
            try (ChronicleJournal journal = journals.open(mount.resolve("journal")))
            {
                Files.write(ballast, new byte[1 << 20]);
                last = fillUp(journal);
                assertTrue(last > 1000);
                assertEquals(last, fillUp(journal));
                journal.sync();
                while (0 < mount.toFile().getUsableSpace())
                {
                    Files.write(ballast, new byte[4096], StandardOpenOption.APPEND);
                }

                while (0 < journal.housekeeping().doWork())
                {
                    assertNull(journal.failure());
                }

                assertNull(journal.failure());
                assertNull(journal.cycles().get(0).summary());
                assertEquals(last, Journals.readAll(journal.newReader(1)));

                Files.delete(ballast);
                Journals.append(journal, frames, 100, 800);
                journal.sync();
                assertEquals(last + 100, Journals.readAll(journal.newReader(1)));
                while (0 < journal.housekeeping().doWork())
                {
                    assertNull(journal.failure());
                }

                assertNotNull(journal.cycles().get(0).summary());
            }

            journals.checkRecovers(mount.resolve("journal"), last + 100, "full tmpfs");
        }
        finally
        {
            assertTrue(run("umount", "-l", mount.toString()));
        }
    }

    @Test
    void shouldLiveOnARealDiskThatIsFull() throws Exception
    {
        final Path image = directory.resolve("disk.img");
        final Path mount = Files.createDirectory(directory.resolve("mount"));
        Files.write(image, new byte[16 << 20]);
        assumeTrue(
            run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString()) &&
            run("mount", "-o", "loop", image.toString(), mount.toString()),
            "an ext4 image can only be mounted by root");
        try
        {
            final long last;
            final Path ballast = mount.resolve("ballast");
            try (ChronicleJournal journal = journals.open(mount.resolve("journal")))
            {
                Files.write(ballast, new byte[2 << 20]);
                last = fillUp(journal);
                assertTrue(last > 1000);
                journal.sync();
                Files.delete(ballast);
                Journals.append(journal, frames, 100, 800);
                journal.sync();
                assertEquals(last + 100, Journals.readAll(journal.newReader(1)));
            }
        }
        finally
        {
            assertTrue(run("umount", "-l", mount.toString()));
        }
    }

    private static boolean run(final String... command) throws IOException, InterruptedException
    {
        try
        {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            System.out.print(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));

            return process.waitFor(30, TimeUnit.SECONDS) && 0 == process.exitValue();
        }
        catch (final IOException ex)
        {
            return false;
        }
    }
}

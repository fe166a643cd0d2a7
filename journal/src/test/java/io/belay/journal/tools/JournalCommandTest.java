package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

import io.belay.journal.JournalFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

class JournalCommandTest
{
    @TempDir
    private Path temp;

    private final WalEntries btc = new WalEntries("BTC-USD");

    /** Comes upon a page that the machine cannot bring. */
    @Command(name = "unlucky")
    private static final class UnluckyCommand extends JournalCommand
    {
        @Override
        int run(final JournalFiles files, final Output output, final PrintWriter notes)
        {
            output.line("what was read before");
            throw new InternalError("a fault occurred");
        }
    }

    @Test
    void shouldExitWith6AndWordsWhenAPageCannotBeBrought() throws IOException
    {
        final Path directory = temp.resolve("journal");
        new TestJournal(directory).close();

        final CommandRun run = CommandRun.of(new UnluckyCommand(), directory);
        assertEquals(6, run.exitCode());
        assertEquals("what was read before\n", run.out());
        assertTrue(
            run.err().startsWith("unlucky: cannot read " + directory + ": a page of one of its files "), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void shouldReadAJournalOnAFileSystemInMemoryThatIsFull() throws Exception
    {
        final Path mount = Files.createDirectory(temp.resolve("mount"));
        assumeTrue(
            run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", mount.toString()),
            "a file system can only be mounted by root");
        try (TestJournal journal = new TestJournal(mount.resolve("journal")))
        {
            journal.append(btc.frame("a"));
            journal.sync();
            journal.append(btc.frame("b"));
            final Path ballast = Files.createFile(mount.resolve("ballast"));
            while (0 < mount.toFile().getUsableSpace())
            {
                Files.write(ballast, new byte[4096], StandardOpenOption.APPEND);
            }

            final CommandRun verify = CommandRun.verify(mount.resolve("journal"));
            assertEquals(0, verify.exitCode(), verify.err());
            assertEquals(2, CommandRun.dump(mount.resolve("journal")).lines().size());
            Files.delete(ballast); // Closing the journal in order takes room.
        }
        finally
        {
            assertTrue(run("umount", "-l", mount.toString()));
        }
    }

    private static boolean run(final String... command) throws InterruptedException
    {
        try
        {
            final Process process = new ProcessBuilder(command).inheritIO().start();

            return process.waitFor(30, TimeUnit.SECONDS) && 0 == process.exitValue();
        }
        catch (final IOException ex)
        {
            return false;
        }
    }
}

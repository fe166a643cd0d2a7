package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Journals of other processes: killed, in use, or watched by the kernel's eyes.
 */
class ProcessTest
{
    private final Journals journals = new Journals(mode());
    private static final long SEED = Long.getLong("belay.test.seed", System.nanoTime());

    @TempDir
    private Path directory;

    /** How the journals of these tests are written. */
    WriteMode mode()
    {
        return WriteMode.QUEUE;
    }

    private Process endlessWriter() throws IOException
    {
        return WriterProcess.of(mode(), directory.resolve("journal"), acknowledgedFile(), Long.MAX_VALUE).start();
    }

    private Path acknowledgedFile()
    {
        return directory.resolve("acknowledged");
    }

    @Test
    void shouldKeepEverythingAcknowledgedWhenTheWriterIsKilledAgainAndAgain() throws Exception
    {
        System.out.println("seed " + SEED);
        final Random random = new Random(SEED);
        long before = 0;
        for (int i = 0; i < 5; i++)
        {
            final Process process = endlessWriter();
            try
            {
                WriterProcess.awaitReady(process);
                final long target = before + 1 + random.nextInt(8000);
                while (WriterProcess.acknowledged(acknowledgedFile()) < target && process.isAlive())
                {
                    Thread.onSpinWait();
                }
            }
            finally
            {
                process.destroyForcibly().waitFor();
            }

            final long acknowledged = WriterProcess.acknowledged(acknowledgedFile());
            assertTrue(acknowledged > before);
            journals.checkRecovers(directory.resolve("journal"), acknowledged, "seed " + SEED + ", kill " + i);
            before = acknowledged;
        }
    }

    @Test
    void shouldRefuseASecondProcessAndNameTheFirst() throws Exception
    {
        final Process process = endlessWriter();
        try
        {
            WriterProcess.awaitReady(process);
            final JournalInUseException refusal = assertThrows(
                JournalInUseException.class, () -> journals.open(directory.resolve("journal")));
            assertTrue(refusal.getMessage().contains("process " + process.pid()), refusal.getMessage());
            assertTrue(refusal.getMessage().contains(directory.resolve("journal").toString()), refusal.getMessage());

            // But it may be read from here.
            final JournalFiles files = JournalFiles.open(directory.resolve("journal"));
            final long readable = WriterProcess.acknowledged(acknowledgedFile());
            assertTrue(Journals.readAll(files.newReader(1)) >= readable);
        }
        finally
        {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldHaveAskedTheKernelForEveryByteBeforeASyncReturned() throws Exception
    {
        assumeTrue(isThere("strace"), "strace is not installed");
        final Path trace = directory.resolve("trace");
        final ProcessBuilder traced = WriterProcess.of(
            mode(), directory.resolve("journal"), acknowledgedFile(), 80, "strace", "-f", "-qq", "-e",
            "trace=%file,pwrite64,msync,fsync,fdatasync,mmap,munmap", "-o", trace.toString());
        traced.environment().put("JAVA_TOOL_OPTIONS", "-Dbelay.test.traced=true");
        final Process process = traced.start();
        WriterProcess.awaitReady(process);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8))
        {
            out.lines().forEach(System.out::println);
        }

        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the writer did not end");
        assertEquals(0, process.exitValue());

        final List<Path> files = JournalFiles.open(directory.resolve("journal")).paths();
        assertTrue(files.size() > 2, () -> "" + files);
        assertEquals(80, new TraceReader(files).read(trace));
    }

    private static boolean isThere(final String program)
    {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}

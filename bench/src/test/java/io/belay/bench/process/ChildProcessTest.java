package io.belay.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildProcessTest
{
    private static final long TIMEOUT_MS = 30_000;

    @TempDir
    private Path directory;

    @Test
    void shouldFailWhenThereIsNoSuchProgram()
    {
        assertThrows(IOException.class, () -> start(directory.resolve("none").toString()));
    }

    @Test
    void shouldNotBeReadyAndKeepItsLastWordsWhenItEndsEarly() throws Exception
    {
        try (ChildProcess child = start("/bin/sh", "-c", "echo one; echo two >&2; exit 6"))
        {
            assertFalse(child.awaitReady(TIMEOUT_MS));
            assertTrue(child.awaitEnd(TIMEOUT_MS));
            assertEquals(6, child.exitCode());
            assertEquals(List.of("one", "two"), child.lastWords().lines().toList());
        }
    }

    @Test
    void shouldBeReadyAndEndWhenItIsClosed() throws Exception
    {
        final ChildProcess child = start("/bin/sh", "-c", "echo READY x; read line");
        assertTrue(child.awaitReady(TIMEOUT_MS));
        assertTrue(child.isAlive(), "waits for its standard input");

        child.close();

        assertFalse(child.isAlive());
        assertTrue(child.awaitEnd(TIMEOUT_MS));
        assertEquals("READY x\n", Files.readString(directory.resolve("log")));
    }

    @Test
    void shouldBeKilledWhenItDoesNotListenToASignal() throws Exception
    {
        final ChildProcess child =
            start("/bin/sh", "-c", "trap '' TERM; echo READY x; while read line; do :; done; read line < /dev/zero");
        assertTrue(child.awaitReady(TIMEOUT_MS));

        child.close();

        assertFalse(child.isAlive());
    }

    private ChildProcess start(final String... command) throws IOException
    {
        return ChildProcess.start("child", List.of(command), "READY", directory.resolve("log"), (line) ->
        {
        });
    }
}

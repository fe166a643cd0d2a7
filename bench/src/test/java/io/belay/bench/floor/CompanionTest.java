package io.belay.bench.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import io.belay.bench.load.LoadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CompanionTest
{
    private static final long LONG_NS = 40_000_000_000L;

    @Test
    void shouldSayWhatCannotBeStarted()
    {
        assertSays("cannot start ghost", () -> Companion.start("ghost", List.of("/no/such/program")).close());
    }

    @Test
    void shouldGiveTheLastWordsOfOneThatEndsTooEarly()
    {
        try (Companion companion = shell("echo one; echo two >&2"))
        {
            assertSays("shell ended too early; it said last: one | two", () -> companion.await("READY", LONG_NS));
        }
    }

    @Test
    void shouldGiveTheReasonOfOneThatSaysWhyItFailed()
    {
        try (Companion companion = shell("echo FAILED the disk is full; read line"))
        {
            assertSays("shell: the disk is full", () -> companion.await("READY", LONG_NS));
        }
    }

    @Test
    void shouldNotWaitLongerThanItWasTold()
    {
        try (Companion companion = shell("echo busy; read line"))
        {
            companion.await("busy", LONG_NS);

            assertSays("shell said no READY within 0 s", () -> companion.await("READY", 50_000_000));
        }
    }

    @Test
    void shouldHearAndBeHeard()
    {
        try (Companion companion = shell("echo READY 7; read line; echo \"DONE $line\"; read line"))
        {
            assertEquals("7", companion.await("READY", LONG_NS));
            companion.tell("a b");
            assertEquals("a b", companion.await("DONE", LONG_NS));
        }
    }

    private static Companion shell(final String script)
    {
        return Companion.start("shell", List.of("/bin/sh", "-c", script));
    }

    private static void assertSays(final String words, final Runnable call)
    {
        final String message = assertThrows(LoadException.class, call::run).getMessage();

        assertTrue(message.contains(words), message);
    }
}

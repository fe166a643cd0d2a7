package io.belay.bench.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;

import io.belay.bench.load.LoadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OptionsTest
{
    private final Options options = new Options(Map.of("dir", "/d", "mtu.bytes", "8k", "idle", "sleep", "mtu", "1"));

    @Test
    void shouldRefuseAMissingDirectory()
    {
        assertSays("option dir is missing", () -> new Options(Map.of()).path("dir"));
    }

    @Test
    void shouldRefuseWhatIsNoNumberOrOutOfRange()
    {
        assertSays("option mtu.bytes=8k is no number from 64 to 100", () -> options.number("mtu.bytes", 64, 64, 100));
        assertSays("option mtu=1 is no number", () -> options.number("mtu", 64, 64, 100));
    }

    @Test
    void shouldNameTheChoicesWhenThereIsNoSuchOne()
    {
        assertSays("option idle=sleep: choose one of adaptive, yield", () -> options.choice("idle", "adaptive", "yield"));
    }

    @Test
    void shouldRefuseWhatNobodyAskedFor()
    {
        options.path("dir");
        options.text("mtu.bytes", "");

        assertSays("unknown option idle, mtu: there are dir, mtu.bytes", options::requireAllKnown);
    }

    @Test
    void shouldTakeWhatIsGivenAndElseTheDefault()
    {
        assertEquals(Path.of("/d"), options.path("dir"));
        assertEquals(7, options.number("room.bytes", 7, 0, 9));
        assertEquals("dev", options.choice("profile", "dev", "throughput"));
    }

    private static void assertSays(final String words, final Executable call)
    {
        final String message = assertThrows(LoadException.class, call).getMessage();

        assertTrue(message.contains(words), message);
    }
}

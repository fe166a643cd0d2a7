package io.belay.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HlcTest
{
    private static final long MILLIS = 1_795_253_400_125L;

    @Test
    void shouldRefuseWhenAPartIsOutOfRange()
    {
        assertThrows(IllegalArgumentException.class, () -> Hlc.of(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> Hlc.of(Hlc.MILLIS_MAX + 1, 0));
        assertThrows(IllegalArgumentException.class, () -> Hlc.of(0, -1));
        assertThrows(IllegalArgumentException.class, () -> Hlc.of(0, Hlc.LOGICAL_MAX + 1));
    }

    @ParameterizedTest
    @ValueSource(strings =
    {
        "", "Z", "+", "Z+7", "now", "2026-11-21", "2026-11-21T09:30:00.125", "2026-11-21T09:30:00.125Z+",
        "2026-11-21T09:30:00.125Z++7", "2026-11-21T09:30:00.125Z+-7", "2026-11-21T09:30:00.125Z7",
        "2026-11-21T09:30:00.125Z+65536", "2026-11-21T09:30:00.125Z+99999999999", "2026-11-21T09:30:00.1255Z",
        "1969-12-31T23:59:59.999Z", "+9999-11-21T09:30:00Z+1", "+1000000000-12-31T23:59:59Z"
    })
    void shouldRefuseWhenTheTextIsNoTimestamp(final String text)
    {
        final Exception refusal = assertThrows(IllegalArgumentException.class, () -> Hlc.parse(text));

        assertTrue(refusal.getMessage().matches("(timestamp|milliseconds|logical count) .*"), refusal.getMessage());
    }

    @Test
    void shouldReadBackItsParts()
    {
        final long hlc = Hlc.of(MILLIS, 65_535);

        assertEquals(MILLIS, Hlc.millis(hlc));
        assertEquals(65_535, Hlc.logical(hlc));
        assertEquals(MILLIS << 16 | 0xFFFF, hlc);
    }

    @Test
    void shouldOrderAsTheTimestampsDo()
    {
        assertTrue(Hlc.of(MILLIS, 0) < Hlc.of(MILLIS, 1));
        assertTrue(Hlc.of(MILLIS, Hlc.LOGICAL_MAX) < Hlc.of(MILLIS + 1, 0));
        assertTrue(Hlc.of(Hlc.MILLIS_MAX, Hlc.LOGICAL_MAX) > 0);
    }

    @Test
    void shouldShowUtcWithMillisecondsAndTheLogicalCount()
    {
        assertEquals("2026-11-21T09:30:00.125Z+7", Hlc.toString(Hlc.of(MILLIS, 7)));
        assertEquals("2026-11-21T09:30:00.000Z+0", Hlc.toString(Hlc.of(MILLIS - 125, 0)));
    }

    @Test
    void shouldParseWithoutALogicalCount()
    {
        assertEquals(Hlc.of(MILLIS, 0), Hlc.parse("2026-11-21T09:30:00.125Z"));
        assertEquals(Hlc.of(MILLIS - 125, 0), Hlc.parse("2026-11-21T09:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(longs = { 31, 32 })
    void shouldParseWhatItShowed(final long seed)
    {
        System.out.println("timestamps with seed " + seed);
        final Random random = new Random(seed);

        for (int i = 0; i < 1_000; i++)
        {
            final long hlc = random.nextLong() & Long.MAX_VALUE;
            assertEquals(hlc, Hlc.parse(Hlc.toString(hlc)));
        }
    }
}

package io.belay.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class DemoConfigTest
{
    private static final Path FILE = Path.of("orders.csv");

    private static DemoConfig config(final int events, final int count, final double speed, final boolean asap, final int markets)
    {
        return new DemoConfig(0 == events ? null : FILE, events, 42, count, 20_000, speed, asap,
            List.of("DEMO-01", "DEMO-02").subList(0, markets), Path.of("out"), false, Fault.NONE);
    }

    @Test
    void shouldSayThatAFileIsRepeatedWhenItHoldsFewerEventsThanAreSent()
    {
        assertEquals("998 events of orders.csv, repeated 101 times with new order ids, spaced evenly",
            config(998, 100_000, 0, false, 1).flowText());
        assertEquals(51, config(998, 100_000, 0, false, 2).rounds());
        assertEquals("998 events of orders.csv, repeated 2 times with new order ids",
            config(998, 999, 1, false, 1).flowText());
    }

    @Test
    void shouldSayNothingOfRepeatingWhenTheFileIsLongEnough()
    {
        assertEquals("998 events of orders.csv, spaced evenly", config(998, 998, 0, false, 1).flowText());
        assertEquals("998 events of orders.csv, their own times left out", config(998, 10, 0, true, 1).flowText());
        assertEquals("made-up events, seed 42", config(0, 10, 1, false, 1).flowText());
        assertEquals(0, config(0, 10, 1, false, 1).rounds());
    }

    @Test
    void shouldMissTheRateWhenItIsBelowByMoreThanATwentieth()
    {
        assertTrue(config(0, 10, 1, false, 1).isRateMissed(18_999));
        assertFalse(config(0, 10, 1, false, 1).isRateMissed(19_001));
        assertFalse(config(0, 10, 0, true, 1).isRateMissed(1), "as fast as possible is no rate");
    }
}

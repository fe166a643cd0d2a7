package io.belay.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class ShortFigureTest
{
    @Test
    void shouldShowADashWhenThereIsNothingToTell()
    {
        assertEquals("-", ShortFigure.count(Double.NaN));
        assertEquals("-", ShortFigure.time(0));
    }

    @Test
    void shouldShowCountsInThousands()
    {
        assertEquals("0", ShortFigure.count(0));
        assertEquals("0.3", ShortFigure.count(0.3));
        assertEquals("7", ShortFigure.count(7));
        assertEquals("9999", ShortFigure.count(9999));
        assertEquals("10.0k", ShortFigure.count(9999.7));
        assertEquals("12.3k", ShortFigure.count(12_345));
        assertEquals("123k", ShortFigure.count(123_456));
        assertEquals("1.0M", ShortFigure.count(999_999));
        assertEquals("5.0G", ShortFigure.count(5e9));
    }

    @Test
    void shouldShowTimesInTheUnitThatFits()
    {
        assertEquals("0.1us", ShortFigure.time(100));
        assertEquals("9.1us", ShortFigure.time(9_100));
        assertEquals("123us", ShortFigure.time(123_400));
        assertEquals("1.0ms", ShortFigure.time(999_900));
        assertEquals("12ms", ShortFigure.time(12_300_000));
        assertEquals("12.3s", ShortFigure.time(12_300_000_000L));
        assertEquals("1.0m", ShortFigure.time(59_900_000_000L));
        assertEquals("2.0h", ShortFigure.time(7_200_000_000_000L));
        assertEquals("99.0d", ShortFigure.time(99 * 86_400_000_000_000L));
    }

    @Test
    void shouldNeverTakeMoreThanFiveCharacters()
    {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++)
        {
            final long value = random.nextLong(1L << random.nextInt(1, 63));
            final String count = ShortFigure.count(value);
            final String fraction = ShortFigure.count(value / 1e3);
            final String time = ShortFigure.time(value);
            assertTrue(count.length() <= 5 && fraction.length() <= 5, () -> value + ": " + count + ", " + fraction +
                ", seed " + seed);
            assertTrue(time.length() <= 5 || value > 9_999 * 86_400_000_000_000L, () -> value + ": " + time +
                ", seed " + seed);
        }
    }
}

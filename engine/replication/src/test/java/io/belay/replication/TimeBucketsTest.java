package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class TimeBucketsTest
{
    private final TimeBuckets times = new TimeBuckets();

    @Test
    void shouldTellNothingWhenNothingWasCounted()
    {
        assertEquals(0, times.percentileNs(50));
        assertEquals(0, times.percentileNs(100));
        assertEquals(0, times.maxNs());
        assertEquals(0, times.count());
    }

    @Test
    void shouldTakeWhatNoClockShouldSay()
    {
        times.record(Long.MIN_VALUE);
        times.record(-1);
        times.record(0);
        assertEquals(3, times.count());
        assertEquals(0, times.percentileNs(100));
        times.record(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, times.percentileNs(100));
    }

    @Test
    void shouldTellEachDurationNeverShorterAndAtMostAnEighthLonger()
    {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++)
        {
            times.reset();
            final long durationNs = random.nextLong(1L << random.nextInt(1, 36));
            times.record(durationNs);
            times.record(Long.MAX_VALUE); // Or the longest would be told as it is.
            final long toldNs = times.percentileNs(50);
            assertTrue(toldNs >= durationNs, () -> durationNs + " is told as " + toldNs + ", seed " + seed);
            assertTrue(toldNs <= Math.max(1024, durationNs + durationNs / 8),
                () -> durationNs + " is told as " + toldNs + ", seed " + seed);
        }
    }

    @Test
    void shouldAgreeWithSortedDurationsWhenTwoArePutTogether()
    {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final long[] all = random.longs(5000, 2000, 50_000_000).toArray();
        final TimeBuckets others = new TimeBuckets();
        for (int i = 0; i < all.length; i++)
        {
            (0 == i % 3 ? others : times).record(all[i]);
        }

        times.add(others);
        Arrays.sort(all);
        assertEquals(all.length, times.count());
        assertEquals(all[all.length - 1], times.maxNs());
        assertEquals(all[all.length - 1], times.percentileNs(100));
        for (final double percent : new double[]{0.01, 1, 50, 90, 99, 99.9})
        {
            final long exactNs = all[(int)Math.ceil(all.length * percent / 100) - 1];
            final long toldNs = times.percentileNs(percent);
            assertTrue(toldNs >= exactNs && toldNs <= exactNs + exactNs / 8,
                () -> percent + "% is " + exactNs + ", told as " + toldNs + ", seed " + seed);
        }
    }

    @Test
    void shouldForgetAllWhenReset()
    {
        times.record(5000);
        times.reset();
        assertEquals(0, times.count());
        assertEquals(0, times.maxNs());
        times.record(2000);
        assertEquals(2000, times.percentileNs(100));
        assertEquals(1, times.count());
    }
}

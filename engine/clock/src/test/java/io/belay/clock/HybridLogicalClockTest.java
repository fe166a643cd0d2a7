package io.belay.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HybridLogicalClockTest
{
    private static final long NOON_MS = 1_795_262_400_000L;
    private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);

    private long wallMs = NOON_MS;
    private final HybridLogicalClock clock = new HybridLogicalClock(this::wallMs, 500);

    @Test
    void shouldRefuseAnObservedTimestampWhenItIsTooFarAhead()
    {
        final long issued = clock.next();

        assertFalse(clock.observe(Hlc.of(NOON_MS + 501, 0)));
        assertEquals(issued + 1, clock.next());
    }

    @Test
    void shouldRefuseAnObservedTimestampWhenItIsNegative()
    {
        assertFalse(clock.observe(HybridLogicalClock.CEILING_REACHED));
        assertFalse(clock.observe(Long.MIN_VALUE));
        assertEquals(Hlc.of(NOON_MS, 0), clock.next());
    }

    @Test
    void shouldRefuseAnObservedTimestampWhenItIsNegativeThoughTheBoundAllowsAll()
    {
        final HybridLogicalClock unbounded = new HybridLogicalClock(this::wallMs, Hlc.MILLIS_MAX);

        assertFalse(unbounded.observe(Long.MIN_VALUE));
        assertTrue(unbounded.observe(Long.MAX_VALUE));
    }

    @Test
    void shouldRefuseAFloorOrCeilingWhenItIsNoTimestamp()
    {
        assertThrows(IllegalArgumentException.class, () -> clock.floor(-1));
        assertThrows(IllegalArgumentException.class, () -> clock.ceilingMs(-1));
        assertThrows(IllegalArgumentException.class, () -> clock.ceilingMs(Hlc.MILLIS_MAX + 1));
        assertThrows(IllegalArgumentException.class, () -> new HybridLogicalClock(this::wallMs, -1));
    }

    @Test
    void shouldStopWhenTheCeilingIsReached()
    {
        clock.ceilingMs(NOON_MS);
        assertEquals(Hlc.of(NOON_MS, 0), clock.next());

        wallMs = NOON_MS + 1;
        assertEquals(HybridLogicalClock.CEILING_REACHED, clock.next());
        assertEquals(HybridLogicalClock.CEILING_REACHED, clock.next());
        assertEquals(Hlc.of(NOON_MS, 0), clock.last());

        clock.ceilingMs(NOON_MS + 1);
        assertEquals(Hlc.of(NOON_MS + 1, 0), clock.next());
    }

    @Test
    void shouldStopWhenTheLogicalCountWouldCarryPastTheCeiling()
    {
        clock.ceilingMs(NOON_MS);
        clock.floor(Hlc.of(NOON_MS, Hlc.LOGICAL_MAX - 1));

        assertEquals(Hlc.of(NOON_MS, Hlc.LOGICAL_MAX), clock.next());
        assertEquals(HybridLogicalClock.CEILING_REACHED, clock.next());
    }

    @Test
    void shouldStopWhenTheLastTimestampOfAllWasIssued()
    {
        clock.floor(Long.MAX_VALUE - 1);

        assertEquals(Long.MAX_VALUE, clock.next());
        assertEquals(HybridLogicalClock.CEILING_REACHED, clock.next());
        assertEquals(Long.MAX_VALUE, clock.last());
    }

    @Test
    void shouldIssueNothingWhenTheCeilingIsBelowTheFloor()
    {
        clock.floor(Hlc.of(NOON_MS + 10, 3));
        clock.ceilingMs(NOON_MS + 9);

        assertEquals(HybridLogicalClock.CEILING_REACHED, clock.next());
    }

    @Test
    void shouldIssueAboveTheFloorWhenTheWallClockIsBehindIt()
    {
        final long floor = Hlc.of(NOON_MS + HOUR_MS, 41);
        clock.floor(floor);

        assertEquals(Hlc.of(NOON_MS + HOUR_MS, 42), clock.next());

        clock.floor(Hlc.of(NOON_MS, 0));
        assertEquals(Hlc.of(NOON_MS + HOUR_MS, 43), clock.next());
    }

    @Test
    void shouldIssueAboveWhatItObservedWhenThatIsWithinTheBound()
    {
        final long remote = Hlc.of(NOON_MS + 500, 9);

        assertTrue(clock.observe(remote));
        assertEquals(remote + 1, clock.next());
        assertTrue(clock.observe(Hlc.NONE));
        assertEquals(remote + 2, clock.next());
    }

    @Test
    void shouldCarryIntoTheNextMillisecondWhenTheLogicalCountIsFull()
    {
        clock.floor(Hlc.of(NOON_MS, Hlc.LOGICAL_MAX));

        assertEquals(Hlc.of(NOON_MS + 1, 0), clock.next());
        wallMs++;
        assertEquals(Hlc.of(NOON_MS + 1, 1), clock.next());
    }

    @Test
    void shouldKeepRisingWhenTheWallClockStandsStill()
    {
        long last = clock.next();
        for (int i = 0; i < 3 * Hlc.LOGICAL_MAX; i++)
        {
            last = issueAbove(last);
        }

        assertEquals(NOON_MS + 2, Hlc.millis(last));
    }

    @Test
    void shouldFollowTheWallClockAgainWhenItHasCaughtUp()
    {
        clock.next();
        wallMs = NOON_MS - HOUR_MS;
        assertEquals(Hlc.of(NOON_MS, 1), clock.next());

        wallMs = NOON_MS + 1;
        assertEquals(Hlc.of(NOON_MS + 1, 0), clock.next());
    }

    @ParameterizedTest
    @ValueSource(longs = { Long.MIN_VALUE, -1, 0, Hlc.MILLIS_MAX + 1, Long.MAX_VALUE })
    void shouldIssuePositiveTimestampsWhenTheWallClockIsOutOfItsMind(final long brokenMs)
    {
        wallMs = brokenMs;

        final long first = clock.next();
        assertTrue(first > 0, () -> "issued " + first);
        final long second = clock.next();
        assertTrue(second > first, () -> second + " is not above " + first);
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
    void shouldOnlyRiseWhenTheWallClockWalksAtRandom(final long seed)
    {
        System.out.println("wall clock walks with seed " + seed);
        final Random random = new Random(seed);

        long last = Hlc.NONE;
        for (int step = 0; step < 20_000; step++)
        {
            moveWallClock(random);
            if (0 == random.nextInt(4))
            {
                final long remote = Hlc.of(wallMs + random.nextInt(1_001) - 500, random.nextInt(Hlc.LOGICAL_MAX + 1));
                assertTrue(clock.observe(remote));
                last = Math.max(last, remote);
            }
            last = issueAbove(last);
            assertTrue(Hlc.millis(last) >= wallMs, "a timestamp lies behind the wall clock");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = { 11, 12, 13, 14, 15 })
    void shouldOnlyRiseOverRestartsWhenTheFloorIsTheLastIssued(final long seed)
    {
        System.out.println("restarts with seed " + seed);
        final Random random = new Random(seed);

        long last = Hlc.NONE;
        for (int restart = 0; restart < 500; restart++)
        {
            final HybridLogicalClock restarted = new HybridLogicalClock(this::wallMs);
            restarted.floor(last);
            for (int i = random.nextInt(5); i >= 0; i--)
            {
                moveWallClock(random);
                final long next = restarted.next();
                assertTrue(next > last, Hlc.toString(next) + " is not above " + Hlc.toString(last));
                last = next;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = { 21, 22, 23 })
    void shouldNeverIssueAboveTheCeilingWhateverTheWallClockDoes(final long seed)
    {
        System.out.println("ceilings with seed " + seed);
        final Random random = new Random(seed);
        int refusals = 0;

        clock.ceilingMs(wallMs);
        for (int step = 0; step < 10_000; step++)
        {
            moveWallClock(random);
            final long before = clock.last();
            final long next = clock.next();
            if (HybridLogicalClock.CEILING_REACHED == next)
            {
                refusals++;
                assertEquals(before, clock.last());
                clock.ceilingMs(Math.max(wallMs, Hlc.millis(before)) + random.nextInt(100));
            }
            else
            {
                assertTrue(next > before && Hlc.millis(next) <= clock.ceilingMs());
            }
        }

        assertTrue(refusals > 10, "the ceiling was reached " + refusals + " times only");
    }

    private long issueAbove(final long last)
    {
        final long next = clock.next();
        assertTrue(next > last, () -> Hlc.toString(next) + " is not above " + Hlc.toString(last));

        return next;
    }

    private void moveWallClock(final Random random)
    {
        switch (random.nextInt(20))
        {
            case 0 -> wallMs += random.nextLong(5 * HOUR_MS);
            case 1 -> wallMs -= random.nextLong(5 * HOUR_MS);
            case 2, 3, 4 -> wallMs += random.nextInt(3);
            case 5 -> wallMs -= random.nextInt(3);
            default ->
            {
                // It stands still.
            }
        }
    }

    private long wallMs()
    {
        return wallMs;
    }
}

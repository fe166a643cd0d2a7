package io.belay.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class YieldThenParkTest
{
    private static final long STEP_NS = 10_000;

    private long nowNs = Long.MAX_VALUE - 50_000; // Monotonic time wraps.
    private int yields;
    private final List<Long> parks = new ArrayList<>();
    private final YieldThenPark idle = new YieldThenPark(() -> nowNs, () -> yields++, parks::add);

    private void idle(final int times)
    {
        for (int i = 0; i < times; i++)
        {
            idle.idle(0);
            nowNs += STEP_NS;
        }
    }

    @Test
    void shouldYieldForATimeBeforeItParks()
    {
        idle(100);
        assertEquals(100, yields);
        assertEquals(List.of(), parks);

        idle(2);
        assertEquals(101, yields);
        assertEquals(List.of(1_000L), parks);
    }

    @Test
    void shouldParkLongerEachTimeUpToABound()
    {
        idle(101);
        idle(30);

        assertEquals(30, parks.size());
        assertEquals(List.of(1_000L, 2_000L, 4_000L, 8_000L), parks.subList(0, 4));
        assertEquals(YieldThenPark.PARK_NS_MAX, parks.get(29));
        assertTrue(parks.stream().allMatch((each) -> each <= YieldThenPark.PARK_NS_MAX));
    }

    @Test
    void shouldBeginAnewAfterWork()
    {
        idle(105);
        parks.clear();
        yields = 0;
        idle.idle(1);
        idle(50);

        assertEquals(50, yields);
        assertEquals(List.of(), parks);
    }

    @Test
    void shouldSoonParkAgainWhenNothingFollowsAMessageAfterASilence()
    {
        idle(130);
        parks.clear();
        yields = 0;
        idle.idle(1);
        idle(12);

        assertEquals(11, yields);
        assertEquals(List.of(1_000L), parks);
    }

    @Test
    void shouldYieldForTheWholeTimeWhenAnotherMessageFollowsSoonAfterASilence()
    {
        idle(130);
        idle.idle(1);
        idle(12);
        parks.clear();
        yields = 0;
        idle.idle(1);
        idle(101);

        assertEquals(101, yields);
        assertEquals(List.of(), parks);
    }

    @Test
    void shouldTellNothingOfTimeSpentAtWork()
    {
        idle(1);
        idle.idle(1);
        nowNs += 10 * YieldThenPark.YIELD_NS;
        idle(50);

        assertEquals(List.of(), parks);
    }
}

package io.belay.bench.result;

import java.util.ArrayList;
import java.util.List;

import io.belay.bench.result.BenchFile.Figure;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GoalsTest
{
    private static final Load ONE = new Load("closed", 1, 0, 1, 256, 1, "1 in flight");
    private static final Load MANY = new Load("closed", 256, 0, 1, 256, 1, "256 in flight");
    private static final Load OPEN = new Load("open", 0, 5000, 1, 256, 1, "5,000/s");

    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    @Test
    void shouldCallEveryRowUnknownWhenNothingWasMeasured()
    {
        for (final Goal row : goals().rows())
        {
            assertAll(row.name(),
                () -> assertEquals("unknown", row.met()),
                () -> assertEquals(0, row.rounds()),
                () -> assertEquals(0, row.value()),
                () -> assertTrue(row.note().length() > 10, row.note()));
        }
    }

    @Test
    void shouldCompareNothingWhenTheTwoWereNeverInOneRound()
    {
        times("belay", ONE, 1, 100, 200);
        times("floor-sum", ONE, 2, 100, 200);

        assertEquals("unknown", goals().medianAgainstFloor().met());
        assertTrue(goals().medianAgainstFloor().note().contains("same round"), goals().medianAgainstFloor().note());
    }

    @Test
    void shouldLeaveOutInvalidMeasurements()
    {
        times("floor-sum", ONE, 1, 100, 200);
        add("belay", ONE, 1, 900, 900, 1, false, false);

        assertEquals("unknown", goals().medianAgainstFloor().met());
    }

    @Test
    void shouldLeaveOutOtherSizesAndManyMarketsAndOtherLoads()
    {
        times("floor-sum", ONE, 1, 100, 200);
        times("belay", ONE, 1, 120, 260);
        times("belay", new Load("closed", 1, 0, 1, 1024, 1, ""), 1, 500, 500);
        times("belay", new Load("closed", 1, 0, 1, 256, 1000, ""), 1, 500, 500);
        times("belay", new Load("open-bursts", 0, 5000, 10, 256, 1, ""), 1, 500, 500);
        times("floor-sum", new Load("closed", 1, 0, 1, 1024, 1, ""), 1, 10, 10);

        assertEquals(1.2, goals().medianAgainstFloor().value(), 1e-9);
        assertEquals(1.3, goals().tailAgainstFloor().value(), 1e-9);
        assertEquals("unknown", goals().openLoopTailAgainstFloor().met());
    }

    @Test
    void shouldTakeTheMedianOfTheRoundsOwnRatiosWhenTheMachineChangesItsSpeed()
    {
        // The ratio of the medians would be 240 / 100.
        ratio(1, 120, 100);
        ratio(2, 240, 200);
        ratio(3, 1300, 1000);
        ratio(4, 110, 100);
        ratio(5, 330, 50);

        final Goal goal = goals().medianAgainstFloor();

        assertEquals(1.2, goal.value(), 1e-9);
        assertEquals((6.6 - 1.1) / 1.2, goal.spread(), 1e-9);
        assertEquals(5, goal.rounds());
    }

    @Test
    void shouldTakeTheMeanOfTheTwoInTheMiddleWhenRoundsAreEven()
    {
        ratio(1, 100, 100);
        ratio(2, 120, 100);
        ratio(3, 140, 100);
        ratio(4, 400, 100);

        assertEquals(1.3, goals().medianAgainstFloor().value(), 1e-9);
    }

    @Test
    void shouldTakeTheMeanWhenARoundMeasuredTheFloorBeforeAndAfter()
    {
        times("floor-sum", ONE, 1, 80, 80);
        times("belay", ONE, 1, 150, 150);
        times("floor-sum", ONE, 1, 120, 120);

        assertEquals(1.5, goals().medianAgainstFloor().value(), 1e-9);
    }

    @Test
    void shouldMeetMustAndAimAtTheBoundItselfAndMissBeyond()
    {
        assertEquals("aim", metAt(115));
        assertEquals("must", metAt(116));
        assertEquals("must", metAt(140));
        assertEquals("missed", metAt(141));
    }

    @Test
    void shouldWantRatesHighAndTimesLow()
    {
        rate("belay", MANY, 1, 360_000);
        rate("aeron-cluster-1", MANY, 1, 100_000);
        rate("aeron-echo", MANY, 1, 720_000);
        rate("nio-pair", MANY, 1, 500_000);
        rate("belay-1000-markets", new Load("closed", 256, 0, 1, 256, 1000, ""), 1, 351_000);

        assertEquals("must", goals().rateAgainstCluster().met());
        assertEquals(3.6, goals().rateAgainstCluster().value(), 1e-9);
        assertEquals("missed", goals().rateAgainstEcho().met());
        assertEquals("aim", goals().rateAgainstNioPair().met());
        assertEquals("aim", goals().manyMarketsAgainstOne().met());
    }

    @Test
    void shouldSkipRoundsWhoseFloorWasDisturbedInTheOpenLoopOnly()
    {
        openRound(1, 200, 100, false);
        openRound(2, 900, 100, true);

        assertEquals(2.0, goals().openLoopTailAgainstFloor().value(), 1e-9);
        assertEquals(1, goals().openLoopTailAgainstFloor().rounds());
        assertEquals(2, goals().tailAgainstFloor().rounds());
    }

    @Test
    void shouldCompareTheOpenLoopWithEachLoadOfTheFloor()
    {
        openRound(1, 300, 100, false);
        assertEquals("unknown", goals().openLoopTailAgainstOpenLoop().met());

        times("floor-sum", OPEN, 1, 150, 150);
        assertEquals(3.0, goals().openLoopTailAgainstFloor().value(), 1e-9);
        assertEquals(2.0, goals().openLoopTailAgainstOpenLoop().value(), 1e-9);
    }

    @Test
    void shouldMissTheOpenLoopGoalWhenTheRateWasMissedInOneRound()
    {
        openRound(1, 110, 100, false);
        openRound(2, 110, 100, false);
        add("belay", OPEN, 3, 100, 100, 4000, false, false);

        final Goal goal = goals().openLoopTailAgainstFloor();

        assertEquals("missed", goal.met());
        assertEquals("the rate was missed in 1 of 3 rounds", goal.note());
    }

    @Test
    void shouldNotBlameBelayWhenTheRateWasMissedInADisturbedRound()
    {
        openRound(1, 110, 100, false);
        add("belay", OPEN, 2, 100, 100, 4000, false, true);

        assertEquals("aim", goals().openLoopTailAgainstFloor().met());
        assertNull(goals().openLoopTailAgainstFloor().note());
    }

    @Test
    void shouldJudgeTheThreadThatAllocatesMost()
    {
        figure("allocated.client", 1, 0);
        figure("allocated.owner", 1, 24);
        figure("allocated.journal", 1, 0);

        assertEquals(24, goals().bytesAllocated().value());
        assertEquals("missed", goals().bytesAllocated().met());
    }

    @Test
    void shouldTellAnIdleNodesShareInPercentAndItsMemoryInMegabytes()
    {
        figure(Goals.IDLE_CPU, 1, 0.03);
        figure(Goals.IDLE_MEMORY, 1, 140e6);

        assertEquals(3, goals().idleCpu().value(), 1e-9);
        assertEquals("must", goals().idleCpu().met());
        assertEquals(140, goals().idleMemory().value(), 1e-9);
        assertEquals("aim", goals().idleMemory().met());
    }

    private String metAt(final long ns)
    {
        measurements.clear();
        ratio(1, ns, 100);

        return goals().medianAgainstFloor().met();
    }

    private Goals goals()
    {
        return new Goals(measurements, figures);
    }

    private void ratio(final int round, final long ns, final long floorNs)
    {
        times("belay", ONE, round, ns, ns);
        times("floor-sum", ONE, round, floorNs, floorNs);
    }

    private void openRound(final int round, final long p99Ns, final long floorNs, final boolean isFloorDisturbed)
    {
        add("floor-sum", ONE, round, floorNs, floorNs, 1, true, isFloorDisturbed);
        times("belay", ONE, round, p99Ns, p99Ns);
        times("belay", OPEN, round, p99Ns, p99Ns);
    }

    private void times(final String system, final Load load, final int round, final long p50Ns, final long p99Ns)
    {
        add(system, load, round, p50Ns, p99Ns, 1, true, false);
    }

    private void rate(final String system, final Load load, final int round, final double rate)
    {
        add(system, load, round, 1, 1, rate, true, false);
    }

    private void figure(final String name, final int round, final double value)
    {
        figures.add(new Figure(name, round, value, "", name));
    }

    private void add(
        final String system,
        final Load load,
        final int round,
        final long p50Ns,
        final long p99Ns,
        final double rate,
        final boolean isValid,
        final boolean isDisturbed)
    {
        measurements.add(new Measurement(system, load, round, null, 1_000_000_000, 1, 0, rate, isValid,
            isValid ? null : "missed", isDisturbed, 0, p50Ns, p99Ns, p99Ns, p99Ns, p99Ns, null, List.of(), List.of(),
            null));
    }
}

package io.belay.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import io.belay.bench.result.HistogramText;
import io.belay.bench.result.IntervalFigures;
import io.belay.bench.result.Measurement;
import org.junit.jupiter.api.Test;

class LoadRunTest
{
    private static final long MS = 1_000_000;
    private static final double STEPS_TOLERANCE_NS = 10.0 * FakeTarget.STEP_NS;

    private final FakeTarget target = new FakeTarget();
    private long[] fileTimesNs = {0, 10};
    private final LoadRun run = new LoadRun("fake", 3, target, target, List.of(), (orders) -> fileTimesNs);

    LoadRunTest()
    {
        target.answers = run;
        run.target(target);
    }

    @Test
    void shouldRefusePlansThatCannotBeRun()
    {
        assertThrows(LoadException.class, () -> LoadPlan.closed(0, 1, 0, 1));
        assertThrows(LoadException.class, () -> LoadPlan.closed(LoadPlan.IN_FLIGHT_MAX + 1, 1, 0, 1));
        assertThrows(LoadException.class, () -> LoadPlan.closed(1, 0, 0, 1));
        assertThrows(LoadException.class, () -> LoadPlan.closed(1, 1, -1, 1));
        assertThrows(LoadException.class, () -> LoadPlan.open(0, 1, 0, 1));
        assertThrows(LoadException.class, () -> LoadPlan.open(Double.NaN, 1, 0, 1));
        assertThrows(LoadException.class, () -> LoadPlan.open(10, 1, 0, 1).inBursts(0));
        assertThrows(LoadException.class, () -> LoadPlan.open(10, 1, 0, 1).over(0));
    }

    @Test
    void shouldRefuseAnAnswerToWhatWasNotAsked()
    {
        assertThrows(LoadException.class, () -> run.onAnswered(0));
    }

    @Test
    void shouldRefuseASecondAnswer()
    {
        run.run(LoadPlan.closed(1, 1, 0, MS));

        final LoadException ex = assertThrows(LoadException.class, () -> run.onAnswered(0));
        assertTrue(ex.getMessage().contains("answered before"), ex.getMessage());
    }

    @Test
    void shouldSayWhenAnswersStayOut()
    {
        target.isSilent = true;

        final LoadException ex =
            assertThrows(LoadException.class, () -> run.run(LoadPlan.closed(4, 1, 0, MS)));
        assertTrue(ex.getMessage().contains("4 of 4"), ex.getMessage());
    }

    @Test
    void shouldBeInvalidWhenARequestFailed()
    {
        target.failingId = 7;

        final Measurement found = run.run(LoadPlan.closed(2, 1, 0, MS));

        assertFalse(found.valid());
        assertEquals(1, found.failed());
        assertTrue(found.invalidReason().contains("it was refused"), found.invalidReason());
    }

    @Test
    void shouldBeInvalidWhenTheRateWasMissedAndStillMeasureAllThatWasDue()
    {
        target.answerNs = 100_000;
        target.roomMax = 1; // At most 10,000 a second.

        final Measurement found = run.run(LoadPlan.open(20_000, 1, 0, 10 * MS));

        assertFalse(found.valid());
        assertTrue(found.invalidReason().contains("rate was missed"), found.invalidReason());
        assertEquals(200, found.count());
        assertTrue(found.maxNs() > 9 * MS, "the last was due long before it was sent: " + found.maxNs());
    }

    @Test
    void shouldNotTakeForARateWhatWasCaughtUpFromBeforeTheWindow()
    {
        target.answerNs = 20 * MS; // What was due in the warm-up is answered in the window.

        final Measurement found = run.run(LoadPlan.open(20_000, 1, 20 * MS, 40 * MS));

        assertEquals(800, found.count());
        // What was due in the second half of the window is answered behind it: of its 40 ms 20 ms count.
        assertEquals(10_000, found.rate(), 500);
    }

    @Test
    void shouldKeepSoManyInFlight()
    {
        target.answerNs = 100_000;

        final Measurement found = run.run(LoadPlan.closed(8, 1, MS, 10 * MS));

        assertTrue(found.valid());
        assertEquals(100_000.0, (double)found.p50Ns(), STEPS_TOLERANCE_NS);
        assertEquals(80_000, found.rate(), 8_000);
        assertEquals("closed", found.load().kind());
        assertEquals(8, found.load().inFlight());
        assertEquals(3, found.round());
    }

    @Test
    void shouldCountNothingOfTheWarmUp()
    {
        target.answerNs = 1_000;
        target.stallToNs = 2 * MS;

        final Measurement found = run.run(LoadPlan.open(10_000, 1, 5 * MS, 10 * MS));

        assertEquals(100, found.count());
        assertEquals(10_000, found.rate(), 200);
        assertTrue(found.maxNs() < MS, "the stall was in the warm-up: " + found.maxNs());
    }

    @Test
    void shouldMeasureFromWhenARequestWasDueAndNotFromWhenItWasSent()
    {
        target.roomMax = 4;
        target.stallFromNs = 2 * MS;
        target.stallToNs = 7 * MS;

        final Measurement found = run.run(LoadPlan.open(10_000, 1, 0, 10 * MS));

        // Half of the hundred requests were due while the system stood still, at most four of them had been sent.
        assertEquals(100, found.count());
        final long late = HistogramText.parse(found.histogram()).getCountBetweenValues(MS, 10 * MS);
        assertTrue(late >= 38 && late <= 42, "later than a millisecond: " + late);
        assertEquals(5.0 * MS, (double)found.maxNs(), MS / 10.0);
    }

    @Test
    void shouldSendBurstsAtOneMoment()
    {
        target.answerNs = 1_000;
        target.roomMax = 1;

        final Measurement found = run.run(LoadPlan.open(10_000, 1, 0, 10 * MS).inBursts(10));

        assertEquals(100, found.count());
        assertEquals("open-bursts", found.load().kind());
        assertTrue(found.maxNs() >= 10 * 1_000, "the last of ten waits for nine: " + found.maxNs());
    }

    @Test
    void shouldSendAtTheTimesOfAFileOverAndOver()
    {
        fileTimesNs = new long[]{500, 500 + MS, 500 + 3 * MS};

        final Measurement found = run.run(
            new LoadPlan(LoadPlan.Kind.OPEN, 16, 0, 1, "orders.csv", 2, 1, 1, 0, 9 * MS / 4));

        // At twice the speed: due at 0, 0.5, 1.5 ms, then again from 2.25 ms on.
        assertEquals(3, found.count());
        assertEquals("open-file", found.load().kind());
    }

    @Test
    void shouldNumberRequestsWithoutGapsOverAllPlans()
    {
        target.roomMax = 2;
        run.run(LoadPlan.closed(8, 1, 0, MS));
        run.run(LoadPlan.open(10_000, 1, 0, MS));
        run.run(LoadPlan.closed(1, 1, 0, MS));

        for (int i = 0; i < target.ids.size(); i++)
        {
            assertEquals(i, target.ids.get(i));
        }
    }

    @Test
    void shouldAnswerNothingForAPlanThatOnlyWarmsUp()
    {
        assertNull(run.run(LoadPlan.closed(4, 1, MS, 0)));
        assertEquals(List.of("begin", "end"), target.calls);
    }

    @Test
    void shouldSplitTheWindowIntoStretchesByWhenRequestsWereDue()
    {
        final Measurement found = run.run(LoadPlan.open(1_000, 1, 0, 200 * MS));

        assertEquals(200, found.count());
        assertEquals(4, found.intervals().size());
        assertEquals(
            List.of(50L, 50L, 50L, 50L), found.intervals().stream().map(IntervalFigures::count).toList());
        assertEquals(150 * MS, found.intervals().get(3).startNs());
    }
}

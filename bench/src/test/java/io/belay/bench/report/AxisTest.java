package io.belay.bench.report;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AxisTest
{
    private static final double EXACT = 1e-9;

    @Test
    void shouldGiveEachFurtherNineTheSameRoom()
    {
        final NinesAxis axis = NinesAxis.forCount(10_000);

        assertEquals(List.of("0", "90", "99", "99.9", "99.99"), labels(axis));
        assertEquals(0.0, axis.at(0), EXACT);
        assertEquals(0.25, axis.at(90), EXACT);
        assertEquals(0.5, axis.at(99), EXACT);
        assertEquals(0.75, axis.at(99.9), EXACT);
        assertEquals(1.0, axis.at(99.99), EXACT);
    }

    @Test
    void shouldStayOnTheNinesAxisWhenThereIsNoEndOfThem()
    {
        assertEquals(1.0, NinesAxis.forCount(100).at(100), EXACT);
        assertEquals(1.0, NinesAxis.forCount(100).at(99.9999), EXACT);
        assertEquals(List.of("0", "90", "99"), labels(NinesAxis.forCount(0)));
        assertEquals(
            List.of("0", "90", "99", "99.9", "", "99.999", "", "99.99999"), labels(NinesAxis.forCount(Long.MAX_VALUE)));
    }

    @Test
    void shouldBeginAndEndALogAxisAtRoundValues()
    {
        final LogAxis axis = LogAxis.around(70_000, 1_300_000, Figures::tickTime);

        assertEquals(List.of("50 µs", "100 µs", "200 µs", "500 µs", "1 ms", "2 ms"), labels(axis));
        assertEquals(0.0, axis.at(50_000), EXACT);
        assertEquals(1.0, axis.at(2_000_000), EXACT);
    }

    @Test
    void shouldLabelPowersOfTenOnlyWhenALogAxisIsLong()
    {
        final List<Tick> ticks = LogAxis.around(1000, 100_000_000, Figures::tickTime).ticks();

        assertEquals(List.of("1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms"),
            ticks.stream().map(Tick::label).filter((label) -> !label.isEmpty()).toList());
        assertEquals(16, ticks.size());
        assertEquals(0.2, ticks.get(3).at(), EXACT);
    }

    @Test
    void shouldHaveALengthWhenAllValuesAreOne()
    {
        final LogAxis axis = LogAxis.around(1000, 1000, Figures::tickTime);

        assertTrue(axis.end() > axis.begin());
        assertEquals(0.0, axis.at(1000), EXACT);
        assertTrue(new LinearAxis(0, String::valueOf).at(0) >= 0);
        assertTrue(LogAxis.around(0, 0, Figures::tickTime).at(0) < 0);
    }

    @Test
    void shouldTickALinearAxisAtRoundValues()
    {
        final List<Tick> ticks = new LinearAxis(25, Figures::number).ticks();

        assertEquals(List.of("0.00", "5.00", "10.0", "15.0", "20.0", "25.0"), ticks.stream().map(Tick::label).toList());
        assertEquals(0.6, ticks.get(3).at(), EXACT);
    }

    private static List<String> labels(final Axis axis)
    {
        return axis.ticks().stream().map(Tick::label).toList();
    }
}

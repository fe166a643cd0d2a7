package io.belay.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import io.belay.bench.result.HistogramText;
import io.belay.bench.result.Load;
import io.belay.bench.result.Measurement;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FloorSumTest
{
    private final List<Measurement> measurements = new ArrayList<>();

    private void floor(final String system, final int round, final long p50Ns, final long p99Ns)
    {
        floor(system, new Load("closed", 1, 0, 1, 256, 1, "1 in flight"), round, p50Ns, p99Ns);
    }

    private void floor(
        final String system, final Load load, final int round, final long p50Ns, final long p99Ns)
    {
        final Histogram times = HistogramText.empty();
        times.recordValueWithCount(p50Ns, 980);
        times.recordValueWithCount(p99Ns, 20);
        measurements.add(Measurement.of(
            system, load, round, "2026-11-21T00:00:00Z", 1_000_000_000, times));
    }

    private void floors(final int round, final long diskP99Ns)
    {
        floor("floor-disk", round, 50_000, diskP99Ns);
        floor("floor-udp", round, 10_000, 20_000);
        floor("floor-ipc", round, 2_000, 4_000);
    }

    private List<Measurement> sums()
    {
        return FloorSum.added(measurements).stream().filter((each) -> FloorSum.NAME.equals(each.system())).toList();
    }

    @Test
    void shouldHaveNoSumForARoundThatLacksAPart()
    {
        floor("floor-disk", 1, 50_000, 90_000);
        floor("floor-udp", 1, 10_000, 20_000);

        assertEquals(List.of(), sums());
    }

    @Test
    void shouldAddUpPercentileByPercentile()
    {
        floors(1, 90_000);

        final Measurement sum = sums().get(0);
        assertEquals(62_000.0, (double)sum.p50Ns(), 100);
        assertEquals(114_000.0, (double)sum.p99Ns(), 200);
        assertEquals(256, sum.load().bytes());
        assertTrue(sum.valid());
        assertFalse(sum.disturbed());
    }

    @Test
    void shouldMarkARoundWhoseFloorIsOutOfTheOrdinary()
    {
        floors(1, 90_000);
        floors(2, 95_000);
        floors(3, 900_000);

        assertEquals(List.of(false, false, true), sums().stream().map(Measurement::disturbed).toList());
    }

    @Test
    void shouldAddUpEachLoadApart()
    {
        final Load open = new Load("open", 0, 5000, 1, 256, 1, "open loop");
        floors(1, 90_000);
        floor("floor-disk", open, 1, 60_000, 900_000);
        floor("floor-udp", open, 1, 20_000, 40_000);
        assertEquals(1, sums().size());

        floor("floor-ipc", open, 1, 4_000, 8_000);
        final Measurement sum = sums().get(1);
        assertEquals("open", sum.load().kind());
        assertEquals(948_000.0, (double)sum.p99Ns(), 2_000);
        assertFalse(sum.disturbed());
    }

    @Test
    void shouldKeepAllThatWasMeasured()
    {
        floors(1, 90_000);
        floor("belay", 1, 70_000, 100_000);

        final List<Measurement> all = FloorSum.added(measurements);
        assertEquals(5, all.size());
        assertTrue(all.containsAll(measurements));
    }
}

package io.belay.bench.report;

import java.util.function.ToDoubleFunction;

import io.belay.bench.result.Measurement;
import io.belay.bench.result.PerRound;

/**
 * How a system compares with the floor of the same round: what the speed of the machine does not change. Each is NaN
 * when there is no round that has both.
 */
final class FloorRatio
{
    private static final double S_NS = 1e9;

    private FloorRatio()
    {
    }

    /** How many times as long as the floor something takes. */
    static double ofTime(final Series series, final Series floor, final ToDoubleFunction<Measurement> value)
    {
        return PerRound.of(series.counted(), value).dividedBy(PerRound.of(floor.counted(), value)).median();
    }

    /** How many answers come in the time of one pass of the floor. */
    static double ofRate(final Series series, final Series floor)
    {
        return PerRound.of(series.counted(), Measurement::rate)
            .times(PerRound.of(floor.counted(), (each) -> each.p50Ns() / S_NS)).median();
    }
}

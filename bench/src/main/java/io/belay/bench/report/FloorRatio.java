package io.belay.bench.report;

import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.belay.bench.result.Goals;
import io.belay.bench.result.Measurement;

/**
 * How many times the floor something is, round by round, because the machine's speed changes between rounds.
 */
final class FloorRatio
{
    private static final double S_NS = 1e9;

    private FloorRatio()
    {
    }

    /** The median over the rounds in which both were measured; NaN when there is none. */
    static double median(final Series series, final Series floor, final ToDoubleFunction<Measurement> value)
    {
        final double[] ratios = perRound(series, floor, value);

        return 0 == ratios.length ? Double.NaN : Goals.median(ratios);
    }

    static double[] perRound(final Series series, final Series floor, final ToDoubleFunction<Measurement> value)
    {
        return perRound(series, value, basesOf(floor, value), (figure, base) -> figure / base);
    }

    /** Answers in the time of one pass of the floor: a rate that the speed of the machine does not change. */
    static double[] ratesPerRound(final Series series, final Series floor)
    {
        return perRound(series, Measurement::rate, basesOf(floor, Measurement::p50Ns), (rate, ns) -> rate * ns / S_NS);
    }

    private static Map<Integer, Double> basesOf(final Series floor, final ToDoubleFunction<Measurement> value)
    {
        return floor.counted().stream()
            .collect(Collectors.groupingBy(Measurement::round, Collectors.averagingDouble(value)));
    }

    private static double[] perRound(
        final Series series,
        final ToDoubleFunction<Measurement> value,
        final Map<Integer, Double> bases,
        final DoubleBinaryOperator relation)
    {
        return series.counted().stream()
            .filter((each) -> bases.getOrDefault(each.round(), 0.0) > 0)
            .mapToDouble((each) -> relation.applyAsDouble(value.applyAsDouble(each), bases.get(each.round())))
            .toArray();
    }
}

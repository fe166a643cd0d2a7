package io.belay.bench.result;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.belay.bench.result.BenchFile.Figure;

/**
 * One value a round. Values of the same round were measured within seconds of each other, so their ratio says more than
 * the ratio of two medians.
 *
 * @param values by round, in order.
 */
public record PerRound(Map<Integer, Double> values)
{
    /**
     * @param measurements of one kind.
     * @param value        of one of them.
     * @return the mean of each round's valid measurements, for a round may have several.
     */
    public static PerRound of(final Collection<Measurement> measurements, final ToDoubleFunction<Measurement> value)
    {
        return new PerRound(measurements.stream().filter(Measurement::valid)
            .collect(Collectors.groupingBy(Measurement::round, TreeMap::new, Collectors.averagingDouble(value))));
    }

    /**
     * @param figures of several parts.
     * @return the largest of each round.
     */
    public static PerRound largest(final List<Figure> figures)
    {
        final Map<Integer, Double> values = new TreeMap<>();
        figures.forEach((each) -> values.merge(each.round(), each.value(), Math::max));

        return new PerRound(values);
    }

    /**
     * @param bases to divide by.
     * @return the ratios of the rounds that have both, and a base above 0.
     */
    public PerRound dividedBy(final PerRound bases)
    {
        return combine(bases, (value, base) -> value / base);
    }

    /**
     * @param factors to multiply by.
     * @return the products of the rounds that have both, and a factor above 0.
     */
    public PerRound times(final PerRound factors)
    {
        return combine(factors, (value, factor) -> value * factor);
    }

    /**
     * @return how many rounds there are.
     */
    public int count()
    {
        return values.size();
    }

    /**
     * @return whether there is no round.
     */
    public boolean isEmpty()
    {
        return values.isEmpty();
    }

    /**
     * @return the median over the rounds; NaN when there are none.
     */
    public double median()
    {
        return median(array());
    }

    /**
     * @return (largest - smallest) / median over the rounds; NaN when there are none.
     */
    public double spread()
    {
        return spread(array());
    }

    /**
     * @param values in any order.
     * @return the one in the middle, or the mean of the two there; NaN when there are none.
     */
    public static double median(final double... values)
    {
        if (0 == values.length)
        {
            return Double.NaN;
        }

        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int half = sorted.length / 2;

        return 0 == sorted.length % 2 ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half];
    }

    /**
     * @param values in any order.
     * @return (largest - smallest) / median; 0 when all are 0, NaN when there are none.
     */
    public static double spread(final double... values)
    {
        if (0 == values.length)
        {
            return Double.NaN;
        }

        final double width = Arrays.stream(values).max().orElseThrow() - Arrays.stream(values).min().orElseThrow();

        return 0 == width ? 0 : width / median(values);
    }

    private PerRound combine(final PerRound others, final DoubleBinaryOperator relation)
    {
        final Map<Integer, Double> combined = new TreeMap<>();
        values.forEach((round, value) ->
        {
            final double other = others.values.getOrDefault(round, 0.0);
            if (other > 0)
            {
                combined.put(round, relation.applyAsDouble(value, other));
            }
        });

        return new PerRound(combined);
    }

    private double[] array()
    {
        return values.values().stream().mapToDouble(Double::doubleValue).toArray();
    }
}

package io.belay.bench.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.belay.bench.result.BenchFile.Figure;

/**
 * The table of goals, computed from what was measured. Ratios are taken round by round, because the machine's own speed
 * changes between rounds, and the median over the rounds is what counts.
 * <p>
 * A row that cannot be computed has the value 0, no rounds, and is "unknown", with a note that says what is missing.
 */
public final class Goals
{
    /** Figures whose names begin so are bytes allocated per append on one thread. */
    public static final String ALLOCATED_PREFIX = "allocated.";
    /** Name of the figure that holds what an idle node takes of a core: a share, 0 to 1. */
    public static final String IDLE_CPU = "idle.cpu";
    /** Name of the figure that holds what memory an idle node keeps resident, in bytes. */
    public static final String IDLE_MEMORY = "idle.memory";

    private static final String BELAY = "belay";
    private static final String FLOOR = "floor-sum";
    private static final String CLUSTER = "aeron-cluster-1";
    private static final int BYTES = 256;
    private static final double OPEN_RATE = 5000;
    private static final double BYTES_PER_MB = 1e6;

    private final List<Measurement> measurements;
    private final List<Figure> figures;

    /**
     * @param measurements of all rounds.
     * @param figures      of all rounds.
     */
    public Goals(final List<Measurement> measurements, final List<Figure> figures)
    {
        this.measurements = List.copyOf(measurements);
        this.figures = List.copyOf(figures);
    }

    /**
     * @return every row, in the order of the table.
     */
    public List<Goal> rows()
    {
        return List.of(
            medianAgainstFloor(),
            tailAgainstFloor(),
            medianAgainstCluster(),
            rateAgainstCluster(),
            rateAgainstBookKeeper(),
            rateAgainstEcho(),
            rateAgainstNioPair(),
            openLoopTailAgainstFloor(),
            manyMarketsAgainstOne(),
            bytesAllocated(),
            idleCpu(),
            idleMemory());
    }

    /** Median latency at 1 in flight. */
    Goal medianAgainstFloor()
    {
        return ratio("p50, 1 in flight, against the floor's sum", atMost(1.4, 1.15),
            perRound(BELAY, closed(1), Measurement::p50Ns), perRound(FLOOR, Goals::isCommonSize, Measurement::p50Ns));
    }

    /** 99th percentile at 1 in flight. */
    Goal tailAgainstFloor()
    {
        return ratio("p99, 1 in flight, against the floor's p99 sum", atMost(2, 1.3),
            perRound(BELAY, closed(1), Measurement::p99Ns), perRound(FLOOR, Goals::isCommonSize, Measurement::p99Ns));
    }

    /** Median latency against the nearest peer that syncs. */
    Goal medianAgainstCluster()
    {
        return ratio("p50, 1 in flight, against Aeron Cluster at level 1", atMost(0.45, 0.3),
            perRound(BELAY, closed(1), Measurement::p50Ns), perRound(CLUSTER, closed(1), Measurement::p50Ns));
    }

    /** Rate against the nearest peer that syncs. */
    Goal rateAgainstCluster()
    {
        return rateRatio("frames/s, 256 in flight, against Aeron Cluster at level 1", CLUSTER, 256, atLeast(3, 6));
    }

    /** Rate against the other journal on two disks. */
    Goal rateAgainstBookKeeper()
    {
        return rateRatio("frames/s, 64 in flight, against BookKeeper", "bookkeeper", 64, atLeast(6, 15));
    }

    /** Rate against the transport alone. */
    Goal rateAgainstEcho()
    {
        return rateRatio("frames/s, 256 in flight, against Aeron's UDP echo without a disk", "aeron-echo", 256,
            atLeast(0.6, 0.9));
    }

    /** Rate against the least that two synced copies take. */
    Goal rateAgainstNioPair()
    {
        return rateRatio("frames/s, 256 in flight, against the bare NIO pair", "nio-pair", 256, atLeast(0.35, 0.7));
    }

    /** 99th percentile at a fixed rate, of rounds whose floor was undisturbed; a rate that was missed misses the goal. */
    Goal openLoopTailAgainstFloor()
    {
        final String name = "p99, open loop at 5,000/s, against the floor's p99 sum";
        final Predicate<Measurement> isQuiet = (each) -> !isDisturbed(each.round());
        final Map<Integer, Double> ratios = ratios(
            perRound(BELAY, isQuiet.and(Goals::isSteadyOpenLoop), Measurement::p99Ns),
            perRound(FLOOR, isQuiet.and(Goals::isCommonSize), Measurement::p99Ns),
            (value, base) -> value / base);
        final long tries = measurements.stream()
            .filter((each) -> BELAY.equals(each.system()) && isSteadyOpenLoop(each)).filter(isQuiet).count();
        final long misses = measurements.stream().filter((each) -> BELAY.equals(each.system()))
            .filter((each) -> isSteadyOpenLoop(each) && !each.valid()).filter(isQuiet).count();
        final Goal goal = goal(name, "x", atMost(2.5, 1.5), ratios.values(),
            tries > 0 && 0 == misses ? "the floor was not measured in an undisturbed round" :
                0 == tries ? "no undisturbed round" : "the rate was missed");
        if (0 == misses)
        {
            return goal;
        }

        return new Goal(name, goal.value(), goal.spread(), goal.unit(), goal.rounds(), goal.must(), goal.aim(),
            true, "missed", "the rate was missed in " + misses + " of " + tries + " rounds");
    }

    /** What it costs to spread the same load over many markets. */
    Goal manyMarketsAgainstOne()
    {
        return ratio("frames/s, 256 in flight, 1,000 markets against 1", atLeast(0.8, 0.95),
            perRound("belay-1000-markets", (each) -> isClosed(each, 256), Measurement::rate),
            perRound(BELAY, closed(256), Measurement::rate));
    }

    /** Bytes per append on the thread that allocates most. */
    Goal bytesAllocated()
    {
        return goal("bytes allocated per append, the worst of client, owner and journal", "B", atMost(0, 0),
            perRound(figures.stream().filter((each) -> each.name().startsWith(ALLOCATED_PREFIX)).toList(), 1).values(),
            "allocation was not measured");
    }

    /** Time that a node takes that has nothing to do. */
    Goal idleCpu()
    {
        return figureGoal("idle node with 1,000 markets: share of a core", IDLE_CPU, "%", 100, atMost(5, 1));
    }

    /** Memory of a node that has nothing to do. */
    Goal idleMemory()
    {
        return figureGoal("idle node with 1,000 markets: memory", IDLE_MEMORY, "MB", 1 / BYTES_PER_MB,
            atMost(300, 150));
    }

    /**
     * @param round of the run.
     * @return whether the round's floor, or Belay beside it, was disturbed.
     */
    private boolean isDisturbed(final int round)
    {
        return measurements.stream().anyMatch((each) -> each.round() == round && each.disturbed() &&
            (each.system().startsWith("floor-") || (BELAY.equals(each.system()) && isSteadyOpenLoop(each))));
    }

    private static boolean isSteadyOpenLoop(final Measurement each)
    {
        return "open".equals(each.load().kind()) && OPEN_RATE == each.load().rate() && BYTES == each.load().bytes() &&
            each.load().markets() <= 1;
    }

    private static boolean isClosed(final Measurement each, final int inFlight)
    {
        return "closed".equals(each.load().kind()) && inFlight == each.load().inFlight() && BYTES == each.load().bytes();
    }

    private static Predicate<Measurement> closed(final int inFlight)
    {
        return (each) -> isClosed(each, inFlight) && each.load().markets() <= 1;
    }

    private static boolean isCommonSize(final Measurement each)
    {
        return BYTES == each.load().bytes();
    }

    private Goal rateRatio(final String name, final String peer, final int inFlight, final Bounds bounds)
    {
        return ratio(name, bounds, perRound(BELAY, closed(inFlight), Measurement::rate),
            perRound(peer, closed(inFlight), Measurement::rate));
    }

    private Goal ratio(
        final String name, final Bounds bounds, final Map<Integer, Double> values, final Map<Integer, Double> bases)
    {
        return goal(name, "x", bounds, ratios(values, bases, (value, base) -> value / base).values(),
            values.isEmpty() ? "Belay was not measured so" : bases.isEmpty() ? "there is nothing to compare with" :
                "the two were not measured in the same round");
    }

    private Goal figureGoal(
        final String name, final String figure, final String unit, final double factor, final Bounds bounds)
    {
        return goal(name, unit, bounds,
            perRound(figures.stream().filter((each) -> figure.equals(each.name())).toList(), factor).values(),
            "an idle node was not measured");
    }

    /** A value a round: the mean, where a round has several valid measurements of one kind. */
    private Map<Integer, Double> perRound(
        final String system, final Predicate<Measurement> filter, final ToDoubleFunction<Measurement> value)
    {
        return measurements.stream()
            .filter((each) -> each.valid() && system.equals(each.system()) && filter.test(each))
            .collect(Collectors.groupingBy(Measurement::round, TreeMap::new, Collectors.averagingDouble(value)));
    }

    /** The largest value of each round. */
    private static Map<Integer, Double> perRound(final List<Figure> figures, final double factor)
    {
        final Map<Integer, Double> values = new TreeMap<>();
        figures.forEach((each) -> values.merge(each.round(), each.value() * factor, Math::max));

        return values;
    }

    private static Map<Integer, Double> ratios(
        final Map<Integer, Double> values, final Map<Integer, Double> bases, final DoubleBinaryOperator ratio)
    {
        final Map<Integer, Double> ratios = new TreeMap<>();
        values.forEach((round, value) ->
        {
            final Double base = bases.get(round);
            if (null != base && base > 0)
            {
                ratios.put(round, ratio.applyAsDouble(value, base));
            }
        });

        return ratios;
    }

    private static Goal goal(
        final String name,
        final String unit,
        final Bounds bounds,
        final Iterable<Double> perRound,
        final String missing)
    {
        final List<Double> values = new ArrayList<>();
        perRound.forEach(values::add);
        final double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (0 == sorted.length)
        {
            return new Goal(name, 0, 0, unit, 0, bounds.must(), bounds.aim(), bounds.lowerIsBetter(), "unknown", missing);
        }

        final double median = median(sorted);

        return new Goal(name, median, spread(sorted), unit, sorted.length, bounds.must(), bounds.aim(),
            bounds.lowerIsBetter(), bounds.met(median), null);
    }

    /**
     * @param values of the rounds, in any order; at least one.
     * @return the one in the middle, or the mean of the two there.
     */
    public static double median(final double... values)
    {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int half = sorted.length / 2;

        return 0 == sorted.length % 2 ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half];
    }

    /**
     * @param values of the rounds, in any order; at least one.
     * @return (largest - smallest) / median; 0 when the median is 0.
     */
    public static double spread(final double... values)
    {
        final double median = median(values);

        return 0 == median ? 0 :
            (Arrays.stream(values).max().orElseThrow() - Arrays.stream(values).min().orElseThrow()) / median;
    }

    private static Bounds atMost(final double must, final double aim)
    {
        return new Bounds(must, aim, true);
    }

    private static Bounds atLeast(final double must, final double aim)
    {
        return new Bounds(must, aim, false);
    }

    private record Bounds(double must, double aim, boolean lowerIsBetter)
    {
        String met(final double value)
        {
            return isWithin(value, aim) ? "aim" : isWithin(value, must) ? "must" : "missed";
        }

        private boolean isWithin(final double value, final double bound)
        {
            return lowerIsBetter ? value <= bound : value >= bound;
        }
    }
}

package io.belay.bench.result;

import java.util.List;
import java.util.function.Predicate;

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
    private static final double PERCENT = 100;
    private static final double MB_PER_BYTE = 1e-6;

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
            openLoopTailAgainstOpenLoop(),
            manyMarketsAgainstOne(),
            bytesAllocated(),
            idleCpu(),
            idleMemory());
    }

    /** Median latency at 1 in flight. */
    Goal medianAgainstFloor()
    {
        return ratio("p50, 1 in flight, against the floor's sum", atMost(1.4, 1.15),
            medians(BELAY, closed(1)), medians(FLOOR, closed(1)));
    }

    /** 99th percentile at 1 in flight. */
    Goal tailAgainstFloor()
    {
        return ratio("p99, 1 in flight, against the floor's p99 sum", atMost(2, 1.3),
            tails(BELAY, closed(1)), tails(FLOOR, closed(1)));
    }

    /** Median latency against the nearest peer that syncs. */
    Goal medianAgainstCluster()
    {
        return ratio("p50, 1 in flight, against Aeron Cluster at level 1", atMost(0.45, 0.3),
            medians(BELAY, closed(1)), medians(CLUSTER, closed(1)));
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

    /**
     * 99th percentile at a fixed rate, of rounds whose floor was undisturbed; a rate that was missed misses the goal.
     */
    Goal openLoopTailAgainstFloor()
    {
        return openLoopTail("p99, open loop at 5,000/s, against the floor's p99 sum", closed(1));
    }

    /** The same against a floor that has the same load, and so waits as long for each pause of the machine. */
    Goal openLoopTailAgainstOpenLoop()
    {
        return openLoopTail("p99, open loop at 5,000/s, against the floor's own in an open loop", Goals::isSteadyOpenLoop);
    }

    private Goal openLoopTail(final String name, final Predicate<Measurement> floorLoad)
    {
        final List<Measurement> tries = select(BELAY, (each) -> isSteadyOpenLoop(each) && !isDisturbed(each.round()));
        final long misses = tries.stream().filter((each) -> !each.valid()).count();
        final PerRound floors = PerRound.of(
            select(FLOOR, (each) -> floorLoad.test(each) && !isDisturbed(each.round())), Measurement::p99Ns);
        final Goal goal = goal(
            name, "x", atMost(2.5, 1.5),
            PerRound.of(tries, Measurement::p99Ns).dividedBy(floors),
            tries.isEmpty() ? "no undisturbed round" : "the floor was not measured in an undisturbed round");

        return 0 == misses ? goal :
            missed(goal, "the rate was missed in " + misses + " of " + tries.size() + " rounds");
    }

    /** What it costs to spread the same load over many markets. */
    Goal manyMarketsAgainstOne()
    {
        return ratio("frames/s, 256 in flight, 1,000 markets against 1", atLeast(0.8, 0.95),
            rates("belay-1000-markets", (each) -> isClosed(each, 256)),
            rates(BELAY, closed(256)));
    }

    /** Bytes per append on the thread that allocates most. */
    Goal bytesAllocated()
    {
        return figureGoal("bytes allocated per append, the worst of client, owner and journal", "B", 1, atMost(0, 0),
            (name) -> name.startsWith(ALLOCATED_PREFIX), "allocation was not measured");
    }

    /** Time that a node takes that has nothing to do. */
    Goal idleCpu()
    {
        return figureGoal("idle node with 1,000 markets: share of a core", "%", PERCENT, atMost(5, 1),
            IDLE_CPU::equals, "an idle node was not measured");
    }

    /** Memory of a node that has nothing to do. */
    Goal idleMemory()
    {
        return figureGoal("idle node with 1,000 markets: memory", "MB", MB_PER_BYTE, atMost(300, 150),
            IDLE_MEMORY::equals, "an idle node was not measured");
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
        return each.load().isClosed() && inFlight == each.load().inFlight() &&
            BYTES == each.load().bytes();
    }

    private static Predicate<Measurement> closed(final int inFlight)
    {
        return (each) -> isClosed(each, inFlight) && each.load().markets() <= 1;
    }

    private Goal rateRatio(final String name, final String peer, final int inFlight, final Bounds bounds)
    {
        return ratio(name, bounds, rates(BELAY, closed(inFlight)), rates(peer, closed(inFlight)));
    }

    private static Goal ratio(final String name, final Bounds bounds, final PerRound values, final PerRound bases)
    {
        return goal(name, "x", bounds, values.dividedBy(bases),
            values.isEmpty() ? "Belay was not measured under that load" :
                bases.isEmpty() ? "there is nothing to compare with" : "the two were not measured in the same round");
    }

    private Goal figureGoal(
        final String name,
        final String unit,
        final double factor,
        final Bounds bounds,
        final Predicate<String> isMeant,
        final String missing)
    {
        return goal(name, unit, bounds, PerRound.largest(figures.stream()
            .filter((each) -> isMeant.test(each.name()))
            .map((each) -> new Figure(each.name(), each.round(), each.value() * factor, unit, each.label()))
            .toList()), missing);
    }

    private static Goal goal(
        final String name, final String unit, final Bounds bounds, final PerRound values, final String missing)
    {
        if (values.isEmpty())
        {
            return new Goal(
                name, 0, 0, unit, 0, bounds.must(), bounds.aim(), bounds.lowerIsBetter(), "unknown", missing);
        }

        return new Goal(name, values.median(), values.spread(), unit, values.count(), bounds.must(), bounds.aim(),
            bounds.lowerIsBetter(), bounds.met(values.median()), null);
    }

    private static Goal missed(final Goal goal, final String note)
    {
        return new Goal(goal.name(), goal.value(), goal.spread(), goal.unit(), goal.rounds(), goal.must(), goal.aim(),
            goal.lowerIsBetter(), "missed", note);
    }

    private PerRound medians(final String system, final Predicate<Measurement> filter)
    {
        return PerRound.of(select(system, filter), Measurement::p50Ns);
    }

    private PerRound tails(final String system, final Predicate<Measurement> filter)
    {
        return PerRound.of(select(system, filter), Measurement::p99Ns);
    }

    private PerRound rates(final String system, final Predicate<Measurement> filter)
    {
        return PerRound.of(select(system, filter), Measurement::rate);
    }

    private List<Measurement> select(final String system, final Predicate<Measurement> filter)
    {
        return measurements.stream().filter((each) -> system.equals(each.system()) && filter.test(each)).toList();
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

package io.belay.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.belay.bench.result.Load;
import io.belay.bench.result.Measurement;
import io.belay.bench.result.PerRound;

/**
 * Adds up the floors of each round, and marks what was measured while the machine was not itself.
 */
final class FloorSum
{
    static final String NAME = "floor-sum";

    private static final Set<String> PARTS =
        Set.of(Contenders.FLOOR_DISK, Contenders.FLOOR_UDP, Contenders.FLOOR_IPC);
    /** A floor so much above the median of the rounds' floors is out of the ordinary. */
    private static final double TAIL_TOLERANCE = 1.5;
    private static final double FOREIGN_CPU_MAX = 0.05;

    private FloorSum()
    {
    }

    /** The measurements, each marked when disturbed, with a sum for each round that has all its parts. */
    static List<Measurement> added(final List<Measurement> measurements)
    {
        final List<Measurement> sums = sums(measurements);
        final double median = PerRound.of(
            sums.stream().filter((each) -> each.load().isClosed()).toList(), Measurement::p99Ns).median();
        final List<Measurement> all = new ArrayList<>();
        for (final Measurement each : measurements)
        {
            all.add(each.foreignCpu() > FOREIGN_CPU_MAX ? each.markedDisturbed(true) : each);
        }
        for (final Measurement sum : sums)
        {
            final boolean isSlow = sum.load().isClosed() && sum.p99Ns() > TAIL_TOLERANCE * median;
            all.add(sum.markedDisturbed(sum.disturbed() || isSlow));
        }

        return all;
    }

    private static List<Measurement> sums(final List<Measurement> measurements)
    {
        final List<Measurement> sums = new ArrayList<>();
        for (final int round : measurements.stream().mapToInt(Measurement::round).distinct().sorted().toArray())
        {
            for (final boolean isClosed : new boolean[]{true, false})
            {
                final List<Measurement> parts = measurements.stream()
                    .filter((each) -> each.round() == round && PARTS.contains(each.system()) &&
                        isClosed == each.load().isClosed()).toList();
                if (PARTS.size() == parts.size() && parts.stream().allMatch(Measurement::valid))
                {
                    sums.add(sum(round, parts));
                }
            }
        }

        return sums;
    }

    private static Measurement sum(final int round, final List<Measurement> parts)
    {
        final Measurement first = parts.get(0);
        final Load load = first.load();
        final long p50Ns = parts.stream().mapToLong(Measurement::p50Ns).sum();

        return new Measurement(
            NAME,
            new Load(
                load.kind(), load.inFlight(), load.rate(), 1, load.bytes(), 1,
                "disk + UDP + IPC, percentile by percentile, " + load.text()),
            round,
            first.startedAt(),
            first.windowNs(),
            parts.stream().mapToLong(Measurement::count).min().orElse(0),
            0,
            load.isClosed() ? 1e9 / p50Ns : load.rate(),
            true,
            null,
            parts.stream().anyMatch((each) -> each.foreignCpu() > FOREIGN_CPU_MAX),
            parts.stream().mapToDouble(Measurement::foreignCpu).max().orElse(-1),
            p50Ns,
            parts.stream().mapToLong(Measurement::p90Ns).sum(),
            parts.stream().mapToLong(Measurement::p99Ns).sum(),
            parts.stream().mapToLong(Measurement::p999Ns).sum(),
            parts.stream().mapToLong(Measurement::maxNs).sum(),
            "",
            List.of(),
            List.of(),
            null);
    }
}

package io.belay.bench.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

import io.belay.bench.result.HistogramText;
import io.belay.bench.result.Load;
import io.belay.bench.result.Measurement;
import io.belay.bench.result.PerRound;
import org.HdrHistogram.Histogram;

/**
 * One system under one load, in all rounds. Figures come from valid rounds, or from all of them when none is valid.
 *
 * @param system that was measured.
 * @param load   put on it.
 * @param rounds in order, at least one.
 */
record Series(String system, Load load, List<Measurement> rounds)
{
    boolean isValid()
    {
        return rounds.stream().anyMatch(Measurement::valid);
    }

    List<Measurement> counted()
    {
        return isValid() ? rounds.stream().filter(Measurement::valid).toList() : rounds;
    }

    double median(final ToDoubleFunction<Measurement> value)
    {
        return PerRound.median(counted().stream().mapToDouble(value).toArray());
    }

    double spread(final ToDoubleFunction<Measurement> value)
    {
        return PerRound.spread(counted().stream().mapToDouble(value).toArray());
    }

    /** Every request of the counted rounds in one histogram, nothing lost; empty where there are no histograms. */
    Histogram times()
    {
        final Histogram times = HistogramText.empty();
        counted().stream().filter((each) -> hasText(each.histogram()))
            .forEach((each) -> times.add(HistogramText.parse(each.histogram())));

        return times;
    }

    /** What two loads must share to be drawn together; the number of markets is told by the system's name. */
    Group group()
    {
        return new Group(load.kind(), load.inFlight(), load.rate(), load.burst(), load.bytes());
    }

    /** What was measured, for people; a system that is known by its number of markets says it once. */
    String title()
    {
        final String label = KnownSystem.labelOf(system);
        final String markets = label.indexOf(',') < 0 ? "" : label.substring(label.indexOf(','));

        return label + ", " + (load.text().endsWith(markets) ?
            load.text().substring(0, load.text().length() - markets.length()) : load.text());
    }

    boolean isFloor()
    {
        return system.startsWith("floor-");
    }

    static boolean hasText(final String text)
    {
        return null != text && !text.isEmpty();
    }

    /** A load, whatever the number of markets. */
    record Group(String kind, int inFlight, double rate, int burst, int bytes)
    {
        boolean isClosed()
        {
            return "closed".equals(kind);
        }
    }
}

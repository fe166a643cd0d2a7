package io.belay.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchFile.Figure;
import io.belay.bench.result.Goals;
import io.belay.bench.result.Measurement;
import io.belay.bench.result.PerRound;

/**
 * Belay's figures in a new run beside those of an older one. Where both runs measured the floor, a figure is its
 * ratio to the floor of the same round: the machine may have been another, or slower. Peers are not compared: they
 * are not ours. Rounds that were disturbed count only where no other is left.
 */
final class Comparison
{
    /** Bytes an append: the smallest object takes 16, so less than this is one in many appends. */
    private static final double ALLOCATED_NEGLIGIBLE = 0.5;

    private final Run base;
    private final Run now;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private int comparedLoads;
    private boolean isRelative;
    private boolean isPlain;

    Comparison(final BenchFile base, final BenchFile now)
    {
        this.base = new Run(quiet(base));
        this.now = new Run(quiet(now));
        for (final Series before : this.base.series())
        {
            if (before.system().startsWith("belay"))
            {
                compare(before);
            }
        }
        compareFigures();
        addRemarks();
    }

    /** Every figure that both runs have. */
    List<Change> changes()
    {
        return changes;
    }

    /** Whether no load of Belay's was measured in both runs, though the base has some. */
    boolean isApart()
    {
        return 0 == comparedLoads && losses.isEmpty() &&
            base.series().stream().anyMatch((each) -> each.system().startsWith("belay"));
    }

    /** What was valid before and is no longer: a regression whatever the tolerance. */
    List<String> losses()
    {
        return losses;
    }

    /** What the reader has to know about the figures. */
    List<String> remarks()
    {
        return remarks;
    }

    private void compare(final Series before)
    {
        final String what = before.system() + ", " + before.load().text();
        final Series after = now.series().stream()
            .filter((each) -> each.system().equals(before.system()) && each.group().equals(before.group()) &&
                each.load().markets() == before.load().markets())
            .findFirst().orElse(null);
        if (null == after)
        {
            remarks.add("Only in the base: " + what + ".");
        }
        else if (!before.isValid())
        {
            remarks.add("Invalid in the base, so not compared: " + what + ".");
        }
        else if (!after.isValid())
        {
            losses.add(what + ": " + after.rounds().get(0).invalidReason());
        }
        else
        {
            comparedLoads++;
            compareTimes(before, after, what);
            compareRates(before, after, what);
        }
    }

    private void compareTimes(final Series before, final Series after, final String what)
    {
        addTime(before, after, what + ": p50", Measurement::p50Ns);
        addTime(before, after, what + ": p99", Measurement::p99Ns);
    }

    private void addTime(
        final Series before, final Series after, final String what, final ToDoubleFunction<Measurement> value)
    {
        final double baseRatio = ratio(base, before, value);
        final double nowRatio = ratio(now, after, value);
        if (Double.isNaN(baseRatio) || Double.isNaN(nowRatio))
        {
            isPlain = true;
            changes.add(new Change(what, "ns", before.median(value), after.median(value), true));
        }
        else
        {
            isRelative = true;
            changes.add(new Change(what, "x floor", baseRatio, nowRatio, true));
        }
    }

    /**
     * An open loop's rate is a condition, not a result. A rate times the floor's time is a rate in units of the floor.
     */
    private void compareRates(final Series before, final Series after, final String what)
    {
        if (!before.group().isClosed())
        {
            return;
        }

        final double baseRatio = ratePerFloor(base, before);
        final double nowRatio = ratePerFloor(now, after);
        if (Double.isNaN(baseRatio) || Double.isNaN(nowRatio))
        {
            changes.add(new Change(
                what + ": rate", "/s", before.median(Measurement::rate), after.median(Measurement::rate), false));
        }
        else
        {
            changes.add(new Change(what + ": rate", "per floor", baseRatio, nowRatio, false));
        }
    }

    private static double ratio(final Run run, final Series series, final ToDoubleFunction<Measurement> value)
    {
        final Series floor = run.floor(series.load().bytes());

        return null == floor ? Double.NaN : FloorRatio.ofTime(series, floor, value);
    }

    private static double ratePerFloor(final Run run, final Series series)
    {
        final Series floor = run.floor(series.load().bytes());
        return null == floor ? Double.NaN : FloorRatio.ofRate(series, floor);
    }

    private void compareFigures()
    {
        final Map<String, List<Figure>> before = byName(base.file());
        final Map<String, List<Figure>> after = byName(now.file());
        before.forEach((name, figures) ->
        {
            if (after.containsKey(name))
            {
                changes.add(new Change(name, figures.get(0).unit(), median(figures), median(after.get(name)), true,
                    name.startsWith(Goals.ALLOCATED_PREFIX) ? ALLOCATED_NEGLIGIBLE : 0));
            }
        });
    }

    private static Map<String, List<Figure>> byName(final BenchFile file)
    {
        return file.figures().stream().collect(Collectors.groupingBy(Figure::name, TreeMap::new, Collectors.toList()));
    }

    private static double median(final List<Figure> figures)
    {
        return PerRound.median(figures.stream().mapToDouble(Figure::value).toArray());
    }

    private void addRemarks()
    {
        if (isRelative)
        {
            remarks.add("Times are ratios to the floor of the same round (x floor), rates are answers in the floor's " +
                "p50 time.");
        }
        if (isPlain)
        {
            remarks.add("The floor is not in both runs: plain figures, which are those of the machine as much as of " +
                "Belay.");
        }
        if (base.file().quick() || now.file().quick())
        {
            remarks.add("A quick run is among them: its windows are short, and its figures uncertain.");
        }
    }

    /** Without the disturbed rounds of a system under a load that has undisturbed ones. */
    private static BenchFile quiet(final BenchFile file)
    {
        final List<Measurement> kept = new Run(file).series().stream()
            .flatMap((series) ->
            {
                final List<Measurement> quiet = series.rounds().stream().filter((each) -> !each.disturbed()).toList();

                return (quiet.isEmpty() ? series.rounds() : quiet).stream();
            })
            .toList();

        return new BenchFile(file.schema(), file.command(), file.startedAt(), file.profile(), file.rounds(),
            file.quick(), file.environment(), file.settings(), kept, file.figures(), file.goals());
    }
}

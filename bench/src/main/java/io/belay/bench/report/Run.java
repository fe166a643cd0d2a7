package io.belay.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.Load;
import io.belay.bench.result.Measurement;

/**
 * A benchmark's file, sorted for showing: measurements of one system under one load together, Belay before its peers
 * and the floors last.
 */
final class Run
{
    private static final Comparator<Series.Group> BY_LOAD = Comparator
        .comparing((Series.Group group) -> !group.isClosed())
        .thenComparing(Series.Group::kind)
        .thenComparingInt(Series.Group::bytes)
        .thenComparingInt(Series.Group::inFlight)
        .thenComparingDouble(Series.Group::rate)
        .thenComparingInt(Series.Group::burst);

    private final BenchFile file;
    private final List<Series> series;

    Run(final BenchFile file)
    {
        this.file = file;
        final Map<Key, List<Measurement>> rounds = new LinkedHashMap<>();
        file.measurements().stream()
            .sorted(Comparator.comparingInt(Measurement::round))
            .forEach((each) -> rounds.computeIfAbsent(Key.of(each), (key) -> new ArrayList<>()).add(each));
        series = rounds.entrySet().stream()
            .map((entry) -> new Series(entry.getKey().system(), entry.getValue().get(0).load(), entry.getValue()))
            .sorted(Comparator.comparing((Series each) -> KnownSystem.of(each.system()))
                .thenComparing(Series::system)
                .thenComparing(Series::group, BY_LOAD)
                .thenComparingInt((each) -> each.load().markets()))
            .toList();
    }

    BenchFile file()
    {
        return file;
    }

    List<Series> series()
    {
        return series;
    }

    /** The loads that something other than a floor was put under. */
    List<Series.Group> groups()
    {
        final List<Series.Group> groups = series.stream().filter((each) -> !each.isFloor()).map(Series::group)
            .distinct().sorted(BY_LOAD).toList();

        return groups.isEmpty() ? series.stream().map(Series::group).distinct().sorted(BY_LOAD).toList() : groups;
    }

    /** What runs under a load; the parts of the floor stand beside 1 in flight, as they are measured so. */
    List<Series> under(final Series.Group group)
    {
        return series.stream()
            .filter((each) -> each.group().equals(group) ||
                (each.isFloor() && each.load().isClosed() && each.load().bytes() == group.bytes() && group.isClosed() &&
                    1 == group.inFlight()))
            .toList();
    }

    /** The floor's sum for frames of one size; null when it was not measured. */
    Series floor(final int bytes)
    {
        return series.stream()
            .filter((each) -> KnownSystem.FLOOR_SUM.key().equals(each.system()) && each.load().isClosed() &&
                each.load().bytes() == bytes)
            .findFirst().orElse(null);
    }

    /** What the run is about: Belay, or whatever else was measured when it was not. */
    List<Series> subjects()
    {
        final List<Series> belay = series.stream().filter((each) -> each.system().startsWith("belay")).toList();

        return belay.isEmpty() ? series : belay;
    }

    boolean hasFloor()
    {
        return series.stream().anyMatch((each) -> KnownSystem.FLOOR_SUM.key().equals(each.system()));
    }

    /** Name of a load for people. */
    String text(final Series.Group group)
    {
        return series.stream().filter((each) -> each.group().equals(group))
            .min(Comparator.comparingInt((each) -> each.load().markets()))
            .map((each) -> each.load().text()).orElse("");
    }

    private record Key(String system, Load load)
    {
        static Key of(final Measurement measurement)
        {
            final Load load = measurement.load();

            return new Key(measurement.system(), new Load(load.kind(), load.inFlight(), load.rate(), load.burst(),
                load.bytes(), load.markets(), ""));
        }
    }
}

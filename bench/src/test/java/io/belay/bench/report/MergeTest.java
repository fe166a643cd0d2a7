package io.belay.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.Environment;
import io.belay.bench.result.Goal;
import io.belay.bench.result.HistogramText;
import io.belay.bench.result.Measurement;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MergeTest
{
    private final BenchFile first = SampleRun.compare(1, 2);
    private final BenchFile second = SampleRun.compare(2, 3);

    @Test
    void shouldRefuseTheSameMeasurementsTwice()
    {
        final Map<String, BenchFile> runs = runs(first, SampleRun.compare(1, 2));

        final IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Merge.of(runs));

        assertTrue(refusal.getMessage().startsWith("run-1.json holds a measurement that another file holds too"),
            refusal.getMessage());
    }

    @Test
    void shouldCountTheRoundsOn()
    {
        final BenchFile merged = Merge.of(runs(first, second)).file();

        assertEquals(5, merged.rounds());
        assertEquals(
            List.of(1, 2, 3, 4, 5), merged.measurements().stream().map(Measurement::round).distinct().toList());
        assertEquals(first.measurements().size() + second.measurements().size(), merged.measurements().size());
        assertEquals(first.figures().size() + second.figures().size(), merged.figures().size());
    }

    @Test
    void shouldLoseNoValueOfAnyHistogram()
    {
        final Histogram expected = HistogramText.empty();
        for (final BenchFile each : List.of(first, second))
        {
            each.measurements().stream().filter(MergeTest::isBelayAtOne)
                .forEach((measurement) -> expected.add(HistogramText.parse(measurement.histogram())));
        }

        final Series merged = new Run(Merge.of(runs(first, second)).file()).series().stream()
            .filter((each) -> isBelayAtOne(each.rounds().get(0))).findFirst().orElseThrow();

        assertEquals(5, merged.rounds().size());
        assertEquals(expected, merged.times());
    }

    @Test
    void shouldComputeTheGoalsFromAllRounds()
    {
        final Goal goal = Merge.of(runs(first, second)).file().goals().get(0);

        assertEquals(5, goal.rounds());
        assertTrue(goal.value() >= Math.min(first.goals().get(0).value(), second.goals().get(0).value()));
        assertTrue(goal.value() <= Math.max(first.goals().get(0).value(), second.goals().get(0).value()));
    }

    @Test
    void shouldInventNoGoalsWhenNoRunHasAny()
    {
        assertEquals(List.of(), Merge.of(runs(SampleRun.sweep(1))).file().goals());
    }

    @Test
    void shouldSayWhatDiffersWhenRunsAreOfDifferentMachines()
    {
        final Environment here = second.environment();
        final Environment there = new Environment(4, here.cpuModel(), here.memoryBytes(), here.kernel(),
            here.governor(), here.virtual(), here.jvm(), here.jvmFlags(), here.directory(), here.fileSystem(),
            here.disk(), here.profile(), "fedcba", here.aeron());
        final BenchFile elsewhere = new BenchFile(second.schema(), second.command(), second.startedAt(),
            second.profile(), second.rounds(), second.quick(), there, Map.of("belay", Map.of("W", "1")),
            second.measurements(), second.figures(), second.goals());

        assertEquals(
            List.of(
                "Merged from 2 runs: run-0.json, run-1.json.",
                "Not the same number of cores: 2 in run-0.json, 4 in run-1.json.",
                "Not the same revision: 0123456789ab in run-0.json, fedcba in run-1.json.",
                "Not the same settings of Belay in run-0.json and run-1.json; those of the former are shown."),
            Merge.of(runs(first, elsewhere)).remarks());
    }

    @Test
    void shouldRemarkNothingWhenThereIsOneRun()
    {
        assertEquals(List.of(), Merge.of(runs(first)).remarks());
    }

    private static boolean isBelayAtOne(final Measurement measurement)
    {
        return "belay".equals(measurement.system()) && 1 == measurement.load().inFlight();
    }

    private static Map<String, BenchFile> runs(final BenchFile... files)
    {
        final Map<String, BenchFile> runs = new LinkedHashMap<>();
        for (final BenchFile file : files)
        {
            runs.put("run-" + runs.size() + ".json", file);
        }

        return runs;
    }
}

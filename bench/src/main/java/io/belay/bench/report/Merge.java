package io.belay.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchFile.Figure;
import io.belay.bench.result.Environment;
import io.belay.bench.result.Goals;
import io.belay.bench.result.Measurement;

/**
 * Several runs made one: the rounds of the second are numbered on from those of the first. Nothing is averaged, so
 * whatever is computed from the whole is computed from every single measurement.
 *
 * @param file    the whole.
 * @param remarks for people: what differs between the runs.
 */
record Merge(BenchFile file, List<String> remarks)
{
    private static final Map<String, Function<Environment, Object>> COMPARED = compared();

    /**
     * @param runs by the path they were read from, at least one.
     * @return the whole, its goals computed anew when one of the runs has goals.
     * @throws IllegalArgumentException when two runs hold the same measurement.
     */
    static Merge of(final Map<String, BenchFile> runs)
    {
        final List<BenchFile> files = List.copyOf(runs.values());
        final List<Measurement> measurements = new ArrayList<>();
        final List<Figure> figures = new ArrayList<>();
        final Map<String, Map<String, String>> settings = new LinkedHashMap<>();
        final Set<Object> seen = new HashSet<>();
        int rounds = 0;
        for (final Map.Entry<String, BenchFile> run : runs.entrySet())
        {
            final BenchFile file = run.getValue();
            for (final Measurement each : file.measurements())
            {
                final boolean isNew = !Series.hasText(each.startedAt()) ||
                    seen.add(List.of(each.system(), each.load(), each.startedAt(), each.round(), each.count()));
                if (!isNew)
                {
                    throw new IllegalArgumentException(run.getKey() +
                        " holds a measurement that another file holds too: " +
                        each.system() + ", " + each.load().text() + ", of " + each.startedAt());
                }
                measurements.add(inRound(each, each.round() + rounds));
            }
            for (final Figure each : file.figures())
            {
                figures.add(new Figure(each.name(), each.round() + rounds, each.value(), each.unit(), each.label()));
            }
            file.settings().forEach(settings::putIfAbsent);
            rounds += lastRound(file);
        }

        final BenchFile first = files.get(0);
        final boolean hasGoals = files.stream().anyMatch((each) -> !each.goals().isEmpty());

        return new Merge(
            new BenchFile(
                BenchFile.SCHEMA,
                commonCommand(files),
                files.stream().map(BenchFile::startedAt).filter(Objects::nonNull)
                    .min(Comparator.naturalOrder()).orElse(null),
                first.profile(),
                rounds,
                files.stream().anyMatch(BenchFile::quick),
                first.environment(),
                settings,
                measurements,
                figures,
                hasGoals ? new Goals(measurements, figures).rows() : List.of()),
            remarks(runs));
    }

    private static int lastRound(final BenchFile file)
    {
        final int measured = file.measurements().stream().mapToInt(Measurement::round).max().orElse(0);
        final int figured = file.figures().stream().mapToInt(Figure::round).max().orElse(0);

        return Math.max(file.rounds(), Math.max(measured, figured));
    }

    private static String commonCommand(final List<BenchFile> files)
    {
        final List<String> commands = files.stream().map(BenchFile::command).distinct().toList();

        return String.join(" + ", commands);
    }

    private static List<String> remarks(final Map<String, BenchFile> runs)
    {
        final List<String> remarks = new ArrayList<>();
        if (runs.size() > 1)
        {
            remarks.add("Merged from " + runs.size() + " runs: " + String.join(", ", runs.keySet()) + ".");
        }

        final Map.Entry<String, BenchFile> first = runs.entrySet().iterator().next();
        for (final Map.Entry<String, BenchFile> run : runs.entrySet())
        {
            remarks.addAll(differences(first.getKey(), first.getValue(), run.getKey(), run.getValue()));
        }

        return remarks;
    }

    private static List<String> differences(
        final String firstName, final BenchFile first, final String name, final BenchFile file)
    {
        final List<String> differences = new ArrayList<>();
        if (null != first.environment() && null != file.environment())
        {
            COMPARED.forEach((what, value) ->
            {
                final Object here = value.apply(first.environment());
                final Object there = value.apply(file.environment());
                if (!Objects.equals(here, there))
                {
                    differences.add("Not the same " + what + ": " + here + " in " + firstName + ", " + there + " in " +
                        name + ".");
                }
            });
        }

        file.settings().forEach((system, settings) ->
        {
            if (first.settings().containsKey(system) && !first.settings().get(system).equals(settings))
            {
                differences.add("Not the same settings of " + KnownSystem.labelOf(system) + " in " + firstName +
                    " and " + name + "; those of the former are shown.");
            }
        });

        return differences;
    }

    private static Map<String, Function<Environment, Object>> compared()
    {
        final Map<String, Function<Environment, Object>> compared = new LinkedHashMap<>();
        compared.put("number of cores", Environment::cores);
        compared.put("processor", Environment::cpuModel);
        compared.put("memory", Environment::memoryBytes);
        compared.put("kernel", Environment::kernel);
        compared.put("Java", Environment::jvm);
        compared.put("flags", Environment::jvmFlags);
        compared.put("file system", Environment::fileSystem);
        compared.put("profile", Environment::profile);
        compared.put("revision", Environment::gitRevision);

        return compared;
    }

    private static Measurement inRound(final Measurement each, final int round)
    {
        return new Measurement(each.system(), each.load(), round, each.startedAt(), each.windowNs(), each.count(),
            each.failed(), each.rate(), each.valid(), each.invalidReason(), each.disturbed(), each.foreignCpu(),
            each.p50Ns(), each.p90Ns(), each.p99Ns(), each.p999Ns(), each.maxNs(), each.histogram(), each.intervals(),
            each.stages(), each.hiccups());
    }
}

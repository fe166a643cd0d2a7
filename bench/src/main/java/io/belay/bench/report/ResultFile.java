package io.belay.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchJson;
import io.belay.bench.result.HistogramText;
import io.belay.bench.result.Load;
import io.belay.bench.result.Measurement;
import io.belay.bench.result.StageFigures;

/**
 * Reads the files of benchmarks that anybody may hand in, and says which one is wrong and how.
 */
final class ResultFile
{
    private ResultFile()
    {
    }

    /**
     * @param path of the file.
     * @return what it holds, no list missing.
     * @throws IOException with a message for people, which names the file.
     */
    static BenchFile read(final Path path) throws IOException
    {
        if (!Files.exists(path))
        {
            throw new IOException("there is no " + path);
        }

        if (Files.isDirectory(path))
        {
            throw new IOException(path + " is a directory, not the JSON file of a run");
        }

        try
        {
            final BenchFile file = complete(BenchJson.readBench(path));
            check(file);

            return file;
        }
        catch (final IllegalArgumentException ex)
        {
            throw new IOException(path + " is damaged: " + ex.getMessage(), ex);
        }
    }

    /** The same with an empty list wherever JSON had none. */
    static BenchFile complete(final BenchFile file)
    {
        return new BenchFile(
            file.schema(),
            Objects.requireNonNullElse(file.command(), "run"),
            file.startedAt(),
            file.profile(),
            file.rounds(),
            file.quick(),
            file.environment(),
            Objects.requireNonNullElse(file.settings(), Map.of()),
            orEmpty(file.measurements()).stream().map(ResultFile::complete).toList(),
            orEmpty(file.figures()),
            orEmpty(file.goals()));
    }

    private static Measurement complete(final Measurement each)
    {
        if (null == each || null == each.system() || null == each.load() || null == each.load().kind())
        {
            throw new IllegalArgumentException("a measurement names no system or no load");
        }

        final Load load = each.load();
        final String text = Objects.requireNonNullElseGet(load.text(), () -> SystemSection.loadKey(load));

        return new Measurement(each.system(),
            new Load(load.kind(), load.inFlight(), load.rate(), load.burst(), load.bytes(), load.markets(), text),
            each.round(), each.startedAt(), each.windowNs(), each.count(), each.failed(), each.rate(), each.valid(),
            each.invalidReason(), each.disturbed(), each.foreignCpu(), each.p50Ns(), each.p90Ns(), each.p99Ns(),
            each.p999Ns(), each.maxNs(), each.histogram(), orEmpty(each.intervals()), orEmpty(each.stages()),
            each.hiccups());
    }

    private static void check(final BenchFile file)
    {
        for (final Measurement each : file.measurements())
        {
            checkHistogram(each.histogram(), each);
            for (final StageFigures stage : each.stages())
            {
                checkHistogram(stage.histogram(), each);
            }
        }
    }

    private static void checkHistogram(final String text, final Measurement measurement)
    {
        if (!Series.hasText(text))
        {
            return;
        }

        try
        {
            HistogramText.parse(text);
        }
        catch (final IllegalArgumentException ex)
        {
            throw new IllegalArgumentException("a histogram of " + measurement.system() + " in round " +
                measurement.round() + " is " + ex.getMessage(), ex);
        }
    }

    private static <T> List<T> orEmpty(final List<T> list)
    {
        return null == list ? List.of() : list;
    }
}

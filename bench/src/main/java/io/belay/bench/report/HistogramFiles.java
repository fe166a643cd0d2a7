package io.belay.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.HistogramText;
import io.belay.bench.result.Measurement;
import io.belay.bench.result.StageFigures;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * A run as the files that HdrHistogram's own tools read, for each system under each load: {@code .hlog}, an interval a
 * round with a tag a stage, in nanoseconds, and {@code .hgrm}, the percentiles of all rounds together, in microseconds.
 */
public final class HistogramFiles
{
    private static final double US_NS = 1e3;
    private static final double MS_NS = 1e6;
    private static final double S_NS = 1e9;
    private static final double S_MS = 1e3;

    private final Run run;

    /**
     * @param file to write.
     */
    public HistogramFiles(final BenchFile file)
    {
        run = new Run(ResultFile.complete(file));
    }

    /**
     * @param directory made when it is not there; files of the same names are replaced.
     * @return the files, in the order of the page.
     * @throws IOException when they cannot be written.
     */
    public List<Path> write(final Path directory) throws IOException
    {
        Files.createDirectories(directory);
        final List<Path> written = new ArrayList<>();
        for (final Series series : run.series())
        {
            if (series.counted().stream().anyMatch((each) -> Series.hasText(each.histogram())))
            {
                final Path log = directory.resolve(name(series) + ".hlog");
                writeLog(series, log);
                written.add(log);
                for (final Map.Entry<String, Histogram> stage : stages(series).entrySet())
                {
                    final Path distribution = directory.resolve(name(series) + stage.getKey() + "-report.hgrm");
                    writeDistribution(stage.getValue(), distribution);
                    written.add(distribution);
                }
            }
        }

        return written;
    }

    /** Plotters take a name apart at "_" and "=": kind of system, what was done, and a setting each. */
    private static String name(final Series series)
    {
        final var load = series.load();

        return word(series.system()) + "_" + word(load.kind()) +
            (load.inFlight() > 0 ? "_inflight=" + load.inFlight() : "") +
            (load.rate() > 0 ? "_rate=" + Figures.trimmed(String.format(Locale.ROOT, "%.1f", load.rate())) : "") +
            (load.burst() > 1 ? "_burst=" + load.burst() : "") +
            "_length=" + load.bytes() + "_markets=" + load.markets();
    }

    private static String word(final String text)
    {
        return text.replaceAll("[^A-Za-z0-9-]", "-");
    }

    /** The whole request under an empty name, and each stage. */
    private static Map<String, Histogram> stages(final Series series)
    {
        final Map<String, Histogram> stages = new LinkedHashMap<>();
        stages.put("", series.times());
        for (final Measurement each : series.counted())
        {
            for (final StageFigures stage : each.stages())
            {
                if (stage.count() > 0 && Series.hasText(stage.histogram()))
                {
                    stages.computeIfAbsent("_stage=" + word(stage.key()), (key) -> HistogramText.empty())
                        .add(HistogramText.parse(stage.histogram()));
                }
            }
        }

        return stages;
    }

    private static void writeDistribution(final Histogram times, final Path path) throws IOException
    {
        try (PrintStream out = new PrintStream(path.toFile(), StandardCharsets.US_ASCII))
        {
            times.outputPercentileDistribution(out, US_NS);
            if (out.checkError())
            {
                throw new IOException("cannot write " + path);
            }
        }
    }

    private static void writeLog(final Series series, final Path path) throws IOException
    {
        try (PrintStream out = new PrintStream(path.toFile(), StandardCharsets.US_ASCII))
        {
            final HistogramLogWriter writer = new HistogramLogWriter(out);
            final double firstS = startS(series.rounds().get(0), 0);
            writer.outputLogFormatVersion();
            writer.outputComment("[" + word(series.system()) + ", an interval a round; nanoseconds, maximum in " +
                "milliseconds]");
            writer.outputStartTime((long)(firstS * S_MS));
            writer.setBaseTime((long)(firstS * S_MS));
            writer.outputLegend();
            double startS = 0;
            for (final Measurement each : series.counted())
            {
                startS = Math.max(startS, startS(each, firstS + startS) - firstS);
                final double endS = startS + each.windowNs() / S_NS;
                interval(writer, startS, endS, each.histogram(), null);
                for (final StageFigures stage : each.stages())
                {
                    interval(writer, startS, endS, stage.histogram(), word(stage.key()));
                }
                if (null != each.hiccups())
                {
                    interval(writer, startS, endS, each.hiccups().histogram(), "hiccups");
                }
                startS = endS;
            }

            if (out.checkError())
            {
                throw new IOException("cannot write " + path);
            }
        }
    }

    private static void interval(
        final HistogramLogWriter writer, final double startS, final double endS, final String text, final String tag)
    {
        if (Series.hasText(text))
        {
            final Histogram times = HistogramText.parse(text);
            times.setTag(tag);
            writer.outputIntervalHistogram(startS, endS, times, MS_NS);
        }
    }

    private static double startS(final Measurement measurement, final double otherwise)
    {
        try
        {
            return null == measurement.startedAt() ? otherwise :
                Instant.parse(measurement.startedAt()).toEpochMilli() / S_MS;
        }
        catch (final DateTimeParseException ex)
        {
            return otherwise;
        }
    }
}

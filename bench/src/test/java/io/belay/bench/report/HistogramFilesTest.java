package io.belay.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.HistogramText;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HistogramFilesTest
{
    private static final String BELAY_AT_64 = "belay_closed_inflight=64_length=256_markets=1";

    private final BenchFile run = SampleRun.compare(3, 3);

    @TempDir
    private Path folder;

    @Test
    void shouldGiveBackEveryValueWhenTheLogIsReadAgain() throws IOException
    {
        new HistogramFiles(run).write(folder);

        final Series series = belayAt64();
        final Map<String, Histogram> read = read(folder.resolve(BELAY_AT_64 + ".hlog"));

        assertEquals(series.times(), read.get("total"));
        assertEquals(standby(series), read.get("standby"));
        assertTrue(read.get("hiccups").getTotalCount() > 0);
        assertEquals(7, read.size(), read.keySet().toString());
    }

    @Test
    void shouldStartEachIntervalWhenItsRoundDid() throws IOException
    {
        new HistogramFiles(run).write(folder);

        final List<Double> starts = new ArrayList<>();
        try (HistogramLogReader reader = new HistogramLogReader(folder.resolve(BELAY_AT_64 + ".hlog").toFile()))
        {
            while (reader.hasNext())
            {
                final Histogram interval = (Histogram)reader.nextIntervalHistogram();
                if (null == interval.getTag())
                {
                    starts.add(interval.getStartTimeStamp() / 1000.0);
                    assertEquals(5000, interval.getEndTimeStamp() - interval.getStartTimeStamp());
                }
            }
        }

        assertEquals(
            belayAt64().rounds().stream()
                .map((each) -> Instant.parse(each.startedAt()).getEpochSecond() * 1.0).toList(),
            starts);
    }

    @Test
    void shouldTellPercentilesInMicrosecondsAndTheSameCount() throws IOException
    {
        new HistogramFiles(run).write(folder);

        final String text = Files.readString(folder.resolve(BELAY_AT_64 + "-report.hgrm"));
        final Histogram times = belayAt64().times();

        assertTrue(text.contains("Total count    = %12d".formatted(times.getTotalCount())), text);
        assertTrue(text.contains("Max     = %12.3f".formatted(times.getMaxValue() / 1000.0)), text);
        assertTrue(Files.exists(folder.resolve(BELAY_AT_64 + "_stage=standby-report.hgrm")));
    }

    @Test
    void shouldWriteNothingForSystemsWithoutHistograms() throws IOException
    {
        final BenchFile bare = ResultFile.complete(new BenchFile(BenchFile.SCHEMA, "run", null, "dev", 1, false, null,
            Map.of(), List.of(), List.of(), List.of()));

        assertEquals(List.of(), new HistogramFiles(bare).write(folder));
    }

    @Test
    void shouldKeepToNamesThatPlottersTakeApart() throws IOException
    {
        for (final Path path : new HistogramFiles(run).write(folder))
        {
            final String name = path.getFileName().toString();
            assertTrue(name.matches("[a-z0-9-]+_[^_]+(_[a-z]+=[^_=]+)+(-report\\.hgrm|\\.hlog)"), name);
            assertFalse(Files.readString(path).isEmpty(), name);
        }
    }

    private Series belayAt64()
    {
        return new Run(run).series().stream()
            .filter((each) -> "belay".equals(each.system()) && 64 == each.load().inFlight()).findFirst().orElseThrow();
    }

    private static Histogram standby(final Series series)
    {
        final Histogram times = HistogramText.empty();
        series.rounds().stream().flatMap((each) -> each.stages().stream())
            .filter((each) -> "standby".equals(each.key()))
            .forEach((each) -> times.add(HistogramText.parse(each.histogram())));

        return times;
    }

    private static Map<String, Histogram> read(final Path log) throws IOException
    {
        final Map<String, Histogram> totals = new TreeMap<>();
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile()))
        {
            while (reader.hasNext())
            {
                final Histogram interval = (Histogram)reader.nextIntervalHistogram();
                totals.computeIfAbsent(null == interval.getTag() ? "total" : interval.getTag(),
                    (tag) -> HistogramText.empty())
                    .add(interval);
            }
        }

        return totals;
    }
}

package io.belay.bench.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Every benchmark runs for one short iteration, with each of its parameters, so that none rots. The times mean nothing.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PartsTest
{
    /** How often each benchmark is run: once with each of its parameters. */
    private static final Map<String, Integer> RUNS = Map.ofEntries(
        Map.entry("CodecBenchmark.encodeFrame", 3),
        Map.entry("CodecBenchmark.decodeFrame", 3),
        Map.entry("CodecBenchmark.encodeAppend", 3),
        Map.entry("CodecBenchmark.decodeAppend", 3),
        Map.entry("CodecBenchmark.encodeOutcome", 3),
        Map.entry("CodecBenchmark.decodeOutcome", 3),
        Map.entry("HlcBenchmark.next", 1),
        Map.entry("HlcBenchmark.observe", 1),
        Map.entry("JournalAppendBenchmark.append", 1),
        Map.entry("JournalSyncBenchmark.appendAndSync", 3),
        Map.entry("MarketLookupBenchmark.find", 3),
        Map.entry("QuorumBenchmark.appendAckAndAnswer", 2));

    @TempDir
    private Path directory;

    private Collection<RunResult> runAll(final Path json) throws RunnerException
    {
        final String before = System.getProperty(BenchJournal.DIRECTORY_PROPERTY);
        System.setProperty(BenchJournal.DIRECTORY_PROPERTY, directory.resolve("journals").toString());
        try
        {
            return new Runner(new OptionsBuilder()
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(20))
                .shouldFailOnError(true)
                .output(directory.resolve("output").toString())
                .result(json.toString())
                .resultFormat(ResultFormatType.JSON)
                .build()).run();
        }
        finally
        {
            if (null == before)
            {
                System.clearProperty(BenchJournal.DIRECTORY_PROPERTY);
            }
            else
            {
                System.setProperty(BenchJournal.DIRECTORY_PROPERTY, before);
            }
        }
    }

    @Test
    void shouldRunEachBenchmarkWithEachParameterAndLeaveNothingBehind() throws RunnerException, IOException
    {
        final Path json = directory.resolve("parts.json");
        final Collection<RunResult> results = runAll(json);
        final Map<String, Integer> runs = new TreeMap<>();
        for (final RunResult result : results)
        {
            final String name = result.getParams().getBenchmark().replace("io.belay.bench.parts.", "");
            runs.merge(name, 1, Integer::sum);
            assertTrue(result.getPrimaryResult().getScore() > 0, name);
        }

        assertEquals(RUNS, runs);
        final String text = Files.readString(json);
        assertTrue(text.contains("\"benchmark\" : \"io.belay.bench.parts.HlcBenchmark.next\""), text);
        assertTrue(text.contains("\"scoreUnit\" : \"ns/op\""), text);
        try (Stream<Path> left = Files.list(directory.resolve("journals")))
        {
            assertEquals(0, left.count(), "a journal was left behind");
        }
    }
}

package io.belay.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.belay.bench.latency.LatencyReport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyTableTest
{
    @TempDir
    private Path directory;

    @Test
    void shouldKeepABlankBetweenColumnsWhenFiguresAreLong() throws IOException
    {
        final List<String> lines = print(false, 50_000_000_000L);

        assertEquals(3, lines.size());
        assertEquals("  due to acknowledged", lines.get(2).substring(0, 21));
        assertEquals(lines.get(1).length(), lines.get(2).length());
        assertTrue(lines.get(2).matches("  due to acknowledged(  +[0-9,]+\\.[0-9]){5}"), () -> "" + lines);
        assertTrue(lines.get(2).contains(" 50,0"), () -> "" + lines);
    }

    @Test
    void shouldNameRowsAsTheHeaderDoesWhenEachIsSentAtOnce() throws IOException
    {
        assertTrue(print(true, 1000).get(2).startsWith("  sent to acknowledged  "));
    }

    private List<String> print(final boolean asap, final long valueNs) throws IOException
    {
        final Path log = directory.resolve("latency.hlog");
        try (PrintStream stream = new PrintStream(log.toFile(), StandardCharsets.US_ASCII))
        {
            final Histogram histogram = new Histogram(1, 60_000_000_000L, 3);
            histogram.setTag("total");
            histogram.recordValue(valueNs);
            new HistogramLogWriter(stream).outputIntervalHistogram(histogram);
        }

        final StringWriter out = new StringWriter();
        final PrintWriter writer = new PrintWriter(out);
        LatencyTable.print(new Screen(writer, writer, Map.of(), false, false, false), LatencyReport.read(log), asap, "title");

        return out.toString().lines().toList();
    }
}

package io.belay.bench.latency;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

import io.belay.bench.result.HistogramText;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/**
 * The latencies of a whole run, one histogram a stage, in nanoseconds.
 */
public final class LatencyReport
{
    private static final double NS_PER_US = 1000.0;

    private final Map<Stage, Histogram> histograms = new EnumMap<>(Stage.class);

    private LatencyReport()
    {
        for (final Stage stage : Stage.values())
        {
            histograms.put(stage, HistogramText.empty());
        }
    }

    /**
     * Adds up an interval log.
     *
     * @param path of the log.
     * @return the report.
     * @throws IOException when it cannot be read.
     */
    public static LatencyReport read(final Path path) throws IOException
    {
        final LatencyReport report = new LatencyReport();
        try (HistogramLogReader reader = new HistogramLogReader(path.toFile()))
        {
            while (reader.hasNext())
            {
                final EncodableHistogram interval = reader.nextIntervalHistogram();
                if (null == interval)
                {
                    break;
                }

                final Stage stage = Stage.ofKey(String.valueOf(interval.getTag()));
                if (null == stage || !(interval instanceof Histogram histogram))
                {
                    throw new IOException(path + ": holds an interval of an unknown stage '" + interval.getTag() + "'");
                }

                report.histograms.get(stage).add(histogram);
            }
        }

        return report;
    }

    /**
     * @param stage asked for.
     * @return how many values there are.
     */
    public long count(final Stage stage)
    {
        return histograms.get(stage).getTotalCount();
    }

    /**
     * @param stage      asked for.
     * @param percentile 0 to 100.
     * @return nanoseconds that so many percent of the values do not exceed; 0 when there are none.
     */
    public long valueNs(final Stage stage, final double percentile)
    {
        return histograms.get(stage).getValueAtPercentile(percentile);
    }

    /**
     * Writes the distribution of one stage, in microseconds, as plotters of HdrHistogram read it.
     *
     * @param stage to write.
     * @param path  of the file; it is replaced.
     * @throws IOException when it cannot be written.
     */
    public void writeDistribution(final Stage stage, final Path path) throws IOException
    {
        try (PrintStream out = new PrintStream(path.toFile(), StandardCharsets.US_ASCII))
        {
            histograms.get(stage).outputPercentileDistribution(out, NS_PER_US);
            if (out.checkError())
            {
                throw new IOException("cannot write " + path);
            }
        }
    }
}

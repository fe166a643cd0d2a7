package io.belay.bench.latency;

import java.io.FileNotFoundException;
import java.nio.file.Path;

import io.belay.bench.result.HistogramText;
import io.belay.client.Outcome;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Records each stage of each outcome, and writes an interval log with a tag per stage.
 * <p>
 * {@link #record} is of the client's thread, wait-free, and allocates nothing; {@link #writeInterval} and
 * {@link #close} are of one other thread.
 */
public final class LatencyLog implements AutoCloseable
{
    private static final double NS_PER_MS = 1_000_000.0;

    private final Stage[] stages = Stage.values();
    private final SingleWriterRecorder[] recorders = new SingleWriterRecorder[stages.length];
    private final Histogram[] intervals = new Histogram[stages.length];
    private final HistogramLogWriter writer;

    /**
     * @param path of the interval log; it is replaced.
     * @throws FileNotFoundException when it cannot be written.
     */
    public LatencyLog(final Path path) throws FileNotFoundException
    {
        writer = new HistogramLogWriter(path.toFile());
        final long nowMs = System.currentTimeMillis();
        writer.outputLogFormatVersion();
        writer.outputComment("[nanoseconds; the maximum column is in milliseconds]");
        writer.outputStartTime(nowMs);
        writer.setBaseTime(nowMs);
        writer.outputLegend();
        for (int i = 0; i < stages.length; i++)
        {
            recorders[i] = new SingleWriterRecorder(1, HistogramText.VALUE_NS_MAX, HistogramText.DIGITS);
        }
    }

    /**
     * Records where the time of an acknowledged append went. A stage that the outcome does not know is left out.
     *
     * @param outcome of the append.
     * @param dueNs   when it was due, by {@link System#nanoTime()}.
     */
    public void record(final Outcome outcome, final long dueNs)
    {
        for (int i = 0; i < stages.length; i++)
        {
            final long timeNs = stages[i].timeNs(outcome, dueNs);
            if (Stage.UNKNOWN_NS != timeNs)
            {
                recorders[i].recordValue(timeNs);
            }
        }
    }

    /** Writes what was recorded since the last call, unless that is nothing. */
    public void writeInterval()
    {
        for (int i = 0; i < stages.length; i++)
        {
            intervals[i] = recorders[i].getIntervalHistogram(intervals[i]);
            if (intervals[i].getTotalCount() > 0)
            {
                intervals[i].setTag(stages[i].key());
                writer.outputIntervalHistogram(
                    (intervals[i].getStartTimeStamp() - writer.getBaseTime()) / 1000.0,
                    (intervals[i].getEndTimeStamp() - writer.getBaseTime()) / 1000.0,
                    intervals[i],
                    NS_PER_MS);
            }
        }
    }

    @Override
    public void close()
    {
        writeInterval();
        writer.close();
    }
}

package io.belay.bench.floor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

import io.belay.bench.load.LoadException;
import io.belay.bench.result.HistogramText;
import io.belay.driver.TimerSlack;
import org.HdrHistogram.Histogram;

/**
 * One process of the disk's floor: writes a record, syncs it, notes how long that took, and so on.
 * <p>
 * It says {@code READY} when its file is prepared, hears {@code RUN startNs} with {@code warmupNs windowNs intervalNs} for
 * each load, one after the other, and says {@code DONE} with the number of records of each window and their histogram.
 * Times are those of {@link System#nanoTime()}, which is one clock for all processes of a machine; so several of them
 * measure the same moments.
 * <p>
 * With an interval of 0 a record follows the other. Else one is due each interval: all that are due share a sync, and
 * their time counts from when they were due.
 */
public final class DiskWriter
{
    static final String READY = "READY";
    static final String RUN = "RUN";
    static final String DONE = "DONE";
    static final int WORDS_PER_LOAD = 3;

    private DiskWriter()
    {
    }

    /**
     * @param args path of the file, its length and that of a record in bytes.
     */
    public static void main(final String[] args)
    {
        ChildMain.orFail(() -> serve(args));
    }

    private static void serve(final String[] args) throws IOException
    {
        TimerSlack.setNs(1);
        final ParentGuard parent = new ParentGuard();
        try (PreparedFile file = PreparedFile.create(Path.of(args[0]), Long.parseLong(args[1])))
        {
            say(READY);
            final String[] run = parent.line().split(" ", -1);
            parent.watch();
            long startNs = Long.parseLong(run[1]);
            if (System.nanoTime() - startNs > 0)
            {
                throw new LoadException("the start had passed before this process heard of it");
            }

            final ByteBuffer record = ByteBuffer.allocateDirect(Integer.parseInt(args[2]));
            final StringBuilder done = new StringBuilder(DONE);
            for (int i = 2; i < run.length; i += WORDS_PER_LOAD)
            {
                final long windowStartNs = startNs + Long.parseLong(run[i]);
                final long windowEndNs = windowStartNs + Long.parseLong(run[i + 1]);
                final long intervalNs = Long.parseLong(run[i + 2]);
                final Histogram latencies = 0 == intervalNs ?
                    writeOneByOne(file, record, windowStartNs, windowEndNs) :
                    writeWhenDue(file, record, startNs, intervalNs, windowStartNs, windowEndNs);
                done.append(' ').append(latencies.getTotalCount()).append(' ').append(HistogramText.of(latencies));
                startNs = windowEndNs;
            }
            say(done.toString());
        }
    }

    /** Warms up from now on: the other writer may be seen to slow this one down before the window as well. */
    private static Histogram writeOneByOne(
        final PreparedFile file, final ByteBuffer record, final long windowStartNs, final long windowEndNs)
        throws IOException
    {
        final Histogram latencies = HistogramText.empty();
        long count = 0;
        long beginNs = System.nanoTime();
        while (beginNs - windowEndNs < 0)
        {
            record.clear().putLong(0, ++count);
            file.append(record);
            file.sync();
            final long endNs = System.nanoTime();
            if (beginNs - windowStartNs >= 0 && endNs - windowEndNs <= 0)
            {
                latencies.recordValue(Math.min(endNs - beginNs, HistogramText.VALUE_NS_MAX));
            }

            beginNs = endNs;
        }

        return latencies;
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static Histogram writeWhenDue(
        final PreparedFile file,
        final ByteBuffer record,
        final long startNs,
        final long intervalNs,
        final long windowStartNs,
        final long windowEndNs) throws IOException
    {
        final Histogram latencies = HistogramText.empty();
        long nextNs = startNs;
        while (nextNs - windowEndNs < 0)
        {
            final long nowNs = System.nanoTime();
            if (nextNs - nowNs > 0)
            {
                Thread.yield();
                continue;
            }

            final long firstNs = nextNs;
            while (nextNs - nowNs <= 0 && nextNs - windowEndNs < 0)
            {
                file.append(record.clear().putLong(0, nextNs));
                nextNs += intervalNs;
            }

            file.sync();
            final long endNs = System.nanoTime();
            for (long dueNs = firstNs; dueNs - nextNs < 0; dueNs += intervalNs)
            {
                if (dueNs - windowStartNs >= 0)
                {
                    latencies.recordValue(Math.min(endNs - dueNs, HistogramText.VALUE_NS_MAX));
                }
            }
        }

        return latencies;
    }

    private static void say(final String line)
    {
        System.out.println(line);
        System.out.flush();
    }
}

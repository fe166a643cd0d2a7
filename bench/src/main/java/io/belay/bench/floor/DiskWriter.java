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
 * It says {@code READY} when its file is prepared, hears {@code RUN startNs warmupNs windowNs}, and says {@code DONE}
 * with the number of records of the window and their histogram. Times are those of {@link System#nanoTime()}, which is
 * one clock for all processes of a machine; so several of them measure the same moments.
 */
public final class DiskWriter
{
    static final String READY = "READY";
    static final String RUN = "RUN";
    static final String DONE = "DONE ";

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
            final long startNs = Long.parseLong(run[1]);
            final long windowStartNs = startNs + Long.parseLong(run[2]);
            final long windowEndNs = windowStartNs + Long.parseLong(run[3]);
            if (System.nanoTime() - startNs > 0)
            {
                throw new LoadException("the start had passed before this process heard of it");
            }

            final Histogram latencies = write(file, Integer.parseInt(args[2]), windowStartNs, windowEndNs);
            say(DONE + latencies.getTotalCount() + " " + HistogramText.of(latencies));
        }
    }

    /** Warms up from now on: the other writer may be seen to slow this one down before the window as well. */
    private static Histogram write(
        final PreparedFile file, final int recordBytes, final long windowStartNs, final long windowEndNs)
        throws IOException
    {
        final Histogram latencies = HistogramText.empty();
        final ByteBuffer record = ByteBuffer.allocateDirect(recordBytes);
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

    private static void say(final String line)
    {
        System.out.println(line);
        System.out.flush();
    }
}

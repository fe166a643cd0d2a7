package io.belay.bench.floor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.belay.bench.load.LoadException;
import io.belay.bench.result.HistogramText;
import org.HdrHistogram.Histogram;

/**
 * What the disk alone gives: two processes at the same time, each writing and syncing record after record into a
 * prepared file of its own on one disk, as two nodes on one machine must.
 *
 * @param writers   one histogram a process, of the same window.
 * @param latencies of both together, in nanoseconds: of one write and one sync.
 * @param windowNs  measured.
 */
public record DiskFloor(List<Histogram> writers, Histogram latencies, long windowNs)
{
    private static final int WRITERS = 2;
    private static final long READY_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(120);
    private static final long END_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    /** From the telling to the start: a process hears it much sooner, also on a busy machine. */
    private static final long LEAD_NS = TimeUnit.SECONDS.toNanos(2);

    /**
     * Measures.
     *
     * @param directory   on the disk.
     * @param fileBytes   of each file, a multiple of 4 KiB.
     * @param recordBytes of each record.
     * @param warmupNs    before the window.
     * @param windowNs    measured.
     * @return what was found; the files are gone again.
     * @throws LoadException if it cannot be measured, with the reason.
     */
    public static DiskFloor measure(
        final Path directory, final long fileBytes, final int recordBytes, final long warmupNs, final long windowNs)
    {
        DiskRoom.require(directory, WRITERS * fileBytes);
        final List<Companion> companions = new ArrayList<>();
        try
        {
            for (int i = 0; i < WRITERS; i++)
            {
                companions.add(Companion.start("disk writer " + i, DiskWriter.class, List.of(
                    directory.resolve("floor-" + i + ".dat").toString(),
                    Long.toString(fileBytes),
                    Integer.toString(recordBytes))));
            }
            for (final Companion companion : companions)
            {
                companion.await(DiskWriter.READY, READY_TIMEOUT_NS);
            }

            return run(companions, warmupNs, windowNs);
        }
        finally
        {
            companions.forEach(Companion::close);
        }
    }

    private static DiskFloor run(final List<Companion> companions, final long warmupNs, final long windowNs)
    {
        final long startNs = System.nanoTime() + LEAD_NS;
        for (final Companion companion : companions)
        {
            companion.tell(DiskWriter.RUN + " " + startNs + " " + warmupNs + " " + windowNs);
        }

        final List<Histogram> writers = new ArrayList<>();
        final Histogram together = HistogramText.empty();
        for (final Companion companion : companions)
        {
            final Histogram histogram =
                parse(companion.await(DiskWriter.DONE, LEAD_NS + warmupNs + windowNs + END_TIMEOUT_NS));
            writers.add(histogram);
            together.add(histogram);
        }

        return new DiskFloor(List.copyOf(writers), together, windowNs);
    }

    private static Histogram parse(final String done)
    {
        final String[] words = done.split(" ", -1);
        final Histogram histogram = HistogramText.parse(words[1]);
        if (histogram.getTotalCount() != Long.parseLong(words[0]) || 0 == histogram.getTotalCount())
        {
            throw new LoadException("a disk writer counted " + words[0] + " records, and its histogram has " +
                histogram.getTotalCount());
        }

        return histogram;
    }

    /**
     * @return records that became durable a second, in both files together.
     */
    public double ratePerSecond()
    {
        return latencies.getTotalCount() * 1e9 / windowNs;
    }
}

package io.belay.bench.floor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.belay.bench.load.LoadException;
import io.belay.bench.load.LoadPlan;
import io.belay.bench.result.HistogramText;
import org.HdrHistogram.Histogram;

/**
 * What the disk alone gives: two processes at the same time, each writing and syncing records into a prepared file of its
 * own on one disk, as two nodes on one machine must; one record after the other in a closed loop, those that are due in an
 * open one.
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
     * @param plans       of the loads, closed with one in flight or open at an even rate; one after the other.
     * @return what was found under each; the files are gone again.
     * @throws LoadException if it cannot be measured, with the reason.
     */
    public static List<DiskFloor> measure(
        final Path directory, final long fileBytes, final int recordBytes, final List<LoadPlan> plans)
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

            return run(companions, plans);
        }
        finally
        {
            companions.forEach(Companion::close);
        }
    }

    private static List<DiskFloor> run(final List<Companion> companions, final List<LoadPlan> plans)
    {
        final StringBuilder line = new StringBuilder(DiskWriter.RUN + " " + (System.nanoTime() + LEAD_NS));
        long timeoutNs = LEAD_NS + END_TIMEOUT_NS;
        for (final LoadPlan plan : plans)
        {
            final long intervalNs = LoadPlan.Kind.CLOSED == plan.kind() ? 0 : Math.round(1e9 / plan.rate());
            line.append(' ').append(plan.warmupNs()).append(' ').append(plan.windowNs()).append(' ').append(intervalNs);
            timeoutNs += plan.warmupNs() + plan.windowNs();
        }

        for (final Companion companion : companions)
        {
            companion.tell(line.toString());
        }

        final List<String[]> answers = new ArrayList<>();
        for (final Companion companion : companions)
        {
            answers.add(companion.await(DiskWriter.DONE, timeoutNs).strip().split(" ", -1));
        }

        final List<DiskFloor> floors = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++)
        {
            floors.add(floor(answers, 2 * i, plans.get(i).windowNs()));
        }

        return List.copyOf(floors);
    }

    private static DiskFloor floor(final List<String[]> answers, final int index, final long windowNs)
    {
        final List<Histogram> writers = new ArrayList<>();
        final Histogram together = HistogramText.empty();
        for (final String[] words : answers)
        {
            final Histogram histogram = parse(words[index], words[index + 1]);
            writers.add(histogram);
            together.add(histogram);
        }

        return new DiskFloor(List.copyOf(writers), together, windowNs);
    }

    private static Histogram parse(final String count, final String text)
    {
        final Histogram histogram = HistogramText.parse(text);
        if (histogram.getTotalCount() != Long.parseLong(count) || 0 == histogram.getTotalCount())
        {
            throw new LoadException("a disk writer counted " + count + " records, and its histogram has " +
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

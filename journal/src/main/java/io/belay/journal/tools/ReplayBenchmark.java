package io.belay.journal.tools;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.belay.journal.JournalFiles;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Measures how fast frames are replayed, against a plain sequential read of the same bytes of the same files: by
 * {@code read} into a buffer that is used again and again, and nothing is done with what is read. Both run in each round,
 * in alternating order, so that both find the files in the page cache and share what disturbs the machine.
 */
final class ReplayBenchmark
{
    private static final int READ_LENGTH = 256 * 1024;
    private static final int WARM_UPS = 2;
    private static final double MUST = 0.3;
    private static final double AIM = 0.7;
    private static final double WHOLE_FROM = 1_000;

    private final JournalFiles files;
    private final EntryFilter filter;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_LENGTH);
    private final List<Extent> extents = new ArrayList<>();
    private long fileBytes;
    private long frames;

    private record Extent(Path path, long length)
    {
    }

    /**
     * One figure.
     *
     * @param name   of it.
     * @param value  median over the rounds.
     * @param spread largest less smallest, in parts of the median.
     * @param rounds how many there were.
     * @param must   what it must reach, or NaN.
     * @param aim    what it should reach, or NaN.
     */
    record Row(String name, double value, double spread, int rounds, double must, double aim)
    {
        String print(final Line line)
        {
            line.text("name", name);
            if (value < WHOLE_FROM)
            {
                line.decimal("value", rounded(value));
            }
            else
            {
                line.number("value", Math.round(value));
            }

            line.decimal("spread", rounded(spread));
            line.number("rounds", rounds);
            if (Double.isNaN(must))
            {
                line.absent("must");
                line.absent("aim");
                line.absent("met");
            }
            else
            {
                line.decimal("must", must);
                line.decimal("aim", aim);
                line.text("met", value >= aim ? "aim" : value >= must ? "must" : "missed");
            }

            return line.take();
        }

        private static double rounded(final double value)
        {
            return Math.round(value * 1000) / 1000.0;
        }
    }

    ReplayBenchmark(final JournalFiles files, final EntryFilter filter)
    {
        this.files = files;
        this.filter = filter;
    }

    /**
     * @param rounds to measure.
     * @return the figures.
     * @throws IOException      when the journal cannot be read.
     * @throws CommandException when there is no frame.
     */
    List<Row> run(final int rounds) throws IOException, CommandException
    {
        findExtents();
        for (int i = 0; i < WARM_UPS; i++)
        {
            replayNs();
            readNs();
        }

        if (0 == frames)
        {
            throw new CommandException(ExitCode.PRECONDITION, "there is no frame to replay");
        }

        final double[] ratios = new double[rounds];
        final double[] replayed = new double[rounds];
        final double[] read = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            final boolean isReplayFirst = 0 == (i & 1);
            final long first = isReplayFirst ? replayNs() : readNs();
            final long second = isReplayFirst ? readNs() : replayNs();
            replayed[i] = isReplayFirst ? first : second;
            read[i] = isReplayFirst ? second : first;
            ratios[i] = read[i] / replayed[i];
        }

        return rows(ratios, replayed, read);
    }

    /** Frames and bytes are the same on both sides, so one ratio holds for frames/s and for MB/s. */
    private List<Row> rows(final double[] ratios, final double[] replayed, final double[] read)
    {
        final double framesPerNs = frames * (double)TimeUnit.SECONDS.toNanos(1);
        final double mbPerNs = fileBytes * 1_000.0;

        return List.of(
            row("replay at max speed: frames/s and MB/s against a plain sequential read", ratios, MUST, AIM),
            row("replay at max speed, frames/s", over(framesPerNs, replayed), Double.NaN, Double.NaN),
            row("replay at max speed, MB/s of journal", over(mbPerNs, replayed), Double.NaN, Double.NaN),
            row("plain sequential read, frames/s", over(framesPerNs, read), Double.NaN, Double.NaN),
            row("plain sequential read, MB/s of journal", over(mbPerNs, read), Double.NaN, Double.NaN));
    }

    private static double[] over(final double work, final double[] ns)
    {
        return Arrays.stream(ns).map(value -> work / value).toArray();
    }

    private static Row row(final String name, final double[] values, final double must, final double aim)
    {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int half = sorted.length / 2;
        final double median = 1 == (sorted.length & 1) ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;

        return new Row(
            name, median, (sorted[sorted.length - 1] - sorted[0]) / median, sorted.length, must, aim);
    }

    /** The same bytes are read on both sides, and not the zeros that a file was prepared with. */
    private void findExtents() throws IOException
    {
        try (EntryWalk walk = new EntryWalk(files))
        {
            EntryWalk.Step step = walk.skip();
            while (EntryWalk.Step.DEFECT != step)
            {
                final boolean isEnd = EntryWalk.Step.END == step;
                if (EntryWalk.Step.FILE_END == step || (isEnd && null != walk.file() && !walk.isBetweenFiles()))
                {
                    extents.add(new Extent(walk.file().path(), walk.cursor().nextOffset()));
                    fileBytes += walk.cursor().nextOffset();
                }

                if (isEnd)
                {
                    return;
                }

                step = walk.skip();
            }
        }
    }

    /** All that {@code --target none} does, from looking for what is dead on. */
    private long replayNs() throws IOException, CommandException
    {
        final long beginNs = System.nanoTime();
        final DeadEntries dead = DeadEntries.find(files, filter.firstSequence());
        final Replay replay = new Replay(
            filter, new NoTarget(), new Pacer(Speed.MAX, SystemNanoClock.INSTANCE), () -> false, Long.MAX_VALUE, true);
        replay.run(files, dead);
        frames = replay.frames();
        if (null != replay.hole() && replay.hole().isLoss())
        {
            throw new CommandException(ExitCode.CORRUPT, "corrupt: " + replay.hole().finding());
        }

        return System.nanoTime() - beginNs;
    }

    private long readNs() throws IOException
    {
        final long beginNs = System.nanoTime();
        for (final Extent extent : extents)
        {
            try (FileChannel channel = FileChannel.open(extent.path(), StandardOpenOption.READ))
            {
                long left = extent.length();
                while (left > 0)
                {
                    buffer.clear().limit((int)Math.min(READ_LENGTH, left));
                    final int count = channel.read(buffer);
                    if (count < 0)
                    {
                        break;
                    }

                    left -= count;
                }
            }
        }

        return System.nanoTime() - beginNs;
    }
}

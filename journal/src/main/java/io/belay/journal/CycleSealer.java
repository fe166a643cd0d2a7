package io.belay.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.agrona.concurrent.EpochClock;

/**
 * Puts a summary beside each cycle file that is finished, and what the markets remember of their clients beside the
 * newest one. Of the housekeeping thread.
 * <p>
 * It waits until the first entry of the next file is on the disk. So a summary says not only that its own file is
 * whole, but also that another one follows: where that is gone, {@link LostEntry} knows.
 * <p>
 * The file is forced as a whole first, so that the queue's own index pages, which no sync covers, are under the digest
 * as they are on the disk; then it is read from its start, every checksum checked, and summed up on top of what was
 * known before it. The windows of the clients are on the disk before the summary is, and only then the earlier ones go:
 * so whatever is cut, beside one of the cycles with a summary they are whole. What was written past the page cache is read past it too, see {@link PassingBytes}.
 */
final class CycleSealer implements AutoCloseable
{
    private static final long ROOM_BYTES = 16 << 20;

    private final CycleCatalog catalog;
    private final EpochClock clock;
    private final Disk disk;
    private final boolean isPastThePageCache;
    private final JournalListener listener;
    private Path path;
    private SealingWalk walk;
    private CycleSummary unwritten;
    private Markets unwrittenMarkets;

    CycleSealer(
        final CycleCatalog catalog,
        final EpochClock clock,
        final boolean isPastThePageCache,
        final Disk disk,
        final JournalListener listener)
    {
        this.catalog = catalog;
        this.clock = clock;
        this.isPastThePageCache = isPastThePageCache;
        this.disk = disk;
        this.listener = listener;
    }

    /**
     * How far the oldest finished file without a summary was read: of its length when it is the only one, nothing when
     * others wait too, and as much as can be when there is none.
     */
    long doneBytes()
    {
        final List<Cycle> cycles = catalog.all();
        final int finished = cycles.size() - 1;
        if (finished < 1 || null != cycles.get(finished - 1).summary())
        {
            return Integer.MAX_VALUE;
        }

        return null == walk || (finished > 1 && null == cycles.get(finished - 2).summary()) ? 0 : walk.doneBytes();
    }

    /**
     * Goes on with the oldest finished cycle that has no summary yet.
     *
     * @param durableSequence of the journal.
     * @param bytes           to read, about.
     * @return false when there was none to seal, or no room to write the summary now.
     * @throws IOException when the disk refused.
     */
    boolean doWork(final long durableSequence, final int bytes) throws IOException
    {
        try
        {
            if (null != unwritten)
            {
                return write();
            }

            if (null == walk)
            {
                return begin(durableSequence);
            }

            if (walk.step(bytes))
            {
                unwritten = walk.summary(clock.time());
                unwrittenMarkets = walk.markets();
                close();
            }

            return true;
        }
        catch (final UncheckedIOException ex)
        {
            throw ex.getCause();
        }
    }

    private boolean begin(final long durableSequence) throws IOException
    {
        final List<Cycle> cycles = catalog.all();
        for (int i = 0; i < cycles.size() - 1; i++)
        {
            final Cycle cycle = cycles.get(i);
            if (null == cycle.summary())
            {
                final boolean isBaseKnown = i > 0 || 1 == cycle.firstSequence();

                return isBaseKnown && cycles.get(i + 1).firstSequence() <= durableSequence && begin(cycles, i);
            }
        }

        return false;
    }

    private boolean begin(final List<Cycle> cycles, final int index) throws IOException
    {
        final Cycle cycle = cycles.get(index);
        try (FileChannel channel = FileChannel.open(cycle.path(), StandardOpenOption.WRITE))
        {
            disk.forceFile(cycle.path(), channel);
        }

        path = cycle.path();
        walk = SealingWalk.open(
            path, isPastThePageCache, 0 == index ? new Markets() : SealedMarkets.at(cycles, index - 1).markets());

        return true;
    }

    /** A full disk is no reason to fail: without its summary the file is only read when the journal is opened. */
    private boolean write() throws IOException
    {
        final CycleSummary summary = unwritten;
        if (!SummaryFile.canHold(summary))
        {
            return false;
        }

        try
        {
            if (null != unwrittenMarkets)
            {
                ClientsFile.write(path, summary, unwrittenMarkets, disk);
                unwrittenMarkets = null;
            }

            SummaryFile.write(path, summary, disk);
        }
        catch (final IOException ex)
        {
            if (isFull(ex))
            {
                return false;
            }

            throw new IOException("the summary of " + path + " cannot be written: " + ex, ex);
        }

        unwritten = null;
        catalog.seal(summary);
        dropEarlierClients(catalog.clientsKeptBeside(summary.cycle()));
        listener.onSealed(summary);

        return true;
    }

    private void dropEarlierClients(final int earlier) throws IOException
    {
        for (final Cycle cycle : catalog.all())
        {
            if (cycle.cycle() == earlier)
            {
                Files.deleteIfExists(CycleName.clients(cycle.path()));
            }
        }
    }

    private boolean isFull(final IOException ex) throws IOException
    {
        return disk.usableBytes(path.getParent()) < ROOM_BYTES || String.valueOf(ex.getMessage()).contains("No space");
    }

    /** Lets go of the file that is being read. */
    @Override
    public void close()
    {
        if (null != walk)
        {
            walk.close();
            walk = null;
        }
    }
}

package io.belay.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.agrona.concurrent.EpochClock;

/**
 * Deletes whole sealed files, oldest first, when the journal is too large or they are too old. Of the housekeeping
 * thread, but for {@link #holdFrom(long)}.
 * <p>
 * A file goes only when the one after it has a summary too, and a later one the clients' windows: these carry on what
 * was known of each market.
 */
final class Retention
{
    private final CycleCatalog catalog;
    private final JournalPaths paths;
    private final long journalId;
    private final long bytesMax;
    private final long ageMaxMs;
    private final EpochClock clock;
    private final Disk disk;
    private volatile long heldFromSequence = Long.MAX_VALUE;

    Retention(
        final CycleCatalog catalog,
        final JournalPaths paths,
        final long journalId,
        final long bytesMax,
        final long ageMaxMs,
        final EpochClock clock,
        final Disk disk)
    {
        this.catalog = catalog;
        this.paths = paths;
        this.journalId = journalId;
        this.bytesMax = bytesMax;
        this.ageMaxMs = ageMaxMs;
        this.clock = clock;
        this.disk = disk;
    }

    /** Never deletes this sequence or a later one, from now on. */
    void holdFrom(final long sequence)
    {
        heldFromSequence = sequence;
    }

    /**
     * Deletes the oldest file when it must go.
     *
     * @return the summary of the file deleted, or null.
     */
    CycleSummary deleteOldest() throws IOException
    {
        final List<Cycle> cycles = catalog.all();
        if (cycles.size() < 2)
        {
            return null;
        }

        final Cycle oldest = cycles.get(0);
        final CycleSummary summary = oldest.summary();
        if (null == summary || null == cycles.get(1).summary() || catalog.clientsCycle() <= oldest.cycle() ||
            summary.lastSequence() >= heldFromSequence || !mustGo(cycles, summary) || !mark(cycles.get(1)))
        {
            return null;
        }

        // The mark was forced, so a cut may leave what it gives up, and never the journal without it. Then readers are
        // told, then the file goes, then its summary: a cut leaves a summary alone, which is nothing.
        catalog.removeFirst();
        Files.deleteIfExists(oldest.path());
        Files.deleteIfExists(CycleName.summary(oldest.path()));
        Files.deleteIfExists(CycleName.clients(oldest.path()));
        disk.forceDirectory(oldest.path().getParent());

        return summary;
    }

    /**
     * Says on the disk where the journal will begin. A full disk is no reason to fail: then nothing is deleted now, and
     * the next time it is tried again.
     */
    private boolean mark(final Cycle first)
    {
        try
        {
            new Retained(first.firstSequence(), journalId).write(paths, disk);

            return true;
        }
        catch (final IOException ex)
        {
            return false;
        }
    }

    private boolean mustGo(final List<Cycle> cycles, final CycleSummary oldest)
    {
        if (0 != ageMaxMs && clock.time() - oldest.sealedMs() > ageMaxMs)
        {
            return true;
        }

        if (0 == bytesMax)
        {
            return false;
        }

        long bytes = 0;
        for (final Cycle cycle : cycles)
        {
            bytes += null == cycle.summary() ? 0 : cycle.summary().bytesLength();
        }

        return bytes > bytesMax;
    }
}

package io.belay.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.EpochClock;

/**
 * Puts a summary beside each cycle file that is finished. Of the housekeeping thread.
 * <p>
 * It waits until the first entry of the next file is on the disk. So a summary says not only that its own file is
 * whole, but also that another one follows: where that is gone, {@link LostEntry} knows.
 * <p>
 * The file is forced as a whole first, so that the queue's own index pages, which no sync covers, are under the digest
 * as they are on the disk; then it is read from its start, every checksum checked, and summed up on top of the summary
 * before it. What was written past the page cache is read past it too, see {@link PassingBytes}.
 */
final class CycleSealer
{
    private static final int ENTRIES_PER_YIELD = 64;

    private final CycleCatalog catalog;
    private final EpochClock clock;
    private final Disk disk;
    private final boolean isPastThePageCache;
    private CycleSummary unwritten;

    CycleSealer(final CycleCatalog catalog, final EpochClock clock, final boolean isPastThePageCache, final Disk disk)
    {
        this.catalog = catalog;
        this.clock = clock;
        this.disk = disk;
        this.isPastThePageCache = isPastThePageCache;
    }

    /**
     * Seals the oldest finished cycle that has no summary yet.
     *
     * @param durableSequence of the journal.
     * @return its summary, or null when there was none to seal, or no room to write it now.
     * @throws IOException when the disk refused.
     */
    CycleSummary seal(final long durableSequence) throws IOException
    {
        final List<Cycle> cycles = catalog.all();
        CycleSummary previous = null;
        for (int i = 0; i < cycles.size() - 1; i++)
        {
            final Cycle cycle = cycles.get(i);
            if (null == cycle.summary())
            {
                final boolean isBaseKnown = null != previous || 1 == cycle.firstSequence();

                return isBaseKnown && cycles.get(i + 1).firstSequence() <= durableSequence ?
                    seal(cycle, previous) : null;
            }

            previous = cycle.summary();
        }

        return null;
    }

    private CycleSummary seal(final Cycle cycle, final CycleSummary previous) throws IOException
    {
        if (null == unwritten || unwritten.cycle() != cycle.cycle())
        {
            try (FileChannel channel = FileChannel.open(cycle.path(), StandardOpenOption.WRITE))
            {
                disk.forceFile(cycle.path(), channel);
            }

            unwritten = summarize(cycle.path(), previous);
        }

        return SummaryFile.canHold(unwritten) && write(cycle) ? catalog.seal(unwritten) : null;
    }

    /** A full disk is no reason to fail: without its summary the file is only read when the journal is opened. */
    private boolean write(final Cycle cycle)
    {
        try
        {
            SummaryFile.write(cycle.path(), unwritten, disk);

            return true;
        }
        catch (final IOException ex)
        {
            return false;
        }
    }

    private CycleSummary summarize(final Path path, final CycleSummary previous) throws IOException
    {
        try (CycleFile file = isPastThePageCache ? CycleFile.openInPassing(path) : CycleFile.open(path))
        {
            return summarize(file, previous, clock.time());
        }
        catch (final UncheckedIOException ex)
        {
            throw ex.getCause();
        }
    }

    /** Sums up a finished cycle file, on top of the one before it. */
    private static CycleSummary summarize(final CycleFile file, final CycleSummary previous, final long nowMs)
    {
        final Markets markets = new Markets();
        if (null != previous)
        {
            previous.restore(markets);
        }

        final Long2ObjectHashMap<Share> shares = new Long2ObjectHashMap<>();
        final CycleCursor cursor = file.cursor();
        CycleCursor.Step step = cursor.next();
        while (CycleCursor.Step.ENTRY == step)
        {
            if (0 == cursor.nextSequence() % ENTRIES_PER_YIELD)
            {
                BackgroundThread.giveWay();
            }

            if (cursor.messageLength() >= Entry.PREFIX_LENGTH)
            {
                markets.onEntry(cursor.buffer(), cursor.messageOffset());
                shares
                    .computeIfAbsent(Entry.marketId(cursor.buffer(), cursor.messageOffset()), id -> new Share())
                    .onEntry(cursor.buffer(), cursor.messageOffset());
            }

            step = cursor.next();
        }

        if (CycleCursor.Step.SEALED != step)
        {
            throw new CorruptJournalException(file.path() + " has " + cursor.defect().words() + " at offset " +
                cursor.offset() + ", where sequence " + cursor.nextSequence() +
                " or the end mark should be, though all of it was on the disk. " + Advice.SAVE);
        }

        final int end = cursor.offset() + CycleMap.TRAILER;

        return new CycleSummary(
            file.journalId(), file.cycle(), file.firstSequence(), cursor.nextSequence() - 1, end, nowMs,
            file.sha256(end), markets(markets, shares), epochs(markets));
    }

    private static List<CycleSummary.Market> markets(final Markets markets, final Long2ObjectHashMap<Share> shares)
    {
        final List<CycleSummary.Market> all = new ArrayList<>();
        for (final MarketHistory history : markets.all())
        {
            final Share found = shares.get(history.marketId());
            final Share share = null == found ? new Share() : found;
            all.add(new CycleSummary.Market(
                history.marketId(), share.firstPosition, history.lastPosition(), share.firstTxid, history.lastTxid(),
                history.lastEpoch(), history.highestEpoch(), history.committedTxid(), history.lastHlc(),
                share.entries));
        }

        return all;
    }

    private static List<CycleSummary.LiveEpoch> epochs(final Markets markets)
    {
        final List<CycleSummary.LiveEpoch> all = new ArrayList<>();
        for (final MarketHistory history : markets.all())
        {
            final EpochChain chain = history.chain();
            for (int i = 0; i < chain.size(); i++)
            {
                all.add(new CycleSummary.LiveEpoch(
                    history.marketId(), chain.epoch(i), chain.position(i), chain.firstTxid(i), chain.isEstablished(i),
                    chain.ownerJournalId(i), chain.standbyJournalId(i), chain.ownerNodeId(i), chain.standbyNodeId(i),
                    chain.w(i)));
            }
        }

        return all;
    }

    /** What one market has in one cycle. */
    private static final class Share
    {
        private long firstPosition;
        private long firstTxid;
        private long entries;

        void onEntry(final DirectBuffer buffer, final int offset)
        {
            final int templateId = Entry.templateId(buffer, offset);
            entries++;
            if (Entry.SUPERSEDED != templateId)
            {
                firstPosition = lower(firstPosition, Entry.position(buffer, offset));
            }

            if (Entry.WAL_FRAME == templateId)
            {
                firstTxid = lower(firstTxid, Entry.txid(buffer, offset));
            }
        }

        private static long lower(final long known, final long found)
        {
            return 0 == known ? found : Math.min(known, found);
        }
    }
}

package io.belay.journal.tools;

import java.io.IOException;

import io.belay.journal.JournalFiles;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * One of two journals that are compared. Of one thread.
 */
final class DiffSide
{
    private static final int PROGRESS_MASK = (1 << 12) - 1;

    private final String name;
    private final JournalFiles files;
    private final EntryFilter filter;
    private final DeadEntries dead;
    private final Long2ObjectHashMap<MarketSpan> spans = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<BlockDigests> digests = new Long2ObjectHashMap<>();
    private Hole hole;
    private long entries;
    private long checkedEntries;

    private DiffSide(final String name, final JournalFiles files, final EntryFilter filter, final DeadEntries dead)
    {
        this.name = name;
        this.files = files;
        this.filter = filter;
        this.dead = dead;
    }

    /**
     * Looks at a journal.
     *
     * @param name   to call it.
     * @param files  of it.
     * @param filter of the entries to compare.
     * @return it, and what is dead in it.
     * @throws IOException when it cannot be read.
     */
    static DiffSide open(final String name, final JournalFiles files, final EntryFilter filter) throws IOException
    {
        return new DiffSide(name, files, filter, DeadEntries.find(files, 1));
    }

    /** What happens from time to time. */
    @FunctionalInterface
    interface Ticker
    {
        void tick(long entries);
    }

    /** Finds out which positions it holds. */
    void span(final Ticker ticker) throws IOException
    {
        try (LiveWalk walk = newWalk(1))
        {
            while (walk.next(false))
            {
                MarketSpan span = spans.get(walk.entry().marketId());
                if (null == span)
                {
                    span = new MarketSpan();
                    spans.put(walk.entry().marketId(), span);
                }

                span.onEntry(walk.entry().position());
                tick(ticker);
            }
        }
    }

    private void tick(final Ticker ticker)
    {
        if (0 == (++entries & PROGRESS_MASK))
        {
            ticker.tick(entries);
        }
    }

    /** Takes the digests of the positions that both have, and checks every byte on the way. */
    void digest(final DiffSide other, final Ticker ticker) throws IOException
    {
        for (final long marketId : spans.keySet())
        {
            final MarketSpan theirs = other.span(marketId);
            if (null != theirs)
            {
                digests.put(marketId, new BlockDigests(
                    firstCommon(span(marketId), theirs), lastCommon(span(marketId), theirs)));
            }
        }

        try (LiveWalk walk = newWalk(1))
        {
            while (walk.next(true))
            {
                final BlockDigests found = digests.get(walk.entry().marketId());
                if (null != found)
                {
                    found.onEntry(walk.entry());
                }

                checkedEntries++;
                tick(ticker);
            }

            if (walk.isAtEnd())
            {
                hole = walk.judgeEnd(files);
            }
        }

        digests.values().forEach(BlockDigests::end);
    }

    /** How many entries were read with their checksums, up to damage. */
    long checkedEntries()
    {
        return checkedEntries;
    }

    static long firstCommon(final MarketSpan a, final MarketSpan b)
    {
        return Long.compareUnsigned(a.first(), b.first()) < 0 ? b.first() : a.first();
    }

    static long lastCommon(final MarketSpan a, final MarketSpan b)
    {
        return Long.compareUnsigned(a.last(), b.last()) < 0 ? a.last() : b.last();
    }

    LiveWalk newWalk(final long sequence) throws IOException
    {
        final LiveWalk walk = new LiveWalk(files, filter, dead);
        walk.startNear(sequence);

        return walk;
    }

    String name()
    {
        return name;
    }

    JournalFiles files()
    {
        return files;
    }

    Long2ObjectHashMap<MarketSpan> spans()
    {
        return spans;
    }

    MarketSpan span(final long marketId)
    {
        return spans.get(marketId);
    }

    BlockDigests digests(final long marketId)
    {
        return digests.get(marketId);
    }

    /**
     * @return how many entries were looked at so far, those that were looked at twice counted twice.
     */
    long entries()
    {
        return entries;
    }

    /**
     * @return how many entries were there when it was opened.
     */
    long count()
    {
        return dead.nextSequence() - files.firstSequence();
    }

    /**
     * @return what was found where reading ended, or null when it ended before.
     */
    Hole hole()
    {
        return hole;
    }
}

package io.belay.journal.tools;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.belay.journal.CycleFile;
import io.belay.journal.CycleSummary;
import io.belay.journal.JournalFiles;
import io.belay.journal.SummaryFile;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Knows which entries were ended by a later one. Of one thread.
 */
final class DeadEntries
{
    private record Tail(long bySequence, long firstPosition)
    {
    }

    private final Long2ObjectHashMap<List<Tail>> byMarketId = new Long2ObjectHashMap<>();

    private long nextSequence;

    /**
     * Reads a journal for the entries that end others: what is dead is only known at its end. A finished file whose
     * summary shows that nothing in it went back is not read.
     *
     * @param files        of the journal.
     * @param fromSequence first sequence that matters.
     * @return what is dead, as of the journal's {@link #nextSequence()}.
     * @throws IOException when a file cannot be read.
     */
    static DeadEntries find(final JournalFiles files, final long fromSequence) throws IOException
    {
        final DeadEntries dead = new DeadEntries();
        try (EntryWalk walk = new EntryWalk(files))
        {
            walk.startNear(fromSequence);
            EntryWalk.Step step = walk.skip();
            while (EntryWalk.Step.END != step && EntryWalk.Step.DEFECT != step)
            {
                if (EntryWalk.Step.ENTRY == step)
                {
                    dead.onEntry(walk.entry());
                }
                else if (EntryWalk.Step.FILE == step)
                {
                    passIfNothingWentBack(walk);
                }

                step = walk.skip();
            }

            dead.nextSequence = walk.nextSequence();
        }

        return dead;
    }

    private static void passIfNothingWentBack(final EntryWalk walk) throws IOException
    {
        final CycleFile file = walk.file();
        final CycleSummary summary = SummaryFile.read(file.path());
        if (null != summary && summary.journalId() == file.journalId() && summary.cycle() == file.cycle() &&
            summary.firstSequence() == file.firstSequence() &&
            summary.markets().stream().allMatch(DeadEntries::onlyWentOn))
        {
            walk.passFile(summary);
        }
    }

    /**
     * Each entry takes the next position, but for one that ends others: it takes none, and what comes behind it takes
     * positions anew. So only without it there are as many entries as positions.
     */
    private static boolean onlyWentOn(final CycleSummary.Market market)
    {
        return 0 == market.entries() || (0 != market.firstPosition() &&
            market.lastPosition() - market.firstPosition() + 1 == market.entries());
    }

    /**
     * @return the sequence behind the last entry that was there. What a running node has appended since may end the
     * life of what comes before it, so it is left to a later look.
     */
    long nextSequence()
    {
        return nextSequence;
    }

    /**
     * Takes in an entry; only the superseding ones count.
     *
     * @param entry of the journal, in order.
     */
    void onEntry(final EntryView entry)
    {
        if (entry.hasPrefix() && entry.isSuperseded())
        {
            byMarketId.computeIfAbsent(entry.marketId(), ignore -> new ArrayList<>())
                .add(new Tail(entry.sequence(), entry.position()));
        }
    }

    /**
     * @param entry of the journal.
     * @return whether a later entry ended its life.
     */
    boolean contains(final EntryView entry)
    {
        return !byMarketId.isEmpty() && entry.hasPrefix() && !entry.isSuperseded() && contains((ReplayFrame)entry);
    }

    /**
     * @param entry with a place in its market's history.
     * @return whether a later entry ended its life.
     */
    boolean contains(final ReplayFrame entry)
    {
        final List<Tail> tails = byMarketId.get(entry.marketId());
        if (null != tails)
        {
            for (int i = 0, size = tails.size(); i < size; i++) // An iterator would be garbage of each entry.
            {
                final Tail tail = tails.get(i);
                if (tail.bySequence() > entry.sequence() &&
                    Long.compareUnsigned(entry.position(), tail.firstPosition()) >= 0)
                {
                    return true;
                }
            }
        }

        return false;
    }
}

package io.belay.journal.tools;

import java.util.ArrayList;
import java.util.List;

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
        if (byMarketId.isEmpty() || !entry.hasPrefix() || entry.isSuperseded())
        {
            return false;
        }

        final List<Tail> tails = byMarketId.get(entry.marketId());
        if (null != tails)
        {
            for (final Tail tail : tails)
            {
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

package io.belay.journal;

import java.util.Collection;
import java.util.Collections;

import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * What a journal holds, market by market: a function of its entries, in order. Of one thread.
 */
public final class Markets
{
    private final Long2ObjectHashMap<MarketHistory> byId = new Long2ObjectHashMap<>();

    /**
     * Takes in the next entry of the journal. Messages that are no entries of a market are passed over.
     *
     * @param buffer that holds the entry, its form already checked.
     * @param offset where it begins.
     */
    public void onEntry(final DirectBuffer buffer, final int offset)
    {
        final int templateId = Entry.templateId(buffer, offset);
        if (Entry.isEntry(templateId))
        {
            getOrCreate(Entry.marketId(buffer, offset)).onEntry(templateId, buffer, offset);
        }
    }

    /**
     * @param marketId to look up.
     * @return its history, or null when the journal holds nothing of it.
     */
    public MarketHistory get(final long marketId)
    {
        return byId.get(marketId);
    }

    /**
     * @param marketId to look up.
     * @return its history, empty when the journal holds nothing of it.
     */
    public MarketHistory getOrCreate(final long marketId)
    {
        MarketHistory history = byId.get(marketId);
        if (null == history)
        {
            history = new MarketHistory(marketId);
            byId.put(marketId, history);
        }

        return history;
    }

    /**
     * @return all histories, in no order.
     */
    public Collection<MarketHistory> all()
    {
        return Collections.unmodifiableCollection(byId.values());
    }
}

package io.belay.bench.demo;

import java.util.ArrayList;
import java.util.List;

import io.belay.bench.book.LimitOrderBook;
import io.belay.bench.flow.OrderEvent;
import io.belay.wire.MarketId;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The state of the sample trading process: one book a market.
 */
final class Books
{
    private final List<LimitOrderBook> books = new ArrayList<>();
    private final Long2ObjectHashMap<LimitOrderBook> byMarketId = new Long2ObjectHashMap<>();

    Books(final List<String> markets)
    {
        for (final String market : markets)
        {
            final LimitOrderBook book = new LimitOrderBook();
            books.add(book);
            byMarketId.put(MarketId.of(market), book);
        }
    }

    void apply(final long marketId, final OrderEvent event)
    {
        byMarketId.get(marketId).apply(event);
    }

    /**
     * One hash of all books, whose order is that of the markets' names as configured; of one book alone it is the hash
     * that a replay to the books prints.
     */
    long stateHash()
    {
        long hash = 0;
        for (final LimitOrderBook book : books)
        {
            hash = 31 * hash + book.stateHash();
        }

        return hash;
    }

    int orderCount()
    {
        return books.stream().mapToInt(LimitOrderBook::orderCount).sum();
    }

    long contradictionCount()
    {
        return books.stream().mapToLong(LimitOrderBook::contradictionCount).sum();
    }
}

package io.belay.bench.replay;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.belay.bench.book.LimitOrderBook;
import io.belay.bench.flow.OrderEvent;
import io.belay.journal.tools.CommandException;
import io.belay.journal.tools.ReplayFrame;
import io.belay.journal.tools.ReplayTarget;
import io.belay.node.cli.ExitCodes;
import io.belay.wire.MarketId;
import io.belay.wire.MarketNames;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Applies frames to a book a market, as the sample trading process did when it appended them.
 */
final class BookTarget implements ReplayTarget
{
    private final MarketNames names;
    private final Long2ObjectHashMap<LimitOrderBook> books = new Long2ObjectHashMap<>();
    private final List<Long> marketIds = new ArrayList<>();
    private final OrderEvent event = new OrderEvent();

    BookTarget(final MarketNames names)
    {
        this.names = names;
    }

    @Override
    public boolean onFrame(final ReplayFrame frame) throws CommandException
    {
        if (OrderEvent.LENGTH != frame.payloadLength() ||
            !event.wrap(frame.buffer(), frame.payloadOffset()).isReadable())
        {
            throw refusal(frame, "is no order event: it has " + frame.payloadLength() + " bytes");
        }

        try
        {
            book(frame.marketId()).apply(event);
        }
        catch (final IllegalArgumentException ex)
        {
            throw refusal(frame, "is no order event: " + ex.getMessage());
        }

        return true;
    }

    private CommandException refusal(final ReplayFrame frame, final String words)
    {
        return new CommandException(ExitCodes.PRECONDITION, "the frame with txid " +
            Long.toUnsignedString(frame.txid()) + " of market " + names.show(frame.marketId()) + " " + words +
            "; the sample books take what `belay demo` appends");
    }

    private LimitOrderBook book(final long marketId)
    {
        LimitOrderBook book = books.get(marketId);
        if (null == book)
        {
            book = new LimitOrderBook();
            books.put(marketId, book);
            marketIds.add(marketId);
        }

        return book;
    }

    @Override
    public List<Map<String, Object>> results()
    {
        final List<Map<String, Object>> results = new ArrayList<>();
        for (final long marketId : marketIds)
        {
            final LimitOrderBook book = books.get(marketId);
            final Map<String, Object> result = new LinkedHashMap<>();
            result.put("market", names.show(marketId));
            result.put("marketId", MarketId.toHex(marketId));
            result.put("events", book.eventCount());
            result.put("orders", (long)book.orderCount());
            result.put("bestBid", book.bestBid());
            result.put("bestAsk", book.bestAsk());
            result.put("tradedShares", book.tradedShares());
            result.put("unseen", book.unseenCount());
            result.put("contradictions", book.contradictionCount());
            result.put("stateHash", HexFormat.of().toHexDigits(book.stateHash()));
            results.add(result);
        }

        return results;
    }

    @Override
    public void close()
    {
        // Nothing is held.
    }
}

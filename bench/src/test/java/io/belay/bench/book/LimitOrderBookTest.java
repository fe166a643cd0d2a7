package io.belay.bench.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.belay.bench.book.LimitOrderBook.TradingState;
import io.belay.bench.flow.OrderEvent;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class LimitOrderBookTest
{
    private static final int BUY = OrderEvent.BUY;
    private static final int SELL = OrderEvent.SELL;

    private final LimitOrderBook book = new LimitOrderBook();
    private final OrderEvent event = new OrderEvent().wrap(new UnsafeBuffer(new byte[OrderEvent.LENGTH]), 0);

    @Test
    void shouldRefuseWhenTheTypeIsUnknown()
    {
        assertThrows(IllegalArgumentException.class, () -> apply(book, 8, 1, 10, 100, BUY));
    }

    @Test
    void shouldChangeNoPriceWhenAnOrderWasPlacedBeforeTheFileBegins()
    {
        apply(book, OrderEvent.DELETE, 7, 10, 100, BUY);
        apply(book, OrderEvent.PARTIAL_CANCEL, 8, 10, 100, SELL);
        apply(book, OrderEvent.EXECUTION, 9, 10, 100, SELL);

        assertEquals(3, book.unseenCount());
        assertEquals(0, book.contradictionCount());
        assertEquals(0, book.depth());
        assertEquals(10, book.tradedShares());
    }

    @Test
    void shouldKeepTheFirstOrderWhenAnIdComesTwice()
    {
        apply(book, OrderEvent.NEW, 1, 10, 100, BUY);
        apply(book, OrderEvent.NEW, 1, 99, 200, BUY);

        assertEquals(1, book.contradictionCount());
        assertEquals(100, book.bestBid());
        assertEquals(1, book.orderCount());
    }

    @Test
    void shouldNeverFallBelowZeroWhenMoreIsTakenThanRests()
    {
        apply(book, OrderEvent.NEW, 1, 10, 100, BUY);
        apply(book, OrderEvent.NEW, 2, 5, 100, BUY);
        apply(book, OrderEvent.EXECUTION, 1, 11, 100, BUY);

        assertEquals(1, book.contradictionCount());
        assertEquals(5, book.sharesAt(BUY, 100));
        assertEquals(1, book.orderCount());
    }

    @Test
    void shouldCountAContradictionWhenADeleteNamesAnotherSize()
    {
        apply(book, OrderEvent.NEW, 1, 10, 100, BUY);
        apply(book, OrderEvent.DELETE, 1, 9, 100, BUY);

        assertEquals(1, book.contradictionCount());
        assertEquals(0, book.orderCount());
        assertEquals(LimitOrderBook.NO_PRICE, book.bestBid());
    }

    @Test
    void shouldFollowPricesWhenOrdersComeAndGo()
    {
        apply(book, OrderEvent.NEW, 1, 18, 5853300, BUY);
        apply(book, OrderEvent.NEW, 2, 18, 5853200, BUY);
        apply(book, OrderEvent.NEW, 3, 20, 5859100, SELL);
        apply(book, OrderEvent.NEW, 4, 30, 5859000, SELL);
        apply(book, OrderEvent.NEW, 5, 7, 5853300, BUY);
        assertEquals(5853300, book.bestBid());
        assertEquals(25, book.sharesAt(BUY, 5853300));
        assertEquals(5859000, book.bestAsk());

        apply(book, OrderEvent.PARTIAL_CANCEL, 5, 3, 5853300, BUY);
        apply(book, OrderEvent.EXECUTION, 1, 18, 5853300, BUY);
        assertEquals(4, book.sharesAt(BUY, 5853300));

        apply(book, OrderEvent.DELETE, 5, 4, 5853300, BUY);
        apply(book, OrderEvent.DELETE, 4, 30, 5859000, SELL);
        assertEquals(5853200, book.bestBid());
        assertEquals(5859100, book.bestAsk());
        assertEquals(0, book.contradictionCount());
    }

    @Test
    void shouldTouchNoOrderWhenTradesAreHiddenOrCrossed()
    {
        apply(book, OrderEvent.NEW, 1, 10, 100, BUY);
        apply(book, OrderEvent.HIDDEN_EXECUTION, 0, 40, 100, BUY);
        apply(book, OrderEvent.CROSS_TRADE, -1, 50, 100, BUY);

        assertEquals(10, book.sharesAt(BUY, 100));
        assertEquals(40, book.hiddenShares());
        assertEquals(50, book.crossedShares());
        assertEquals(0, book.unseenCount());
    }

    @Test
    void shouldTellTheTradingStateWhenAMarketHaltsAndResumes()
    {
        assertEquals(TradingState.TRADING, book.state());
        apply(book, OrderEvent.HALT, 0, 0, -1, SELL);
        assertEquals(TradingState.HALTED, book.state());
        apply(book, OrderEvent.HALT, 0, 0, 0, SELL);
        assertEquals(TradingState.QUOTING, book.state());
        apply(book, OrderEvent.HALT, 0, 0, 1, SELL);
        assertEquals(TradingState.TRADING, book.state());
    }

    @Test
    void shouldHaveAnotherHashWhenOrdersOfOnePriceCameInAnotherOrder()
    {
        final LimitOrderBook other = new LimitOrderBook();
        apply(book, OrderEvent.NEW, 1, 10, 100, BUY);
        apply(book, OrderEvent.NEW, 2, 10, 100, BUY);
        apply(other, OrderEvent.NEW, 2, 10, 100, BUY);
        apply(other, OrderEvent.NEW, 1, 10, 100, BUY);

        assertNotEquals(book.stateHash(), other.stateHash());
    }

    @Test
    void shouldHaveAnotherHashWhenOneShareDiffersOrAnEventIsMissing()
    {
        final LimitOrderBook fewer = new LimitOrderBook();
        final LimitOrderBook silent = new LimitOrderBook();
        apply(book, OrderEvent.NEW, 1, 10, 100, BUY);
        apply(fewer, OrderEvent.NEW, 1, 9, 100, BUY);
        apply(silent, OrderEvent.NEW, 1, 10, 100, BUY);
        assertEquals(book.stateHash(), silent.stateHash());

        apply(book, OrderEvent.HIDDEN_EXECUTION, 0, 1, 100, BUY);
        apply(fewer, OrderEvent.HIDDEN_EXECUTION, 0, 1, 100, BUY);
        assertNotEquals(book.stateHash(), silent.stateHash());
        assertNotEquals(book.stateHash(), fewer.stateHash());
    }

    @Test
    void shouldHaveTheSameHashWhenTheMapGrewAnotherWay()
    {
        final LimitOrderBook grown = new LimitOrderBook();
        for (int i = 0; i < 50; i++)
        {
            apply(book, OrderEvent.NEW, 1_000_000 + i, 10, 50 + i, BUY);
            apply(grown, OrderEvent.NEW, 1_000_000 + i, 10, 50 + i, BUY);
        }

        for (int i = 0; i < 10_000; i++)
        {
            apply(book, OrderEvent.NEW, i + 1, 10, 100 + i, SELL);
            apply(book, OrderEvent.DELETE, i + 1, 10, 100 + i, SELL);
            apply(grown, OrderEvent.NEW, i + 1, 10, 100 + i, SELL);
        }

        for (int i = 0; i < 10_000; i++)
        {
            apply(grown, OrderEvent.DELETE, i + 1, 10, 100 + i, SELL);
        }

        assertEquals(book.stateHash(), grown.stateHash());
    }

    private void apply(
        final LimitOrderBook to, final int type, final long orderId, final int size, final long price, final int direction)
    {
        to.apply(event.set(0, type, orderId, size, price, direction));
    }
}

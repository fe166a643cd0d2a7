package io.belay.bench.book;

import io.belay.bench.flow.OrderEvent;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The book of one market, as its order events say. Of one thread; allocates nothing once it has had its largest size.
 * <p>
 * It follows what an exchange did and decides nothing itself. A recording begins in the middle of a day, so events of
 * orders that it has never seen are normal: they are counted and change no price. An event that contradicts the book
 * (a second order with the id of one that rests, more shares taken than there are) is counted as a contradiction; the
 * book then keeps what is certain: the first order stays, and an order never has fewer than 0 shares.
 */
public final class LimitOrderBook
{
    /** What {@link #bestBid()} and {@link #bestAsk()} answer for an empty side. */
    public static final long NO_PRICE = 0;

    private final Long2ObjectHashMap<RestingOrder> orders = new Long2ObjectHashMap<>();
    private final PriceLadder bids = new PriceLadder(OrderEvent.BUY);
    private final PriceLadder asks = new PriceLadder(OrderEvent.SELL);
    private RestingOrder free;
    private long eventCount;
    private long unseenCount;
    private long contradictionCount;
    private long tradedShares;
    private long hiddenShares;
    private long crossedShares;
    private TradingState state = TradingState.TRADING;

    /** Whether a market trades. */
    public enum TradingState
    {
        /** Orders are executed. */
        TRADING(1),
        /** Nothing happens. */
        HALTED(-1),
        /** Orders are taken but not executed. */
        QUOTING(0);

        private final int code;

        TradingState(final int code)
        {
            this.code = code;
        }

        static TradingState of(final long code)
        {
            return 0 == code ? QUOTING : code < 0 ? HALTED : TRADING;
        }
    }

    /**
     * Follows one event.
     *
     * @param event of this market, in order.
     * @throws IllegalArgumentException when its type is unknown.
     */
    public void apply(final OrderEvent event)
    {
        eventCount++;
        switch (event.type())
        {
            case OrderEvent.NEW -> place(event);
            case OrderEvent.PARTIAL_CANCEL -> take(event, false);
            case OrderEvent.DELETE -> delete(event);
            case OrderEvent.EXECUTION -> take(event, true);
            case OrderEvent.HIDDEN_EXECUTION -> hiddenShares += event.size();
            case OrderEvent.CROSS_TRADE -> crossedShares += event.size();
            case OrderEvent.HALT -> state = TradingState.of(event.price());
            default -> throw new IllegalArgumentException("unknown type of event: " + event);
        }
    }

    private void place(final OrderEvent event)
    {
        if (orders.containsKey(event.orderId()))
        {
            contradictionCount++;

            return;
        }

        final RestingOrder order = null == free ? new RestingOrder() : free;
        free = order.nextFree;
        order.nextFree = null;
        order.price = event.price();
        order.shares = event.size();
        order.direction = event.direction();
        order.priority = eventCount;
        orders.put(event.orderId(), order);
        side(order).add(order.price, order.shares);
    }

    private void take(final OrderEvent event, final boolean isTrade)
    {
        if (isTrade)
        {
            tradedShares += event.size();
        }

        final RestingOrder order = orders.get(event.orderId());
        if (null == order)
        {
            unseenCount++;

            return;
        }

        if (order.shares < event.size())
        {
            contradictionCount++;
        }

        reduce(event.orderId(), order, Math.min(order.shares, event.size()));
    }

    private void delete(final OrderEvent event)
    {
        final RestingOrder order = orders.get(event.orderId());
        if (null == order)
        {
            unseenCount++;

            return;
        }

        if (order.shares != event.size())
        {
            contradictionCount++;
        }

        reduce(event.orderId(), order, order.shares);
    }

    private void reduce(final long orderId, final RestingOrder order, final int shares)
    {
        side(order).remove(order.price, shares);
        order.shares -= shares;
        if (0 == order.shares)
        {
            orders.remove(orderId);
            order.nextFree = free;
            free = order;
        }
    }

    private PriceLadder side(final RestingOrder order)
    {
        return OrderEvent.BUY == order.direction ? bids : asks;
    }

    /**
     * Hashes the whole state: each resting order with its place in its queue, and every count. The sum over the orders
     * does not depend on the order in which a hash map lists them.
     *
     * @return 64 bits.
     */
    public long stateHash()
    {
        final StateHash hash = new StateHash();
        final long[] ofOrders = new long[1];
        orders.forEachLong((orderId, order) -> ofOrders[0] += hash.begin()
            .add(orderId)
            .add(order.price)
            .add(order.shares)
            .add(order.direction)
            .add(order.priority)
            .value());

        return hash.begin()
            .add(ofOrders[0])
            .add(orders.size())
            .add(eventCount)
            .add(unseenCount)
            .add(contradictionCount)
            .add(tradedShares)
            .add(hiddenShares)
            .add(crossedShares)
            .add(state.code)
            .value();
    }

    /**
     * @return highest price that somebody offers to buy at, {@link #NO_PRICE} when there is none.
     */
    public long bestBid()
    {
        return bids.bestPrice(NO_PRICE);
    }

    /**
     * @return lowest price that somebody offers to sell at, {@link #NO_PRICE} when there is none.
     */
    public long bestAsk()
    {
        return asks.bestPrice(NO_PRICE);
    }

    /**
     * @param direction of the side.
     * @param price     to look at.
     * @return how many shares rest there.
     */
    public long sharesAt(final int direction, final long price)
    {
        return (OrderEvent.BUY == direction ? bids : asks).sharesAt(price);
    }

    /**
     * @return how many orders rest.
     */
    public int orderCount()
    {
        return orders.size();
    }

    /**
     * @return how many prices have shares, on both sides.
     */
    public int depth()
    {
        return bids.depth() + asks.depth();
    }

    /**
     * @return how many events were followed.
     */
    public long eventCount()
    {
        return eventCount;
    }

    /**
     * @return how many events were of orders never seen.
     */
    public long unseenCount()
    {
        return unseenCount;
    }

    /**
     * @return how many events contradicted the book.
     */
    public long contradictionCount()
    {
        return contradictionCount;
    }

    /**
     * @return shares of visible orders that were executed.
     */
    public long tradedShares()
    {
        return tradedShares;
    }

    /**
     * @return shares of hidden orders that were executed.
     */
    public long hiddenShares()
    {
        return hiddenShares;
    }

    /**
     * @return shares traded in auctions.
     */
    public long crossedShares()
    {
        return crossedShares;
    }

    /**
     * @return whether the market trades.
     */
    public TradingState state()
    {
        return state;
    }
}

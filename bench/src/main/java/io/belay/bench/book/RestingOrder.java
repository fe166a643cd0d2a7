package io.belay.bench.book;

/**
 * A limit order in a book. Reused, so that the book allocates nothing in steady state.
 */
final class RestingOrder
{
    long price;
    int shares;
    int direction;
    /** Its place in the queue of its price: the book's count of events when it came. */
    long priority;
    /** The next unused order, while this one is unused. */
    RestingOrder nextFree;
}

package io.belay.bench.flow;

/**
 * The orders that a generator has placed and not yet taken back, in no particular order.
 */
final class LiveOrders
{
    private final long[] ids;
    private final long[] prices;
    private final int[] sizes;
    private final byte[] directions;
    private int count;

    LiveOrders(final int countMax)
    {
        ids = new long[countMax];
        prices = new long[countMax];
        sizes = new int[countMax];
        directions = new byte[countMax];
    }

    int count()
    {
        return count;
    }

    boolean isFull()
    {
        return ids.length == count;
    }

    void add(final long id, final long price, final int size, final int direction)
    {
        ids[count] = id;
        prices[count] = price;
        sizes[count] = size;
        directions[count++] = (byte)direction;
    }

    /** Takes shares off an order; one without shares is gone, and the last order takes its place. */
    void reduce(final int index, final int shares)
    {
        sizes[index] -= shares;
        if (0 == sizes[index])
        {
            count--;
            ids[index] = ids[count];
            prices[index] = prices[count];
            sizes[index] = sizes[count];
            directions[index] = directions[count];
        }
    }

    /** Whether the first is nearer to the market than the second; false when they are on different sides. */
    boolean isBetter(final int first, final int second)
    {
        return directions[first] == directions[second] &&
            directions[first] * (prices[first] - prices[second]) > 0;
    }

    long id(final int index)
    {
        return ids[index];
    }

    long price(final int index)
    {
        return prices[index];
    }

    int size(final int index)
    {
        return sizes[index];
    }

    int direction(final int index)
    {
        return directions[index];
    }
}

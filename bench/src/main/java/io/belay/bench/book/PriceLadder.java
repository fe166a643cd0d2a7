package io.belay.bench.book;

import java.util.Arrays;

/**
 * The prices of one side of a book with the shares that rest there, the best price last: most changes are near it, so
 * little has to be moved.
 */
final class PriceLadder
{
    private static final int CAPACITY_MIN = 64;

    private final int direction;
    private long[] keys = new long[CAPACITY_MIN];
    private long[] shares = new long[CAPACITY_MIN];
    private int count;

    /**
     * @param direction of the orders: higher prices are better for buyers, lower ones for sellers.
     */
    PriceLadder(final int direction)
    {
        this.direction = direction;
    }

    void add(final long price, final long moreShares)
    {
        final long key = price * direction;
        final int found = Arrays.binarySearch(keys, 0, count, key);
        if (found >= 0)
        {
            shares[found] += moreShares;

            return;
        }

        if (count == keys.length)
        {
            keys = Arrays.copyOf(keys, 2 * count);
            shares = Arrays.copyOf(shares, 2 * count);
        }

        final int at = -found - 1;
        System.arraycopy(keys, at, keys, at + 1, count - at);
        System.arraycopy(shares, at, shares, at + 1, count - at);
        keys[at] = key;
        shares[at] = moreShares;
        count++;
    }

    /** Takes away shares that are there; a price without shares is gone. */
    void remove(final long price, final long fewerShares)
    {
        final int at = Arrays.binarySearch(keys, 0, count, price * direction);
        if (at < 0 || shares[at] < fewerShares)
        {
            throw new IllegalStateException("at price " + price + " rest " + (at < 0 ? 0 : shares[at]) +
                " shares, not the " + fewerShares + " to be taken away");
        }

        shares[at] -= fewerShares;
        if (0 == shares[at])
        {
            count--;
            System.arraycopy(keys, at + 1, keys, at, count - at);
            System.arraycopy(shares, at + 1, shares, at, count - at);
        }
    }

    int depth()
    {
        return count;
    }

    long bestPrice(final long whenEmpty)
    {
        return 0 == count ? whenEmpty : keys[count - 1] * direction;
    }

    long sharesAt(final long price)
    {
        final int at = Arrays.binarySearch(keys, 0, count, price * direction);

        return at < 0 ? 0 : shares[at];
    }
}

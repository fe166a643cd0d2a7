package io.belay.replication;

import io.belay.journal.EpochChain;

/**
 * Compares two histories of one market by their chains of epochs.
 * <p>
 * An epoch has one maker, who writes its entries once. So two histories agree in an epoch that begins at the same
 * position in both, as far as both have it, and differ from the first epoch on that they do not share.
 */
final class CommonPoint
{
    private CommonPoint()
    {
    }

    /**
     * How many epochs, from the oldest on, two histories share.
     *
     * @param a one chain.
     * @param b the other chain.
     * @return the count.
     */
    static int sharedEpochs(final EpochChain a, final EpochChain b)
    {
        final int limit = Math.min(a.size(), b.size());
        int count = 0;
        while (count < limit && a.epoch(count) == b.epoch(count) && a.position(count) == b.position(count))
        {
            count++;
        }

        return count;
    }

    /**
     * The last position at which two histories hold the same entry.
     *
     * @param a     one chain.
     * @param lastA last position of its history.
     * @param b     the other chain.
     * @param lastB last position of its history.
     * @return the position, 0 when they share nothing.
     */
    static long position(final EpochChain a, final long lastA, final EpochChain b, final long lastB)
    {
        final int shared = sharedEpochs(a, b);

        return 0 == shared ? 0 : Math.min(endOfShared(a, shared, lastA), endOfShared(b, shared, lastB));
    }

    private static long endOfShared(final EpochChain chain, final int shared, final long last)
    {
        return shared < chain.size() ? chain.position(shared) - 1 : last;
    }
}

package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.wire.Epoch;

/**
 * Compares two histories of one market by their chains of epochs.
 * <p>
 * An epoch has one maker, who writes its entries once. So two histories agree in an epoch that begins at the same
 * position in both, as far as both have it, and differ from the first epoch on that they do not share. A chain may be
 * stated by its newest epochs alone: the comparison begins with the oldest one that both state.
 */
final class CommonPoint
{
    private CommonPoint()
    {
    }

    /**
     * The newest epoch of one history that another one has, too.
     *
     * @param a one chain.
     * @param b the other chain.
     * @return its index in {@code a}, -1 when they share none.
     */
    static int newestShared(final EpochChain a, final EpochChain b)
    {
        if (a.isEmpty() || b.isEmpty())
        {
            return -1;
        }

        final int firstInA = a.indexOf(b.epoch(0));
        int i = Math.max(0, firstInA);
        int j = firstInA >= 0 ? 0 : Math.max(0, b.indexOf(a.epoch(0)));
        final int first = i;
        while (i < a.size() && j < b.size() && a.epoch(i) == b.epoch(j) && a.position(i) == b.position(j))
        {
            i++;
            j++;
        }

        return i > first ? i - 1 : -1;
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
        final int shared = newestShared(a, b);

        return shared < 0 ? 0 : Math.min(endOf(a, shared, lastA), endOf(b, b.indexOf(a.epoch(shared)), lastB));
    }

    private static long endOf(final EpochChain chain, final int index, final long last)
    {
        return index + 1 < chain.size() ? chain.position(index + 1) - 1 : last;
    }

    /**
     * Whether a replica's history cannot be what an owner's was, or will be: it holds an established epoch that the
     * owner lacks though the owner has later ones. An owner that has merely less, because its journal lost something,
     * takes that back; and an owner that states only later epochs than the replica has may still have the others.
     *
     * @param own    the replica's chain.
     * @param owners the owner's chain, as far as it was stated.
     * @return true when nothing may be superseded there.
     */
    static boolean isAnother(final EpochChain own, final EpochChain owners)
    {
        final int shared = newestShared(own, owners);
        final boolean isOwnersPrefix =
            owners.isEmpty() || (shared >= 0 && owners.epoch(owners.size() - 1) == own.epoch(shared));

        return !isOwnersPrefix && !isOlder(own, owners) &&
            isEstablishedFrom(own, shared < 0 ? 0 : own.position(shared) + 1);
    }

    /**
     * The newest epoch that is known to be established in one of two histories, where one goes on from the other.
     *
     * @param own    a replica's chain.
     * @param owners an owner's chain, as far as it was stated.
     * @return its number; of the replica's chain when the histories differ; {@link Epoch#NONE} when there is none.
     */
    static long newestEstablished(final EpochChain own, final EpochChain owners)
    {
        final int mine = own.newestEstablished();
        final int theirs = owners.newestEstablished();
        if (mine < 0)
        {
            return theirs < 0 ? Epoch.NONE : owners.epoch(theirs);
        }

        final int shared = owners.indexOf(own.epoch(mine));
        if (shared >= 0)
        {
            return owners.epoch(Math.max(shared, theirs));
        }

        return theirs >= 0 && isOlder(own, owners) ? owners.epoch(theirs) : own.epoch(mine);
    }

    /**
     * Whether a chain shows that a market went on without a node: it has an established epoch that the node does not
     * know to be, behind all that the node does.
     *
     * @param own    the node's chain.
     * @param others the other chain, as far as it was stated.
     * @return number of that epoch, {@link Epoch#NONE} when there is none.
     */
    static long successor(final EpochChain own, final EpochChain others)
    {
        final int theirs = others.newestEstablished();
        if (theirs < 0)
        {
            return Epoch.NONE;
        }

        final long epoch = others.epoch(theirs);
        final int known = own.indexOf(epoch);
        final boolean isNew = known < 0 || !own.isEstablished(known);

        return isNew && epoch == newestEstablished(own, others) ? epoch : Epoch.NONE;
    }

    private static boolean isOlder(final EpochChain own, final EpochChain owners)
    {
        return !own.isEmpty() && owners.position(0) > 1 && own.epoch(own.size() - 1) < owners.epoch(0);
    }

    /**
     * From which of its epochs on a replica states its chain to an owner: the newest one that both have, so that what
     * the owner may lack comes with it.
     *
     * @param own    the replica's chain.
     * @param owners the owner's chain, as far as it was stated.
     * @return index of the first epoch to state.
     */
    static int statedFrom(final EpochChain own, final EpochChain owners)
    {
        final int shared = newestShared(own, owners);
        if (shared < 0 && !owners.isEmpty() && isOlder(own, owners))
        {
            return own.firstStated();
        }

        return Math.max(0, shared);
    }

    /**
     * Whether a history holds the start of an established epoch behind a position, or at it.
     *
     * @param chain    of the history.
     * @param position first one that is looked at.
     * @return true when it does.
     */
    static boolean isEstablishedFrom(final EpochChain chain, final long position)
    {
        for (int i = chain.size() - 1; i >= 0 && chain.position(i) >= position; i--)
        {
            if (chain.isEstablished(i))
            {
                return true;
            }
        }

        return false;
    }
}

package io.belay.replication;

import io.belay.wire.Epoch;

/**
 * The numbers of one owner's epochs of one market: each new one is above all that were ever seen.
 */
final class EpochNumbers
{
    /** More attempts than one life of a process makes without keeping one. */
    private static final int LEAP = 100;

    private final int nodeId;
    private boolean hasLeapt;
    private long highest;
    private long present;

    EpochNumbers(final int nodeId, final long highestEver)
    {
        this.nodeId = nodeId;
        highest = highestEver;
        present = Epoch.next(highest, nodeId);
    }

    /**
     * The epoch that is proposed or established now.
     */
    long present()
    {
        return present;
    }

    /**
     * A number that the next epoch of this node will have, or a higher one.
     */
    long proposal()
    {
        return Epoch.next(Math.max(highest, present), nodeId);
    }

    /**
     * Before the first epoch of this process that no other node is asked about: an earlier life may have proposed
     * numbers that another disk has kept and the own one has lost. None of them may be made again.
     */
    void leap()
    {
        if (!hasLeapt)
        {
            hasLeapt = true;
            for (int i = 0; i < LEAP; i++)
            {
                highest = Epoch.next(highest, nodeId);
            }
        }
    }

    boolean isOwn(final long epoch)
    {
        return Epoch.nodeId(epoch) == nodeId;
    }

    /** A number that no maker can have made is damage, not an epoch. */
    void note(final long epoch)
    {
        if (epoch >= 0 && Epoch.counter(epoch) < Epoch.counter(Long.MAX_VALUE))
        {
            highest = Math.max(highest, epoch);
        }
    }

    void next()
    {
        highest = Math.max(highest, present);
        present = Epoch.next(highest, nodeId);
    }
}

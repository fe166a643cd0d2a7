package io.belay.replication;

import io.belay.wire.Epoch;

/**
 * The numbers of one owner's epochs of one market: each new one is above all that were ever seen.
 */
final class EpochNumbers
{
    private final int nodeId;
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

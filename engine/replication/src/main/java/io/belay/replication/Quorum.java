package io.belay.replication;

/**
 * Counts replicas: the position that is durable on W of them. Pure arithmetic over the acks of matched sessions.
 */
final class Quorum
{
    private Quorum()
    {
    }

    /**
     * The committed position of a market.
     *
     * @param w       how many disks a frame must be on.
     * @param own     the owner's own journal.
     * @param standby the other replica, or null when the market has none.
     * @return the highest position that is durable on W replicas with different journals; 0 when none is.
     */
    static long committedPosition(final int w, final ReplicaSlot own, final ReplicaSlot standby)
    {
        final long ownPosition = own.isMatched() ? own.ackedPosition : 0;
        if (1 == w)
        {
            return ownPosition; // A standby that catches up must not count alone: see rule R11.
        }

        if (null == standby || !standby.isMatched() || standby.journalId == own.journalId)
        {
            return 0;
        }

        return Math.min(ownPosition, standby.ackedPosition);
    }
}

package io.belay.replication;

import io.belay.sbe.wal.Alone;
import io.belay.sbe.wal.Claim;

/**
 * What an epoch says of who keeps a market: the content of its EpochStart, as its owner wants it.
 *
 * @param claim          by what right this node owns the market.
 * @param w              on how many disks a frame must be.
 * @param standbyNodeId  that holds the second copy, {@link OwnerLink#SOLO} when W is 1.
 * @param alone          who may go on alone.
 * @param releasedNodeId the standby that must accept, durably, that it is none any more; {@link OwnerLink#SOLO} for
 *                       nobody.
 * @param lossAccepted   whether an operator forced the promotion.
 * @param vouched        whether an operator vouched that the disk of the standby before is wiped.
 */
record Term(
    Claim claim,
    int w,
    int standbyNodeId,
    Alone alone,
    int releasedNodeId,
    boolean lossAccepted,
    boolean vouched)
{
    /** Two disks. */
    static Term pair(final Claim claim, final int standbyNodeId, final boolean degrades)
    {
        return new Term(
            claim, 2, standbyNodeId, degrades ? Alone.OWNER : Alone.STANDBY, OwnerLink.SOLO, false, false);
    }

    /** One disk. */
    static Term solo(final Claim claim)
    {
        return new Term(claim, 1, OwnerLink.SOLO, Alone.OWNER, OwnerLink.SOLO, Claim.FORCED == claim, false);
    }

    /** One disk, once the standby has accepted it. */
    static Term release(final int standbyNodeId)
    {
        return new Term(Claim.OWNS, 1, OwnerLink.SOLO, Alone.OWNER, standbyNodeId, false, false);
    }

    /** One disk, though the standby cannot be asked: its disk will be wiped. */
    static Term releaseVouched()
    {
        return new Term(Claim.OWNS, 1, OwnerLink.SOLO, Alone.OWNER, OwnerLink.SOLO, false, true);
    }

    /** On whose WAL stream the term begins. */
    int linkNodeId()
    {
        return OwnerLink.SOLO == standbyNodeId ? releasedNodeId : standbyNodeId;
    }

    /** How many disks must hold the start of the epoch before it is established. */
    int establishingW()
    {
        return OwnerLink.SOLO == linkNodeId() ? 1 : 2;
    }

    /** The same, by the right of the owner that it made. */
    Term again()
    {
        return new Term(Claim.OWNS, w, standbyNodeId, alone, releasedNodeId, false, vouched);
    }
}

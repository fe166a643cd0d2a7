package io.belay.replication.snapshot;

/**
 * What a node says of its markets to those who ask for snapshots. Called on the thread of the snapshots; an answer may
 * be a little old.
 */
public interface KeptMarkets
{
    /**
     * @return id of this node's journal.
     */
    long journalId();

    /**
     * @param marketId of a market.
     * @return whether it is configured here.
     */
    boolean isKnown(long marketId);

    /**
     * @param marketId of a known market.
     * @return whether this node owns it or stands by for it, so that what it stores is of use to others.
     */
    boolean isKept(long marketId);

    /**
     * @param marketId of a known market.
     * @return highest epoch that this node has accepted.
     */
    long fenceEpoch(long marketId);

    /**
     * @param marketId of a known market.
     * @return highest txid that is known to be committed.
     */
    long committedTxid(long marketId);

    /**
     * @param marketId of a known market.
     * @return lowest txid from which on all frames are in the journal; one above the last when it holds none.
     */
    long firstRetainedTxid(long marketId);
}

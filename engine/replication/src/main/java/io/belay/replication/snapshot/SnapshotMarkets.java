package io.belay.replication.snapshot;

import io.belay.journal.SnapshotHead;
import io.belay.journal.StoredSnapshot;
import io.belay.sbe.client.SnapshotCode;

/**
 * What a node knows of a market whose application hands over a snapshot, and does with one that is stored. Called on
 * the thread of the snapshots.
 */
public interface SnapshotMarkets
{
    /**
     * Whether a client may store a snapshot now.
     *
     * @param clientSession of the client.
     * @param marketId      of the market.
     * @param txid          of the snapshot.
     * @return RECEIVED when it may; else why not: NOT_COMMITTED, NOT_OWNER, UNKNOWN_MARKET or CLOSING.
     */
    SnapshotCode check(long clientSession, long marketId, long txid);

    /**
     * What a standby needs beside the bytes. It may have to be looked for in the journal, a piece with each call.
     *
     * @param marketId of the market.
     * @param txid     of the snapshot, committed.
     * @return the head, or null when it is not found yet.
     * @throws io.belay.journal.SnapshotException with GONE when the frame of that txid is held no more.
     */
    SnapshotHead head(long marketId, long txid);

    /**
     * Tells the market by a SnapshotMark. Called again until that is committed; also by a later life of the node it is
     * not called for what an earlier one has stored.
     *
     * @param snapshot that is durable on this node.
     * @return whether it is told.
     */
    boolean announce(StoredSnapshot snapshot);
}

package io.belay.journal;

import java.util.List;

/**
 * Where a node keeps the snapshots of its markets: each is wholly there and durable, or not at all. The storage seam,
 * so that a simulated one can stand in its place.
 * <p>
 * Of any thread; each writer, receipt and reader that it makes is of one thread. What fails throws
 * {@link SnapshotException}.
 */
public interface SnapshotStore
{
    /**
     * @param marketId of the market.
     * @return its snapshots, the newest first.
     */
    List<StoredSnapshot> list(long marketId);

    /**
     * @param marketId of the market.
     * @param fromTxid lowest txid whose state is of use.
     * @return the newest snapshot at or after that txid, or null.
     */
    StoredSnapshot newest(long marketId, long fromTxid);

    /**
     * @param snapshot that is stored here.
     * @return what stands before its bytes.
     */
    SnapshotHead head(StoredSnapshot snapshot);

    /**
     * Opens a snapshot for reading. It is not deleted before the reader is closed.
     *
     * @param snapshot that was listed.
     * @return a reader; the caller closes it.
     */
    SnapshotReader open(StoredSnapshot snapshot);

    /**
     * Begins to store what an application hands over.
     *
     * @param head        of the snapshot.
     * @param bytesLength of the application's bytes, or {@link SnapshotHead#LENGTH_UNKNOWN}.
     * @return a writer; the caller commits and closes it.
     */
    SnapshotWriter begin(SnapshotHead head, long bytesLength);

    /**
     * Begins to store a copy of another node's snapshot, from its first byte. What there is of an earlier copy that
     * was not completed is deleted.
     *
     * @param marketId    of the market.
     * @param headSha256  its name.
     * @param headLength  length of its head, in bytes.
     * @param totalLength length of the whole, in bytes.
     * @return an empty receipt; the caller closes it.
     */
    SnapshotReceipt receive(long marketId, Sha256 headSha256, int headLength, long totalLength);

    /**
     * Goes on with a copy that was not completed, also one from before a restart.
     *
     * @param marketId of the market.
     * @return a receipt with what is there, which must be {@link SnapshotReceipt#rehash rehashed} first, or null when
     *     there is none; the caller closes it.
     */
    SnapshotReceipt resume(long marketId);
}

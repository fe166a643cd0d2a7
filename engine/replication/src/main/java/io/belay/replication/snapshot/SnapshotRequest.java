package io.belay.replication.snapshot;

import io.belay.journal.Sha256;

/**
 * Asks for a snapshot, or for more of one.
 *
 * @param fromNodeId     that asks.
 * @param toNodeId       that is asked.
 * @param marketId       of the market.
 * @param epoch          highest that the asker has accepted.
 * @param fromTxid       lowest txid whose state is of use.
 * @param journalId      of the asker.
 * @param session        of the asker: a new one begins anew at the offset, the same one moves the window.
 * @param offset         all before it is there.
 * @param chunkLengthMax longest chunk, in bytes.
 * @param windowLength   how many bytes may be sent from the offset on.
 * @param headSha256     name of the snapshot whose beginning is there, or null.
 */
public record SnapshotRequest(
    int fromNodeId,
    int toNodeId,
    long marketId,
    long epoch,
    long fromTxid,
    long journalId,
    long session,
    long offset,
    long chunkLengthMax,
    long windowLength,
    Sha256 headSha256)
{
    /** Whether any answer but a refusal could follow. */
    boolean makesSense()
    {
        return chunkLengthMax > 0 && windowLength > 0 && offset >= 0 && fromTxid >= 0 &&
            (0 == offset || null != headSha256);
    }
}

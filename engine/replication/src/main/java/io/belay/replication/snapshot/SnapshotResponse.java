package io.belay.replication.snapshot;

import io.belay.journal.Sha256;
import io.belay.sbe.wal.ResponseCode;

/**
 * An answer to a {@link SnapshotRequest}; the bytes of a chunk are handed over beside it.
 *
 * @param code        what it means.
 * @param fromNodeId  that was asked.
 * @param toNodeId    that asked.
 * @param marketId    of the market.
 * @param epoch       highest that the answering node has accepted.
 * @param position    of the snapshot, 0 without one.
 * @param txid        of the snapshot; without one the last that is committed.
 * @param journalId   of the answering node.
 * @param session     that asked.
 * @param offset      where the chunk begins.
 * @param totalLength of the snapshot, head and all; 0 without one.
 * @param headSha256  name of the snapshot, or null.
 * @param headLength  length of the snapshot's head.
 */
public record SnapshotResponse(
    ResponseCode code,
    int fromNodeId,
    int toNodeId,
    long marketId,
    long epoch,
    long position,
    long txid,
    long journalId,
    long session,
    long offset,
    long totalLength,
    Sha256 headSha256,
    long headLength)
{
    boolean isCaughtUp()
    {
        return ResponseCode.OK == code && 0 == totalLength;
    }
}

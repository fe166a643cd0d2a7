package io.belay.replication.snapshot;

import io.belay.sbe.client.SnapshotCode;

/**
 * How far a client's snapshot has come, or how it ended.
 *
 * @param code          what it means.
 * @param clientSession of the client.
 * @param correlationId of the snapshot.
 * @param marketId      of the market.
 * @param txid          of the snapshot.
 * @param nextOffset    all before it is taken.
 * @param text          why, when it was refused; else empty.
 */
public record PutAnswer(
    SnapshotCode code, long clientSession, long correlationId, long marketId, long txid, long nextOffset, String text)
{
}

package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.StateReason;
import org.agrona.DirectBuffer;

/**
 * What a replica sends to owners. Each call answers false when it cannot be sent now.
 */
interface ReplicaOutput
{
    boolean ack(
        int ownerNodeId,
        ResponseCode code,
        long marketId,
        long epoch,
        long position,
        long txid,
        long journalId,
        long session);

    boolean state(ReplicaMarket market, StateReason reason, ResponseCode code, FrameSink sink);

    boolean entry(int ownerNodeId, DirectBuffer buffer, int offset, int length);

    boolean refuse(
        int ownerNodeId,
        ResponseCode code,
        StateReason reason,
        long marketId,
        long epoch,
        long session,
        long fenceEpoch,
        int entryLengthMax,
        EpochChain chain);

    boolean heartbeat(int ownerNodeId, long journalId, long ownerInstance);
}

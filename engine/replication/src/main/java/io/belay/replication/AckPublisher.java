package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.sbe.wal.BooleanType;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.ReplicaHeartbeatEncoder;
import io.belay.sbe.wal.ReplicaStateEncoder;
import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.StateReason;
import io.belay.sbe.wal.WalFrameAckEncoder;
import io.belay.transport.OutboundStream;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Encodes what a replica sends to owners, each on the ack stream to its node.
 */
final class AckPublisher implements ReplicaOutput
{
    private static final int ACK_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + WalFrameAckEncoder.BLOCK_LENGTH;

    private final int nodeId;
    private final long replicaInstance;
    private final Int2ObjectHashMap<OutboundStream> streams = new Int2ObjectHashMap<>();
    private final ExpandableArrayBuffer staging = new ExpandableArrayBuffer(1024);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final WalFrameAckEncoder ack = new WalFrameAckEncoder();
    private final ReplicaStateEncoder state = new ReplicaStateEncoder();
    private final ReplicaHeartbeatEncoder heartbeat = new ReplicaHeartbeatEncoder();

    AckPublisher(final int nodeId, final long replicaInstance)
    {
        this.nodeId = nodeId;
        this.replicaInstance = replicaInstance;
    }

    void add(final int ownerNodeId, final OutboundStream stream)
    {
        streams.put(ownerNodeId, stream);
    }

    @Override
    public boolean ack(
        final int ownerNodeId,
        final ResponseCode code,
        final long marketId,
        final long epoch,
        final long position,
        final long txid,
        final long journalId,
        final long session)
    {
        final OutboundStream stream = streams.get(ownerNodeId);
        if (null == stream || !stream.claim(ACK_LENGTH))
        {
            return null == stream;
        }

        ack.wrapAndApplyHeader(stream.buffer(), stream.offset(), header)
            .code(code)
            .marketId(marketId)
            .epoch(epoch)
            .position(position)
            .txid(txid)
            .journalId(journalId)
            .session(session);
        stream.commit();

        return true;
    }

    @Override
    public boolean state(
        final ReplicaMarket market,
        final StateReason reason,
        final ResponseCode code,
        final FrameSink sink)
    {
        state.wrapAndApplyHeader(staging, 0, header)
            .code(code)
            .marketId(market.marketId)
            .epoch(market.sessionEpoch)
            .position(market.statedPosition())
            .txid(market.statedTxid())
            .journalId(sink.journalId())
            .session(market.statementSession)
            .fenceEpoch(market.fenceEpoch)
            .lastEpoch(market.history.lastEpoch())
            .durablePosition(market.durablePosition)
            .durableTxid(market.durableTxid)
            .durableEpoch(market.durableEpoch)
            .committedTxid(market.committedTxid())
            .lastHlc(market.history.lastHlc())
            .replicaInstance(replicaInstance)
            .replicaNodeId(nodeId)
            .reason(reason)
            .entryLengthMax(sink.entryLengthMax());

        return offerState(market.ownerNodeId, market.history.chain(), market.statedFrom, market.statedTo());
    }

    @Override
    public boolean refuse(
        final int ownerNodeId,
        final ResponseCode code,
        final StateReason reason,
        final long marketId,
        final long epoch,
        final long session,
        final long fenceEpoch,
        final int entryLengthMax,
        final EpochChain chain)
    {
        state.wrapAndApplyHeader(staging, 0, header)
            .code(code)
            .marketId(marketId)
            .epoch(epoch)
            .position(0)
            .txid(0)
            .journalId(0)
            .session(session)
            .fenceEpoch(fenceEpoch)
            .lastEpoch(0)
            .durablePosition(0)
            .durableTxid(0)
            .durableEpoch(0)
            .committedTxid(0)
            .lastHlc(0)
            .replicaInstance(replicaInstance)
            .replicaNodeId(nodeId)
            .reason(reason)
            .entryLengthMax(entryLengthMax);

        return offerState(ownerNodeId, chain, chain.firstStated(), chain.size());
    }

    private boolean offerState(final int ownerNodeId, final EpochChain chain, final int from, final int to)
    {
        final OutboundStream stream = streams.get(ownerNodeId);
        if (null == stream)
        {
            return true; // An owner that is not configured here: nowhere to answer.
        }

        final ReplicaStateEncoder.ChainEncoder element = state.chainCount(to - from);
        for (int i = from; i < to; i++)
        {
            element.next()
                .epoch(chain.epoch(i))
                .position(chain.position(i))
                .firstTxid(chain.firstTxid(i))
                .established(chain.isEstablished(i) ? BooleanType.T : BooleanType.F);
        }

        return stream.offer(staging, 0, state.limit());
    }

    @Override
    public boolean entry(final int ownerNodeId, final DirectBuffer buffer, final int offset, final int length)
    {
        final OutboundStream stream = streams.get(ownerNodeId);

        return null == stream || stream.offer(buffer, offset, length);
    }

    @Override
    public boolean heartbeat(final int ownerNodeId, final long journalId, final long ownerInstance)
    {
        final OutboundStream stream = streams.get(ownerNodeId);
        if (null == stream)
        {
            return true;
        }

        heartbeat.wrapAndApplyHeader(staging, 0, header)
            .replicaInstance(replicaInstance)
            .journalId(journalId)
            .ownerInstance(ownerInstance)
            .replicaNodeId(nodeId);

        return stream.offer(staging, 0, heartbeat.limit());
    }
}

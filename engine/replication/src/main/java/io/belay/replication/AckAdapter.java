package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.sbe.wal.BooleanType;
import io.belay.sbe.wal.MessageHeaderDecoder;
import io.belay.sbe.wal.ReplicaHeartbeatDecoder;
import io.belay.sbe.wal.ReplicaStateDecoder;
import io.belay.sbe.wal.WalFrameAckDecoder;
import io.belay.transport.MessageHandler;
import io.belay.wire.Defect;
import io.belay.wire.Entry;
import io.belay.wire.MessageGuard;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;

/**
 * Decodes what replicas send to an owner.
 */
final class AckAdapter implements MessageHandler
{
    private final OwnerCore core;
    private final NanoClock clock;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final WalFrameAckDecoder ack = new WalFrameAckDecoder();
    private final ReplicaStateDecoder state = new ReplicaStateDecoder();
    private final ReplicaHeartbeatDecoder heartbeat = new ReplicaHeartbeatDecoder();
    private final EpochChain chain = new EpochChain();

    AckAdapter(final OwnerCore core, final NanoClock clock)
    {
        this.core = core;
        this.clock = clock;
    }

    @Override
    public boolean onMessage(final DirectBuffer buffer, final int offset, final int length, final int sourceId)
    {
        final Defect defect = MessageGuard.check(buffer, offset, length);
        if (Defect.NONE != defect)
        {
            core.onReplicaDefect(defect.name());

            return true;
        }

        switch (Entry.templateId(buffer, offset))
        {
            case WalFrameAckDecoder.TEMPLATE_ID -> onAck(buffer, offset);
            case ReplicaStateDecoder.TEMPLATE_ID -> onState(buffer, offset);
            case ReplicaHeartbeatDecoder.TEMPLATE_ID -> onHeartbeat(buffer, offset);
            case Entry.WAL_FRAME, Entry.EPOCH_START, Entry.EPOCH_ESTABLISHED, Entry.SNAPSHOT_MARK, Entry.CEILING_LEASE,
                Entry.CLIENT_SESSION ->
            {
                return core.onTailEntry(buffer, offset, length, clock.nanoTime());
            }
            default -> core.onReplicaDefect("a message that no replica sends");
        }

        return true;
    }

    private void onAck(final DirectBuffer buffer, final int offset)
    {
        ack.wrapAndApplyHeader(buffer, offset, header);
        core.onAck(
            ack.code(),
            ack.marketId(),
            ack.epoch(),
            ack.position(),
            ack.journalId(),
            ack.session(),
            clock.nanoTime());
    }

    private void onState(final DirectBuffer buffer, final int offset)
    {
        state.wrapAndApplyHeader(buffer, offset, header);
        final long nowNs = clock.nanoTime();
        chain.clear();
        for (final ReplicaStateDecoder.ChainDecoder element : state.chain())
        {
            final long epoch = element.epoch();
            chain.add(epoch, element.position(), element.firstTxid(), 0, 0);
            if (BooleanType.T == element.established())
            {
                chain.establish(epoch);
            }
        }

        core.onStatement(
            state.replicaNodeId(),
            state.marketId(),
            state.code(),
            state.reason(),
            state.session(),
            state.fenceEpoch(),
            state.position(),
            state.txid(),
            state.journalId(),
            state.lastHlc(),
            state.entryLengthMax(),
            chain,
            nowNs);
    }

    private void onHeartbeat(final DirectBuffer buffer, final int offset)
    {
        heartbeat.wrapAndApplyHeader(buffer, offset, header);
        core.onReplicaHeartbeat(
            heartbeat.replicaNodeId(), heartbeat.replicaInstance(), heartbeat.ownerInstance(), clock.nanoTime());
    }
}

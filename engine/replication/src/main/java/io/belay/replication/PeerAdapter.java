package io.belay.replication;

import io.belay.sbe.wal.HandoverAnswerDecoder;
import io.belay.sbe.wal.HandoverRequestDecoder;
import io.belay.sbe.wal.MessageHeaderDecoder;
import io.belay.sbe.wal.OwnerHelloDecoder;
import io.belay.sbe.wal.PassDecoder;
import io.belay.transport.MessageHandler;
import io.belay.wire.Defect;
import io.belay.wire.Entry;
import io.belay.wire.MessageGuard;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;

/**
 * Decodes what other nodes' owner agents say.
 */
final class PeerAdapter implements MessageHandler
{
    private final OwnerCore core;
    private final NanoClock clock;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final HandoverRequestDecoder request = new HandoverRequestDecoder();
    private final PassDecoder pass = new PassDecoder();
    private final OwnerHelloDecoder hello = new OwnerHelloDecoder();
    private final HandoverAnswerDecoder answer = new HandoverAnswerDecoder();

    PeerAdapter(final OwnerCore core, final NanoClock clock)
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
            core.onPeerDefect(defect.name());

            return true;
        }

        switch (Entry.templateId(buffer, offset))
        {
            case HandoverRequestDecoder.TEMPLATE_ID -> onRequest(buffer, offset);
            case PassDecoder.TEMPLATE_ID -> onPass(buffer, offset);
            case HandoverAnswerDecoder.TEMPLATE_ID -> onAnswer(buffer, offset);
            case OwnerHelloDecoder.TEMPLATE_ID -> onHello(buffer, offset);
            default -> core.onPeerDefect("a message that no node sends to another");
        }

        return true;
    }

    private void onRequest(final DirectBuffer buffer, final int offset)
    {
        request.wrapAndApplyHeader(buffer, offset, header);
        if (request.toNodeId() == core.config().nodeId())
        {
            core.onHandoverRequest(request.handover(), request.marketId(), request.fromNodeId());
        }
    }

    private void onHello(final DirectBuffer buffer, final int offset)
    {
        hello.wrapAndApplyHeader(buffer, offset, header);
        if (hello.toNodeId() == core.config().nodeId())
        {
            core.onHello(hello.marketId(), hello.epoch(), clock.nanoTime());
        }
    }

    private void onPass(final DirectBuffer buffer, final int offset)
    {
        pass.wrapAndApplyHeader(buffer, offset, header);
        if (pass.toNodeId() == core.config().nodeId())
        {
            core.onPass(
                pass.handover(), pass.marketId(), pass.fromNodeId(), pass.lastPosition(), pass.lastTxid());
        }
    }

    private void onAnswer(final DirectBuffer buffer, final int offset)
    {
        answer.wrapAndApplyHeader(buffer, offset, header);
        if (answer.toNodeId() == core.config().nodeId())
        {
            core.onHandoverAnswer(answer.handover(), answer.marketId(), answer.code(), clock.nanoTime());
        }
    }
}

package io.belay.replication;

import io.belay.sbe.wal.HandoverAnswerEncoder;
import io.belay.sbe.wal.HandoverCode;
import io.belay.sbe.wal.HandoverRequestEncoder;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.OwnerHelloEncoder;
import io.belay.sbe.wal.PassEncoder;
import io.belay.transport.OutboundStream;
import org.agrona.ExpandableArrayBuffer;

/**
 * Encodes what one node's owner agent says to another's. Each call answers false when there is no room now.
 */
final class PeerPublisher
{
    private final int selfNodeId;
    private final int nodeId;
    private final OutboundStream stream;
    private final ExpandableArrayBuffer staging = new ExpandableArrayBuffer(128);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final HandoverRequestEncoder request = new HandoverRequestEncoder();
    private final PassEncoder pass = new PassEncoder();
    private final OwnerHelloEncoder hello = new OwnerHelloEncoder();
    private final HandoverAnswerEncoder answer = new HandoverAnswerEncoder();

    PeerPublisher(final int selfNodeId, final int nodeId, final OutboundStream stream)
    {
        this.selfNodeId = selfNodeId;
        this.nodeId = nodeId;
        this.stream = stream;
    }

    int nodeId()
    {
        return nodeId;
    }

    boolean handoverRequest(final long handover, final long marketId)
    {
        request.wrapAndApplyHeader(staging, 0, header)
            .handover(handover)
            .marketId(marketId)
            .fromNodeId(selfNodeId)
            .toNodeId(nodeId);

        return stream.offer(staging, 0, request.limit());
    }

    boolean pass(final long handover, final OwnerMarket market)
    {
        pass.wrapAndApplyHeader(staging, 0, header)
            .handover(handover)
            .marketId(market.marketId())
            .epoch(market.epoch())
            .lastPosition(market.history().lastPosition())
            .lastTxid(market.history().lastTxid())
            .ceiling(market.history().ceilingMs())
            .fromNodeId(selfNodeId)
            .toNodeId(nodeId);

        return stream.offer(staging, 0, pass.limit());
    }

    boolean hello(final long marketId, final long epoch)
    {
        hello.wrapAndApplyHeader(staging, 0, header)
            .marketId(marketId)
            .epoch(epoch)
            .fromNodeId(selfNodeId)
            .toNodeId(nodeId);

        return stream.offer(staging, 0, hello.limit());
    }

    boolean handoverAnswer(final long handover, final long marketId, final long epoch, final HandoverCode code)
    {
        answer.wrapAndApplyHeader(staging, 0, header)
            .code(code)
            .handover(handover)
            .marketId(marketId)
            .epoch(epoch)
            .fromNodeId(selfNodeId)
            .toNodeId(nodeId);

        return stream.offer(staging, 0, answer.limit());
    }
}

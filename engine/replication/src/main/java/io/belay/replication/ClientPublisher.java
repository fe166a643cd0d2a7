package io.belay.replication;

import io.belay.sbe.client.BooleanType;
import io.belay.sbe.client.CommandAnswerEncoder;
import io.belay.sbe.client.CommandCode;
import io.belay.sbe.client.MarketOpenedEncoder;
import io.belay.sbe.client.MessageHeaderEncoder;
import io.belay.sbe.client.OutcomeEncoder;
import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.RefusalCode;
import io.belay.sbe.client.SessionClosedEncoder;
import io.belay.sbe.client.SessionOpenedEncoder;
import io.belay.transport.OutboundStream;
import org.agrona.ExpandableArrayBuffer;

/**
 * Encodes what a node sends to its clients. Each call answers false when there is no room now.
 */
final class ClientPublisher
{
    private static final int OUTCOME_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + OutcomeEncoder.BLOCK_LENGTH;

    private final ExpandableArrayBuffer staging = new ExpandableArrayBuffer(512);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OutcomeEncoder outcome = new OutcomeEncoder();
    private final SessionOpenedEncoder sessionOpened = new SessionOpenedEncoder();
    private final CommandAnswerEncoder commandAnswer = new CommandAnswerEncoder();
    private final MarketOpenedEncoder marketOpened = new MarketOpenedEncoder();
    private final SessionClosedEncoder sessionClosed = new SessionClosedEncoder();

    boolean durable(
        final ClientSession session,
        final OwnerMarket market,
        final PendingAppends pending,
        final long position,
        final long nowNs)
    {
        final OutboundStream stream = session.stream;
        if (!stream.claim(OUTCOME_LENGTH))
        {
            return false;
        }

        outcome.wrapAndApplyHeader(stream.buffer(), stream.offset(), header)
            .kind(OutcomeKind.DURABLE)
            .code(RefusalCode.NONE)
            .w((short)market.w())
            .marketId(market.marketId())
            .clientSequence(pending.clientSequence(position))
            .epoch(pending.epoch(position))
            .txid(pending.txid(position))
            .hlc(pending.hlc(position))
            .ownerTimeNs(pending.ownerTimeNs(position))
            .walTimeNs(pending.walTimeNs(position))
            .journalTimeNs(pending.journalTimeNs(position))
            .standbyTimeNs(pending.standbyTimeNs(position))
            .outcomeTimeNs(nowNs)
            .repeated(pending.isRepeated(position) ? BooleanType.T : BooleanType.F);
        stream.commit();

        return true;
    }

    /** An append that was made before, and is on W disks now. Its timestamp is not kept. */
    boolean repeated(
        final ClientSession session,
        final OwnerMarket market,
        final long clientSequence,
        final long txid,
        final long epoch,
        final long nowNs)
    {
        return withoutTimes(
            session,
            OutcomeKind.DURABLE,
            RefusalCode.NONE,
            market.w(),
            market.marketId(),
            clientSequence,
            epoch,
            txid,
            BooleanType.T,
            nowNs);
    }

    boolean notDurable(
        final ClientSession session,
        final OutcomeKind kind,
        final RefusalCode code,
        final long marketId,
        final long clientSequence,
        final long nowNs)
    {
        return withoutTimes(session, kind, code, 0, marketId, clientSequence, 0, 0, BooleanType.F, nowNs);
    }

    private boolean withoutTimes(
        final ClientSession session,
        final OutcomeKind kind,
        final RefusalCode code,
        final int w,
        final long marketId,
        final long clientSequence,
        final long epoch,
        final long txid,
        final BooleanType isRepeated,
        final long nowNs)
    {
        final OutboundStream stream = session.stream;
        if (!stream.claim(OUTCOME_LENGTH))
        {
            return false;
        }

        outcome.wrapAndApplyHeader(stream.buffer(), stream.offset(), header)
            .kind(kind)
            .code(code)
            .w((short)w)
            .marketId(marketId)
            .clientSequence(clientSequence)
            .epoch(epoch)
            .txid(txid)
            .hlc(0)
            .ownerTimeNs(nowNs)
            .walTimeNs(0)
            .journalTimeNs(0)
            .standbyTimeNs(0)
            .outcomeTimeNs(nowNs)
            .repeated(isRepeated);
        stream.commit();

        return true;
    }

    boolean sessionOpened(
        final OutboundStream stream,
        final RefusalCode code,
        final long correlationId,
        final long sessionId,
        final long clientId,
        final OwnerConfig config)
    {
        sessionOpened.wrapAndApplyHeader(staging, 0, header)
            .code(code)
            .correlationId(correlationId)
            .clientSession(sessionId)
            .clientId(clientId)
            .frameLengthMax(config.frameLengthMax())
            .windowMax(config.clientWindowMax())
            .nodeId(config.nodeId())
            .nodeName(config.nodeName());

        return stream.offer(staging, 0, sessionOpened.limit());
    }

    boolean marketOpened(
        final ClientSession session,
        final RefusalCode code,
        final long correlationId,
        final long marketId,
        final long epoch,
        final int w,
        final int ownerNodeId,
        final String ownerName,
        final long lastSequence)
    {
        marketOpened.wrapAndApplyHeader(staging, 0, header)
            .code(code)
            .correlationId(correlationId)
            .marketId(marketId)
            .epoch(epoch)
            .w((short)w)
            .ownerNodeId(ownerNodeId)
            .incarnation(0)
            .lastSequence(lastSequence)
            .ownerName(ownerName);

        return session.stream.offer(staging, 0, marketOpened.limit());
    }

    boolean commandAnswer(
        final ClientSession session,
        final CommandCode code,
        final long correlationId,
        final long marketId,
        final long epoch,
        final long durationNs,
        final int w,
        final String text,
        final String ownerName,
        final String standbyName)
    {
        commandAnswer.wrapAndApplyHeader(staging, 0, header)
            .code(code)
            .correlationId(correlationId)
            .marketId(marketId)
            .epoch(epoch)
            .durationNs(durationNs)
            .w((short)w)
            .text(text)
            .ownerName(ownerName)
            .standbyName(standbyName);

        return session.stream.offer(staging, 0, commandAnswer.limit());
    }

    boolean sessionClosed(final ClientSession session, final RefusalCode code)
    {
        sessionClosed.wrapAndApplyHeader(staging, 0, header)
            .code(code)
            .clientSession(session.id);

        return session.stream.offer(staging, 0, sessionClosed.limit());
    }
}

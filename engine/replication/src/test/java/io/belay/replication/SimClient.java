package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

import io.belay.sbe.client.AppendEncoder;
import io.belay.sbe.client.BooleanType;
import io.belay.sbe.client.Command;
import io.belay.sbe.client.CommandAnswerDecoder;
import io.belay.sbe.client.CommandRequestEncoder;
import io.belay.sbe.client.CloseSessionEncoder;
import io.belay.sbe.client.MessageHeaderDecoder;
import io.belay.sbe.client.MessageHeaderEncoder;
import io.belay.sbe.client.OpenSessionEncoder;
import io.belay.sbe.client.OutcomeDecoder;
import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.RefusalCode;
import io.belay.sbe.client.SessionOpenedDecoder;
import io.belay.wire.Entry;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A trading process on a simulated node: appends and takes outcomes, until it dies, leaves or its node dies.
 */
final class SimClient
{
    final int id;
    final SimNode node;

    private final SimWorld world;
    private final SimChannel channel;
    private final SimStream requests;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private SimStream response;
    private long sessionId;
    private boolean isGone;
    private boolean isOrphan;
    private boolean wasBlocked;
    private int windowFullCount;
    private long commandCount;

    SimClient(final int id, final SimNode node, final SimWorld world)
    {
        this.id = id;
        this.node = node;
        this.world = world;
        channel = world.network().appendsTo(node.nodeId);
        requests = channel.open((message) -> { });
        final OpenSessionEncoder open = new OpenSessionEncoder();
        open.wrapAndApplyHeader(buffer, 0, header)
            .correlationId(id)
            .clientId(0)
            .responseStreamId(id)
            .name("c" + id);
        requests.offer(buffer, 0, open.limit());
    }

    /** The node opens the stream of this client's outcomes. */
    SimStream openResponse()
    {
        response = world.network().responses().open(this::onMessage);
        if (isGone)
        {
            response.disconnect();
        }

        return response;
    }

    boolean isReady()
    {
        return 0 != sessionId && !isGone && !isOrphan && !response.isClosed();
    }

    /** Whether it can hear outcomes; asked at the end. */
    boolean isGone()
    {
        return isGone || isOrphan;
    }

    int windowFullCount()
    {
        return windowFullCount;
    }

    SimAppend append(final long marketId)
    {
        final SimAppend append = world.ledger().append(this, marketId, !isReady());
        final byte[] bytes = append.text().getBytes(StandardCharsets.UTF_8);
        final AppendEncoder encoder = new AppendEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
            .clientSession(sessionId)
            .marketId(marketId)
            .clientSequence(append.sequence)
            .sendTimeNs(0)
            .putBytes(bytes, 0, bytes.length);
        requests.offer(buffer, 0, encoder.limit());

        return append;
    }

    void command(final Command command, final long marketId, final int nodeId)
    {
        final CommandRequestEncoder request = new CommandRequestEncoder();
        request.wrapAndApplyHeader(buffer, 0, header)
            .clientSession(sessionId)
            .correlationId(++commandCount)
            .marketId(marketId)
            .command(command)
            .lossAccepted(BooleanType.F)
            .vouched(BooleanType.F)
            .nodeName("n" + nodeId);
        requests.offer(buffer, 0, request.limit());
    }

    void block(final boolean isBlocked)
    {
        if (null != response)
        {
            wasBlocked |= isBlocked;
            response.block(isBlocked);
        }
    }

    void die()
    {
        giveUp();
        channel.sourceDied(requests);
        if (null != response)
        {
            response.disconnect();
        }
    }

    void leave()
    {
        final CloseSessionEncoder close = new CloseSessionEncoder();
        close.wrapAndApplyHeader(buffer, 0, header).clientSession(sessionId);
        requests.offer(buffer, 0, close.limit());
        giveUp();
    }

    private void giveUp()
    {
        isGone = true;
        world.ledger().abandon(this);
    }

    /** Its session is gone with the node's process; the client may not know it yet and go on in it. */
    void onNodeDied()
    {
        isOrphan = true;
        world.ledger().abandon(this);
    }

    /** A node may cut off a client only when that did not take its outcomes. */
    void check()
    {
        if (!isGone() && null != response && response.isClosed())
        {
            assertTrue(wasBlocked, () -> "client " + id + " was cut off for nothing");
            giveUp();
        }
    }

    private void onMessage(final byte[] message)
    {
        final UnsafeBuffer received = new UnsafeBuffer(message);
        final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
        if (SessionOpenedDecoder.TEMPLATE_ID == Entry.templateId(received, 0))
        {
            final SessionOpenedDecoder opened = new SessionOpenedDecoder();
            opened.wrapAndApplyHeader(received, 0, headerDecoder);
            sessionId = opened.clientSession();
        }
        else if (OutcomeDecoder.TEMPLATE_ID == Entry.templateId(received, 0))
        {
            final OutcomeDecoder outcome = new OutcomeDecoder();
            outcome.wrapAndApplyHeader(received, 0, headerDecoder);
            onOutcome(outcome);
        }
        else if (CommandAnswerDecoder.TEMPLATE_ID == Entry.templateId(received, 0))
        {
            final CommandAnswerDecoder answer = new CommandAnswerDecoder();
            answer.wrapAndApplyHeader(received, 0, headerDecoder);
            world.tally().add(answer.code() + " W=" + answer.w() + " " + answer.text());
        }
    }

    private void onOutcome(final OutcomeDecoder outcome)
    {
        world.refreshDurable();
        windowFullCount += RefusalCode.WINDOW_FULL == outcome.code() ? 1 : 0;
        final OutcomeKind kind = outcome.kind();
        final SimAppend append = world.ledger().onOutcome(
            this, outcome.clientSequence(), kind, outcome.epoch(), outcome.txid(), outcome.hlc());
        if (OutcomeKind.DURABLE == kind)
        {
            world.wire().assertDurable(append.entry, node.nodeId, outcome.w());
        }
    }
}

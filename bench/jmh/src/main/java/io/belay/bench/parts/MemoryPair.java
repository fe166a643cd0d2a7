package io.belay.bench.parts;

import io.belay.clock.HybridLogicalClock;
import io.belay.journal.MarketHistory;
import io.belay.journal.MemoryJournal;
import io.belay.replication.JournalAgent;
import io.belay.replication.MarketDefinition;
import io.belay.replication.MarketShelf;
import io.belay.replication.MessageRegistry;
import io.belay.replication.OwnerAgent;
import io.belay.replication.OwnerConfig;
import io.belay.replication.OwnerState;
import io.belay.replication.OwnerView;
import io.belay.sbe.client.AppendEncoder;
import io.belay.sbe.client.MessageHeaderDecoder;
import io.belay.sbe.client.MessageHeaderEncoder;
import io.belay.sbe.client.OpenSessionEncoder;
import io.belay.sbe.client.OutcomeDecoder;
import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.SessionOpenedDecoder;
import io.belay.transport.InboundStream;
import io.belay.transport.MemoryStreams;
import io.belay.transport.MessageHandler;
import io.belay.transport.OutboundStream;
import io.belay.transport.SourceListener;
import io.belay.wire.Entry;
import io.belay.wire.MarketId;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An owner, its own replica, a standby and a client in one thread: the agents of production over streams in memory, with
 * a clock that moves by steps and no disk. One market at W=2.
 */
final class MemoryPair
{
    private static final String NAME = "BTC-USD";
    private static final long MARKET_ID = MarketId.of(NAME);
    private static final int OWNER = 1;
    private static final int STANDBY = 2;
    private static final int STREAM_ID = 1;
    private static final int BUFFER_LENGTH = 1 << 20;
    private static final int CLAIM_LENGTH_MAX = 1 << 16;
    private static final int FRAME_LENGTH_MAX = 1 << 15;
    private static final int WINDOW = 1024;
    private static final long HEARTBEAT_NS = 100_000_000L;
    private static final long TIMEOUT_NS = 1_000_000_000L;
    private static final long STEP_NS = 1_000;
    private static final int STEPS_MAX = 1_000_000;

    private static final SourceListener DEAF = new SourceListener()
    {
        @Override
        public void onSourceAvailable(final int sourceId)
        {
            // They all stay.
        }

        @Override
        public void onSourceUnavailable(final int sourceId)
        {
            // They all stay.
        }
    };

    private final MemoryStreams streams = new MemoryStreams(BUFFER_LENGTH, CLAIM_LENGTH_MAX);
    private final OutboundStream appends = streams.outbound("appends", STREAM_ID);
    private final InboundStream outcomes = streams.inbound("outcomes", STREAM_ID, DEAF);
    private final UnsafeBuffer request = new UnsafeBuffer(new byte[FRAME_LENGTH_MAX + 256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final AppendEncoder append = new AppendEncoder();
    private final OutcomeDecoder outcome = new OutcomeDecoder();
    private final SessionOpenedDecoder opened = new SessionOpenedDecoder();
    private final MessageHandler handler = this::onMessage;
    private final OwnerAgent owner;
    private final JournalAgent ownReplica;
    private final JournalAgent standby;
    private final OwnerView view;
    private long nowNs = 1;
    private long clientSession;
    private long sequence;
    private long durable;

    /** A pair whose market is live. */
    MemoryPair()
    {
        final MarketShelf ownerShelf = new MarketShelf();
        owner = new OwnerAgent(
            new OwnerConfig(
                OWNER, "alpha", FRAME_LENGTH_MAX, WINDOW, WINDOW, HEARTBEAT_NS, TIMEOUT_NS, TIMEOUT_NS),
            1,
            () -> nowNs,
            new HybridLogicalClock(() -> nowNs / 1_000_000),
            ownerShelf,
            new MemoryJournal(101),
            (streamId) -> streams.outbound("outcomes", streamId),
            MemoryPair::fail);
        owner.addNode(STANDBY, "beta");
        owner.addAckStream(streams.inbound("own-acks", STREAM_ID, DEAF));
        owner.addAckStream(streams.inbound("standby-acks", STREAM_ID, DEAF));
        final MarketDefinition market = new MarketDefinition(NAME, MARKET_ID, OWNER, STANDBY, 2);
        owner.addLink(STANDBY, "beta", streams.outbound("wal", STREAM_ID));
        view = owner.addMarket(market, new MarketHistory(MARKET_ID));
        owner.appendStream((listener) -> streams.inbound("appends", STREAM_ID, listener));
        ownReplica = replica(OWNER, ownerShelf, "own-acks", market);
        standby = replica(STANDBY, new MarketShelf(), "standby-acks", market);
        openSession();
        for (int i = 0; OwnerState.LIVE != view.state() || 0 == clientSession; i++)
        {
            nowNs += HEARTBEAT_NS / 4;
            step(i);
        }
    }

    private JournalAgent replica(
        final int nodeId, final MarketShelf shelf, final String acks, final MarketDefinition market)
    {
        final JournalAgent replica = new JournalAgent(
            nodeId, 100 + nodeId, new MemoryReplica(1000 + nodeId), shelf, new MessageRegistry(), MemoryPair::fail);
        replica.addInbound((listener) -> streams.inbound("wal", STREAM_ID, listener));
        replica.addAckStream(OWNER, streams.outbound(acks, STREAM_ID));
        replica.addMarket(market);

        return replica;
    }

    private static void fail(final Throwable error)
    {
        throw new IllegalStateException("nothing may go wrong here", error);
    }

    private void openSession()
    {
        final OpenSessionEncoder open = new OpenSessionEncoder();
        open.wrapAndApplyHeader(request, 0, header)
            .correlationId(1)
            .clientId(0)
            .responseStreamId(STREAM_ID)
            .name("bench");
        if (!appends.offer(request, 0, open.limit()))
        {
            throw new IllegalStateException("nobody takes appends");
        }
    }

    /** Writes one append; its outcome comes in a later step. */
    void append(final DirectBuffer event, final int length)
    {
        append.wrapAndApplyHeader(request, 0, header)
            .clientSession(clientSession)
            .marketId(MARKET_ID)
            .clientSequence(++sequence)
            .sendTimeNs(nowNs)
            .putBytes(event, 0, length);
        if (!appends.offer(request, 0, append.limit()))
        {
            throw new IllegalStateException("no room for an append");
        }
    }

    /**
     * Runs all agents until each append has its outcome.
     *
     * @return how many are durable since the beginning.
     */
    long awaitOutcomes()
    {
        for (int i = 0; durable < sequence; i++)
        {
            step(i);
        }

        return durable;
    }

    private void step(final int index)
    {
        if (index > STEPS_MAX)
        {
            throw new IllegalStateException("market is " + view.state() + " " + view.trouble() + "; " + durable +
                " of " + sequence + " are durable");
        }

        nowNs += STEP_NS;
        owner.doWork();
        ownReplica.doWork();
        standby.doWork();
        outcomes.poll(handler, Integer.MAX_VALUE);
    }

    private boolean onMessage(final DirectBuffer buffer, final int offset, final int length, final int sourceId)
    {
        if (OutcomeDecoder.TEMPLATE_ID == Entry.templateId(buffer, offset))
        {
            outcome.wrapAndApplyHeader(buffer, offset, headerDecoder);
            if (OutcomeKind.DURABLE != outcome.kind() || outcome.txid() != ++durable)
            {
                throw new IllegalStateException(outcome.toString());
            }
        }
        else if (SessionOpenedDecoder.TEMPLATE_ID == Entry.templateId(buffer, offset))
        {
            opened.wrapAndApplyHeader(buffer, offset, headerDecoder);
            clientSession = opened.clientSession();
        }

        return true;
    }
}

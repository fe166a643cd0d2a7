package io.belay.replication;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.belay.clock.HybridLogicalClock;
import io.belay.journal.JournalReader;
import io.belay.journal.MemoryJournal;
import io.belay.sbe.client.AppendEncoder;
import io.belay.sbe.client.BooleanType;
import io.belay.sbe.client.MessageHeaderDecoder;
import io.belay.sbe.client.MessageHeaderEncoder;
import io.belay.sbe.client.OpenSessionEncoder;
import io.belay.sbe.client.OutcomeDecoder;
import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.RefusalCode;
import io.belay.sbe.client.SessionOpenedDecoder;
import io.belay.wire.Entry;
import io.belay.wire.MarketId;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An owner and its standby in one thread: the classes of production over pipes, journals in memory and a clock that the
 * test moves.
 */
final class TestCluster
{
    static final int ALPHA = 1;
    static final int BETA = 2;
    static final int FRAME_LENGTH_MAX = 64 * 1024;
    static final int CLIENT_WINDOW = 64;
    static final int MARKET_WINDOW = 128;
    static final long HEARTBEAT_NS = 100_000_000L;
    static final long REPLICA_TIMEOUT_NS = 1_000_000_000L;
    static final long RETRY_NS = 1_000_000_000L;

    final List<Throwable> errors = new ArrayList<>();
    final List<String> outcomes = new ArrayList<>();
    final List<Long> durableTxids = new ArrayList<>();
    final List<Long> epochs = new ArrayList<>();
    /** The client sequence acknowledged under each txid. */
    final Map<Long, Long> durable = new TreeMap<>();
    final MarketDefinition market;
    MemoryJournal alphaJournal = new MemoryJournal(101);
    MemoryJournal betaJournal = new MemoryJournal(202);
    FrameSink betaSink;

    final Pipe wal = new Pipe();
    final Pipe ownAcks = new Pipe();
    final Pipe betaAcks = new Pipe();
    final Pipe appends = new Pipe();
    final Pipe responses = new Pipe();
    final Pipe.Ear client = responses.listen(null);
    ClientStreams clientStreams = (streamId) -> responses.reopen();

    OwnerAgent owner;
    JournalAgent alpha;
    JournalAgent beta;
    Pipe.Ear betaWal;
    Pipe.Ear alphaWal;
    private Pipe.Ear betaAcksAtAlpha;
    OwnerView view;
    ReplicaView alphaView;
    ReplicaView betaView;
    long nowNs = 1;
    long wallAheadMs;
    long sessionId;
    /** 0 for one that the node makes up. */
    long clientId;

    private final TestClient requests = new TestClient(appends);
    private long nextInstance = 1000;
    private long nextClientSequence = 1;

    TestCluster(final int w)
    {
        market = new MarketDefinition("BTC-USD", MarketId.of("BTC-USD"), ALPHA, 2 == w ? BETA : 0, w);
        betaSink = new JournalFrameSink(betaJournal);
    }

    /** Both nodes started, a client connected, the market live. */
    static TestCluster live()
    {
        final TestCluster cluster = new TestCluster(2);
        cluster.startAlpha();
        cluster.startBeta();
        cluster.connect();
        cluster.runUntilLive();

        return cluster;
    }

    void startAlpha()
    {
        final long instance = nextInstance++;
        final MarketShelf shelf = new MarketShelf();
        alpha = new JournalAgent(
            ALPHA, instance, new JournalFrameSink(alphaJournal), shelf, new MessageRegistry(), errors::add);
        alpha.addInbound((listener) -> alphaWal = wal.listen(listener));
        alpha.addAckStream(ALPHA, ownAcks);
        alphaView = alpha.addMarket(market);

        owner = new OwnerAgent(
            new OwnerConfig(ALPHA, "alpha", FRAME_LENGTH_MAX, CLIENT_WINDOW, MARKET_WINDOW, HEARTBEAT_NS,
                REPLICA_TIMEOUT_NS, RETRY_NS),
            instance,
            () -> nowNs,
            new HybridLogicalClock(() -> nowNs / 1_000_000 + wallAheadMs),
            shelf,
            alphaJournal,
            (streamId) -> clientStreams.open(streamId),
            errors::add);
        owner.addNode(BETA, "beta");
        owner.addAckStream(ownAcks.listen(null));
        betaAcksAtAlpha = betaAcks.listen(null);
        owner.addAckStream(betaAcksAtAlpha);
        owner.addLink(market.standbyNodeId(), "beta", wal);
        view = owner.addMarket(market, alphaJournal.markets().getOrCreate(market.marketId()));
        owner.appendStream(appends::listen);
    }

    void startBeta()
    {
        betaSink = betaSink instanceof JournalFrameSink ? new JournalFrameSink(betaJournal) : betaSink;
        beta = new JournalAgent(BETA, nextInstance++, betaSink, new MarketShelf(), new MessageRegistry(), errors::add);
        beta.addInbound((listener) -> betaWal = wal.listen(listener));
        beta.addAckStream(ALPHA, betaAcks);
        betaView = beta.addMarket(market);
    }

    /** Beta's process dies: what it had not synced is gone, and nobody listens. */
    void killBeta()
    {
        wal.deafen(betaWal);
        beta = null;
        betaJournal.loseUnsynced();
    }

    /** Alpha's process dies, with all that its journal had not synced. */
    void killAlpha()
    {
        wal.deafen(alphaWal);
        alpha = null;
        owner = null;
        sessionId = 0;
        alphaJournal.loseUnsynced();
        wal.restart(0);
    }

    Pipe.Ear lastBetaAcks()
    {
        return betaAcksAtAlpha;
    }

    void connect()
    {
        askForSession();
        while (0 == sessionId)
        {
            step();
        }
    }

    void askForSession()
    {
        requests.openSession(7, clientId);
    }

    long append(final String text)
    {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        return append(market.marketId(), bytes);
    }

    /** Sends an append once more. */
    void retry(final long sequence, final String text)
    {
        requests.append(sessionId, market.marketId(), sequence, text.getBytes(StandardCharsets.UTF_8));
    }

    long append(final long marketId, final byte[] bytes)
    {
        final long sequence = nextClientSequence++;
        requests.append(sessionId, marketId, sequence, bytes);

        return sequence;
    }

    /** One duty cycle of each agent that runs. */
    void step()
    {
        nowNs += 10_000;
        if (null != owner)
        {
            owner.doWork();
        }

        if (null != alpha)
        {
            alpha.doWork();
        }

        if (null != beta)
        {
            beta.doWork();
        }

        client.poll(this::onClientMessage, Integer.MAX_VALUE);
    }

    void run(final int count)
    {
        for (int i = 0; i < count; i++)
        {
            step();
        }
    }

    /** Lets a time pass in steps small enough for heartbeats. */
    void pass(final long durationNs)
    {
        final long end = nowNs + durationNs;
        while (nowNs < end)
        {
            nowNs += HEARTBEAT_NS / 4;
            run(4);
        }
    }

    void runUntilLive()
    {
        for (int i = 0; OwnerState.LIVE != view.state(); i++)
        {
            if (i > 1000)
            {
                throw new AssertionError("not live but " + view.state() + ": " + view.trouble() + " " + errors);
            }

            nowNs += HEARTBEAT_NS / 4;
            step();
        }
    }

    /** The texts of the live frames of a journal, in order. */
    static List<String> frames(final MemoryJournal journal)
    {
        final List<String> frames = new ArrayList<>();
        final List<Long> positions = new ArrayList<>();
        try (JournalReader reader = journal.newReader(1))
        {
            reader.poll((sequence, buffer, offset, length) ->
            {
                if (Entry.SUPERSEDED == Entry.templateId(buffer, offset))
                {
                    final long from = Entry.position(buffer, offset);
                    while (!positions.isEmpty() && positions.get(positions.size() - 1) >= from)
                    {
                        positions.remove(positions.size() - 1);
                        frames.remove(frames.size() - 1);
                    }
                }
                else if (Entry.WAL_FRAME == Entry.templateId(buffer, offset))
                {
                    positions.add(Entry.position(buffer, offset));
                    frames.add(Entry.txid(buffer, offset) + ":" + buffer.getStringWithoutLengthUtf8(
                        offset + Entry.FRAME_BYTES_OFFSET, length - Entry.FRAME_BYTES_OFFSET));
                }

                return true;
            }, Integer.MAX_VALUE);
        }

        return frames;
    }

    private boolean onClientMessage(
        final DirectBuffer buffer, final int offset, final int length, final int sourceId)
    {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        if (SessionOpenedDecoder.TEMPLATE_ID == Entry.templateId(buffer, offset))
        {
            final SessionOpenedDecoder opened = new SessionOpenedDecoder();
            opened.wrapAndApplyHeader(buffer, offset, header);
            sessionId = opened.clientSession();
        }
        else if (OutcomeDecoder.TEMPLATE_ID == Entry.templateId(buffer, offset))
        {
            final OutcomeDecoder outcome = new OutcomeDecoder();
            outcome.wrapAndApplyHeader(buffer, offset, header);
            final OutcomeKind kind = outcome.kind();
            final RefusalCode code = outcome.code();
            final boolean isRepeated = BooleanType.T == outcome.repeated();
            outcomes.add(outcome.clientSequence() + " " + kind + (RefusalCode.NONE == code ? "" : " " + code) +
                (isRepeated ? " again as " + outcome.txid() : ""));
            if (OutcomeKind.DURABLE == kind && !isRepeated)
            {
                durableTxids.add(outcome.txid());
                epochs.add(outcome.epoch());
                final Long other = durable.put(outcome.txid(), outcome.clientSequence());
                if (null != other)
                {
                    throw new AssertionError("txid " + outcome.txid() + " was acknowledged twice");
                }
            }
        }

        return true;
    }

    /** Encodes what a client sends. */
    private static final class TestClient
    {
        private final Pipe stream;
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2 * FRAME_LENGTH_MAX]);
        private final MessageHeaderEncoder header = new MessageHeaderEncoder();

        TestClient(final Pipe stream)
        {
            this.stream = stream;
        }

        void openSession(final long correlationId, final long clientId)
        {
            final OpenSessionEncoder open = new OpenSessionEncoder();
            open.wrapAndApplyHeader(buffer, 0, header)
                .correlationId(correlationId)
                .clientId(clientId)
                .responseStreamId(1)
                .name("test");
            stream.offer(buffer, 0, open.limit());
        }

        void append(final long session, final long marketId, final long sequence, final byte[] bytes)
        {
            final AppendEncoder append = new AppendEncoder();
            append.wrapAndApplyHeader(buffer, 0, header)
                .clientSession(session)
                .marketId(marketId)
                .clientSequence(sequence)
                .sendTimeNs(0)
                .putBytes(bytes, 0, bytes.length);
            stream.offer(buffer, 0, append.limit());
        }
    }
}

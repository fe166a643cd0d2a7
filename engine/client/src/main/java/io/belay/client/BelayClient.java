package io.belay.client;

import java.util.Objects;

import io.belay.sbe.client.MarketOpenedDecoder;
import io.belay.sbe.client.OutcomeDecoder;
import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.RefusalCode;
import io.belay.sbe.client.SessionClosedDecoder;
import io.belay.sbe.client.SessionOpenedDecoder;
import io.belay.transport.InboundStream;
import io.belay.transport.NodeConnection;
import io.belay.transport.OutboundStream;
import io.belay.transport.SourceListener;
import io.belay.transport.TransportException;
import io.belay.wire.MarketId;
import org.agrona.BitUtil;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * What a trading process embeds: appends events to the node on its machine and hears when they are on disk.
 * <p>
 * Of one thread. When the node or the media driver is lost, all that was in flight ends UNKNOWN and the client can only
 * be closed; connect a new one.
 */
public final class BelayClient implements AutoCloseable
{
    private static final int POLL_LIMIT = 256;

    private final Context context;
    private final NanoClock clock;
    private final AutoCloseable connection;
    private final RequestPublisher requests;
    private final OutboundStream requestStream;
    private final InboundStream responses;
    private final ResponseAdapter adapter = new ResponseAdapter(new Responses());
    private final Outcome outcome = new Outcome();
    private InFlight inFlight = new InFlight(1);
    private long correlationId;
    private RefusalCode answerCode;
    private String answerOwner = "";
    private long sessionId;
    private long clientId;
    private int frameLengthMax;
    private boolean connected;
    private boolean closed;
    private volatile BelayException.Code lost;
    private long lateOutcomeCount;
    private long awaitedSequence;
    private Outcome awaited;
    private int delivered;
    private long claimTimeNs;

    /** How a client is set up; each setter answers the context itself. */
    public static final class Context
    {
        private String aeronDirectoryName;
        private String node;
        private String clientName = "client-" + ProcessHandle.current().pid();
        private long clientId;
        private int window = 1024;
        private long outcomeTimeoutNs = 2_000_000_000L;
        private long connectTimeoutNs = 5_000_000_000L;
        private IdleStrategy idleStrategy = new YieldingIdleStrategy();
        private ErrorHandler errorHandler = (error) ->
        {
        };
        private OutcomeHandler outcomeHandler = (outcome) ->
        {
        };

        /**
         * @param value directory of the media driver that the node uses; Aeron's default when it is not set.
         * @return this.
         */
        public Context aeronDirectoryName(final String value)
        {
            aeronDirectoryName = value;

            return this;
        }

        /**
         * @param value name of the node; needed only when several share the media driver.
         * @return this.
         */
        public Context node(final String value)
        {
            node = value;

            return this;
        }

        /**
         * @param value for people who look at the node.
         * @return this.
         */
        public Context clientName(final String value)
        {
            clientName = Objects.requireNonNull(value);

            return this;
        }

        /**
         * @param value id in every frame of this client; 0, the default, lets the node choose one.
         * @return this.
         */
        public Context clientId(final long value)
        {
            clientId = value;

            return this;
        }

        /**
         * @param value how many appends may await their outcome, a power of two; the node may allow fewer.
         * @return this.
         */
        public Context window(final int value)
        {
            if (!BitUtil.isPowerOfTwo(value))
            {
                throw new IllegalArgumentException("window " + value + " is not a power of two");
            }

            window = value;

            return this;
        }

        /**
         * @param value nanoseconds after which an append without an outcome ends UNKNOWN.
         * @return this.
         */
        public Context outcomeTimeoutNs(final long value)
        {
            outcomeTimeoutNs = value;

            return this;
        }

        /**
         * @param value nanoseconds to find the driver, the node, and to be answered.
         * @return this.
         */
        public Context connectTimeoutNs(final long value)
        {
            connectTimeoutNs = value;

            return this;
        }

        /**
         * @param value what blocking calls do while they wait.
         * @return this.
         */
        public Context idleStrategy(final IdleStrategy value)
        {
            idleStrategy = Objects.requireNonNull(value);

            return this;
        }

        /**
         * @param value told of errors of the transport, on any thread.
         * @return this.
         */
        public Context errorHandler(final ErrorHandler value)
        {
            errorHandler = Objects.requireNonNull(value);

            return this;
        }

        /**
         * @param value told how appends ended.
         * @return this.
         */
        public Context outcomeHandler(final OutcomeHandler value)
        {
            outcomeHandler = Objects.requireNonNull(value);

            return this;
        }
    }

    BelayClient(
        final Context context,
        final NanoClock clock,
        final AutoCloseable connection,
        final OutboundStream requestStream,
        final InboundStream responses)
    {
        this.context = context;
        this.clock = clock;
        this.connection = connection;
        this.requestStream = requestStream;
        this.responses = responses;
        requests = new RequestPublisher(requestStream);
    }

    /** Hears of the response stream before there is a client to tell. */
    private static final class Sources implements SourceListener
    {
        private BelayClient client;

        @Override
        public void onSourceAvailable(final int sourceId)
        {
            // The node's answers tell more.
        }

        @Override
        public void onSourceUnavailable(final int sourceId)
        {
            if (null != client && null == client.lost)
            {
                client.lost = BelayException.Code.NODE_LOST;
            }
        }

        void onDriverLost()
        {
            if (null != client)
            {
                client.lost = BelayException.Code.DRIVER_LOST;
            }
        }
    }

    /**
     * Connects to a node through shared memory. Blocks up to the connect timeout.
     *
     * @param context of the client.
     * @return the client.
     * @throws BelayException with NO_DRIVER, NO_NODE, REFUSED or TIMEOUT.
     */
    public static BelayClient connect(final Context context)
    {
        final Sources sources = new Sources();
        final NodeConnection connection;
        try
        {
            connection = NodeConnection.open(
                context.aeronDirectoryName,
                context.node,
                context.connectTimeoutNs,
                sources,
                context.errorHandler,
                sources::onDriverLost);
        }
        catch (final NodeConnection.NotFoundException ex)
        {
            throw new BelayException(
                ex.isDriverMissing() ? BelayException.Code.NO_DRIVER : BelayException.Code.NO_NODE,
                ex.getMessage(),
                ex);
        }

        final BelayClient client = new BelayClient(
            context, SystemNanoClock.INSTANCE, connection, connection.requests(), connection.responses());
        sources.client = client;
        try
        {
            client.open(connection.responseStreamId(), connection.nodeName());

            return client;
        }
        catch (final RuntimeException ex)
        {
            client.close();
            throw ex;
        }
    }

    void open(final int responseStreamId, final String nodeName)
    {
        final RefusalCode code = ask("node " + nodeName, () ->
            requests.openSession(correlationId, context.clientId, responseStreamId, context.clientName));
        if (RefusalCode.NONE != code)
        {
            throw new BelayException(BelayException.Code.REFUSED,
                "node " + nodeName + " refuses this client: " + code);
        }
    }

    /**
     * A market to append to. Blocks until the node has answered.
     *
     * @param name of the market.
     * @return the market.
     * @throws BelayException with UNKNOWN_MARKET, NOT_OWNER or TIMEOUT.
     */
    public Market market(final String name)
    {
        final long marketId = MarketId.of(name);
        final RefusalCode code = ask("the node, about market " + name, () ->
            requests.openMarket(correlationId, sessionId, marketId, name));

        return switch (code)
        {
            case NONE -> new Market(this, name, marketId);
            case UNKNOWN_MARKET -> throw new BelayException(BelayException.Code.UNKNOWN_MARKET,
                "the node does not know market '" + name + "'; see belay.markets in its configuration");
            case NOT_OWNER -> throw new BelayException(BelayException.Code.NOT_OWNER,
                "the node does not own market '" + name + "'" +
                (answerOwner.isEmpty() ? "" : "; node " + answerOwner + " does"));
            default -> throw new BelayException(BelayException.Code.REFUSED,
                "the node refuses market '" + name + "': " + code);
        };
    }

    @FunctionalInterface
    private interface Question
    {
        boolean send();
    }

    /** Sends a question and waits for its answer, whose code is the result. */
    private RefusalCode ask(final String whom, final Question question)
    {
        ensureUsable();
        correlationId++;
        answerCode = null;
        final long deadlineNs = clock.nanoTime() + context.connectTimeoutNs;
        boolean isSent = false;
        while (null == answerCode)
        {
            isSent = isSent || question.send();
            context.idleStrategy.idle(poll());
            ensureUsable();
            if (null == answerCode && clock.nanoTime() - deadlineNs > 0)
            {
                throw new BelayException(BelayException.Code.TIMEOUT, whom + " did not answer within " +
                    context.connectTimeoutNs / 1_000_000 + " ms");
            }
        }

        return answerCode;
    }

    /**
     * Takes outcomes that have arrived and hands each to the outcome handler; ends as UNKNOWN what has waited too long.
     *
     * @return how many outcomes were handed over.
     */
    public int poll()
    {
        if (closed)
        {
            return 0;
        }

        delivered = 0;
        responses.poll(adapter, POLL_LIMIT);
        if (inFlight.size() > 0)
        {
            expire();
        }

        return delivered;
    }

    /** Outcomes of one client may overtake each other, but the oldest append is always the first to expire. */
    private void expire()
    {
        final boolean isLost = null != lost;
        long oldest = inFlight.oldest();
        if (0 == oldest)
        {
            return;
        }

        final long nowNs = clock.nanoTime();
        while (0 != oldest && (isLost || nowNs - inFlight.appendTimeNs(oldest) > context.outcomeTimeoutNs))
        {
            outcome.begin(
                inFlight.market(oldest),
                oldest,
                OutcomeKind.UNKNOWN,
                RefusalCode.NONE,
                inFlight.appendTimeNs(oldest),
                nowNs);
            deliver(oldest);
            oldest = inFlight.oldest();
        }
    }

    private void deliver(final long sequence)
    {
        inFlight.remove(sequence);
        delivered++;
        if (sequence == awaitedSequence)
        {
            awaited = outcome.copy();
        }
        else
        {
            context.outcomeHandler.onOutcome(outcome);
        }
    }

    long append(final Market market, final DirectBuffer buffer, final int offset, final int length)
    {
        ensureUsable();
        checkLength(length);
        if (inFlight.isFull())
        {
            return Market.TRY_LATER;
        }

        final long nowNs = clock.nanoTime();
        final long sequence = inFlight.nextSequence();
        try
        {
            if (!requests.append(sessionId, market.id(), sequence, nowNs, buffer, offset, length))
            {
                return Market.TRY_LATER;
            }
        }
        catch (final TransportException ex)
        {
            throw lose(ex);
        }

        inFlight.add(market, nowNs);

        return sequence;
    }

    long claim(final Market market, final int length)
    {
        ensureUsable();
        checkLength(length);
        if (length > claimLengthMax())
        {
            throw new IllegalArgumentException("an append of " + length + " bytes cannot be claimed, only up to " +
                claimLengthMax() + "; use append");
        }

        if (inFlight.isFull())
        {
            return Market.TRY_LATER;
        }

        claimTimeNs = clock.nanoTime();
        try
        {
            return requests.claimAppend(sessionId, market.id(), inFlight.nextSequence(), claimTimeNs, length) ?
                inFlight.nextSequence() : Market.TRY_LATER;
        }
        catch (final TransportException ex)
        {
            throw lose(ex);
        }
    }

    int claimLengthMax()
    {
        return Math.min(frameLengthMax, requestStream.claimLengthMax() - RequestPublisher.APPEND_BYTES_OFFSET);
    }

    MutableDirectBuffer claimBuffer()
    {
        return requestStream.buffer();
    }

    int claimOffset()
    {
        return requestStream.offset() + RequestPublisher.APPEND_BYTES_OFFSET;
    }

    void commit(final Market market)
    {
        requestStream.commit();
        inFlight.add(market, claimTimeNs);
    }

    void abort()
    {
        requestStream.abort();
    }

    private void checkLength(final int length)
    {
        if (length < 0 || length > frameLengthMax)
        {
            throw new IllegalArgumentException("an append of " + length + " bytes is longer than the node takes, " +
                frameLengthMax + "; see belay.frame.length.max in its configuration");
        }
    }

    Outcome appendAndAwait(final Market market, final DirectBuffer buffer, final int offset, final int length)
    {
        final long deadlineNs = clock.nanoTime() + context.outcomeTimeoutNs;
        Outcome last = null;
        do
        {
            final long sequence = append(market, buffer, offset, length);
            if (Market.TRY_LATER == sequence)
            {
                context.idleStrategy.idle(poll());
                continue;
            }

            last = await(sequence);
            if (!last.isRefused() || (RefusalCode.NO_QUORUM != last.code() && RefusalCode.WINDOW_FULL != last.code()))
            {
                return last;
            }

            context.idleStrategy.idle(0);
        }
        while (clock.nanoTime() - deadlineNs < 0);

        return null == last ? outcome.begin(
            market, 0, OutcomeKind.REFUSED, RefusalCode.WINDOW_FULL, clock.nanoTime(), clock.nanoTime()).copy() : last;
    }

    private Outcome await(final long sequence)
    {
        awaitedSequence = sequence;
        awaited = null;
        while (null == awaited)
        {
            context.idleStrategy.idle(poll());
        }

        awaitedSequence = 0;

        return awaited;
    }

    /**
     * @return how many appends await their outcome.
     */
    public int inFlight()
    {
        return inFlight.size();
    }

    /**
     * @return id in every frame of this client.
     */
    public long clientId()
    {
        return clientId;
    }

    /**
     * @return longest append that the node takes, in bytes.
     */
    public int frameLengthMax()
    {
        return frameLengthMax;
    }

    /**
     * @return outcomes that came after their append had ended UNKNOWN.
     */
    public long lateOutcomes()
    {
        return lateOutcomeCount;
    }

    /**
     * @return messages of the node that could not be read.
     */
    public long unreadableMessages()
    {
        return adapter.defectCount();
    }

    /**
     * @return whether appends can be made.
     */
    public boolean isUsable()
    {
        return !closed && null == lost;
    }

    private void ensureUsable()
    {
        if (closed)
        {
            throw new BelayException(BelayException.Code.CLOSED, "the client is closed");
        }

        if (null != lost)
        {
            throw new BelayException(lost, (BelayException.Code.DRIVER_LOST == lost ? "the media driver" :
                "the node") + " is gone; close this client and connect again");
        }
    }

    private BelayException lose(final TransportException cause)
    {
        if (null == lost)
        {
            lost = BelayException.Code.DRIVER_LOST;
        }

        return new BelayException(lost, "the stream to the node is gone; close this client and connect again", cause);
    }

    /** Takes what the node says. */
    private final class Responses implements ResponseAdapter.Listener
    {
        @Override
        public void onSessionOpened(final SessionOpenedDecoder opened)
        {
            if (opened.correlationId() == correlationId && !connected)
            {
                sessionId = opened.clientSession();
                clientId = opened.clientId();
                frameLengthMax = (int)opened.frameLengthMax();
                inFlight = new InFlight(Math.min(context.window, (int)opened.windowMax()));
                connected = true;
                answerCode = opened.code();
            }
        }

        @Override
        public void onMarketOpened(final MarketOpenedDecoder opened)
        {
            if (opened.correlationId() == correlationId)
            {
                answerCode = opened.code();
                answerOwner = opened.ownerName();
            }
        }

        @Override
        public void onOutcome(final OutcomeDecoder decoder)
        {
            final long sequence = decoder.clientSequence();
            if (!inFlight.contains(sequence))
            {
                lateOutcomeCount++;

                return;
            }

            outcome
                .begin(
                    inFlight.market(sequence),
                    sequence,
                    decoder.kind(),
                    decoder.code(),
                    inFlight.appendTimeNs(sequence),
                    clock.nanoTime())
                .numbers(decoder.w(), decoder.epoch(), decoder.txid(), decoder.hlc())
                .times(
                    decoder.ownerTimeNs(),
                    decoder.walTimeNs(),
                    decoder.journalTimeNs(),
                    decoder.standbyTimeNs(),
                    decoder.outcomeTimeNs());
            deliver(sequence);
        }

        @Override
        public void onSessionClosed(final SessionClosedDecoder closedMessage)
        {
            if (closedMessage.clientSession() == sessionId)
            {
                lost = BelayException.Code.NODE_LOST;
            }
        }
    }

    /**
     * Takes leave of the node. Appends in flight get no outcome any more; await those that matter before.
     */
    @Override
    public void close()
    {
        if (closed)
        {
            return;
        }

        if (connected && null == lost)
        {
            try
            {
                requests.closeSession(sessionId);
            }
            catch (final TransportException ex)
            {
                context.errorHandler.onError(ex);
            }
        }

        closed = true;
        CloseHelper.quietClose(connection);
    }
}

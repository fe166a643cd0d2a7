package io.belay.client;

import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

import io.belay.sbe.client.Command;
import io.belay.sbe.client.CommandAnswerDecoder;
import io.belay.sbe.client.OutcomeDecoder;
import io.belay.transport.InboundStream;
import io.belay.transport.MessageHandler;
import io.belay.transport.OutboundStream;
import io.belay.transport.TransportException;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.NanoClock;

/**
 * A client's conversation with one node over two streams. Of one thread.
 */
final class Session implements ResponseAdapter.Listener
{
    private static final int POLL_LIMIT = 256;

    private final BelayClient.Context context;
    private final NanoClock clock;
    private final RequestPublisher requests;
    private final InboundStream responses;
    private final ResponseSource source;
    private final BooleanSupplier isDriverAlive;
    private final ResponseAdapter adapter = new ResponseAdapter(this);
    private final MessageHandler messages = this::onMessage;
    private final Answer answer = new Answer();
    private final SessionEnd end = new SessionEnd();
    private final BlockingCalls blocking;
    private final Outcomes outcomes;

    private InFlight inFlight = new InFlight(1, 0);
    private long sessionId;
    private long clientId;
    private long askedMarketId;
    private int frameLengthMax;
    private Market claimed;
    private boolean isPolling;

    Session(
        final BelayClient.Context context,
        final NanoClock clock,
        final OutboundStream requests,
        final InboundStream responses,
        final ResponseSource source,
        final BooleanSupplier isDriverAlive)
    {
        this.context = context;
        this.clock = clock;
        this.requests = new RequestPublisher(requests);
        this.responses = responses;
        this.source = source;
        this.isDriverAlive = isDriverAlive;
        outcomes = new Outcomes(context.outcomeHandler, inFlight);
        blocking = new BlockingCalls(this, context, clock, outcomes);
        clientId = context.clientId;
    }

    /** Asks the node for a session; what it grants holds from then on. */
    Answer open(final int responseStreamId, final long timeoutNs)
    {
        return ask(
            (correlationId) -> requests.openSession(correlationId, clientId, responseStreamId, context.clientName),
            timeoutNs);
    }

    /** Asks the node whether it takes appends to a market. */
    Answer openMarket(final long marketId, final String name)
    {
        askedMarketId = marketId;

        return ask(
            (correlationId) -> requests.openMarket(correlationId, sessionId, marketId, name),
            context.connectTimeoutNs);
    }

    /** Asks the node for a change of who keeps a market, and waits until it has ended. */
    Change change(
        final long marketId,
        final Command command,
        final boolean isLossAccepted,
        final boolean isVouched,
        final String nodeName,
        final long timeoutNs)
    {
        return ask(
            (correlationId) -> requests.command(
                correlationId, sessionId, marketId, command, isLossAccepted, isVouched, nodeName),
            timeoutNs).change();
    }

    int poll()
    {
        refuseInHandler("poll");
        if (end.isClosed())
        {
            return 0;
        }

        isPolling = true;
        try
        {
            receive();
            notice();
            if (inFlight.count() > 0 || outcomes.retries().count() > 0)
            {
                outcomes.expire(clock.nanoTime(), end.isOpen() ? context.outcomeTimeoutNs : 0);
            }
        }
        finally
        {
            isPolling = false;
        }

        final int delivered = outcomes.takeDelivered();
        outcomes.throwFailure();

        return delivered;
    }

    long append(final Market market, final DirectBuffer buffer, final int offset, final int length)
    {
        requireReady(length);
        if (inFlight.isFull())
        {
            return Market.TRY_LATER;
        }

        final long nowNs = clock.nanoTime();
        try
        {
            return requests.append(
                sessionId, market.id(), inFlight.nextSequence(), nowNs, buffer, offset, length) ?
                inFlight.add(market, nowNs) : Market.TRY_LATER;
        }
        catch (final TransportException ex)
        {
            throw lost(ex);
        }
    }

    long retry(
        final Market market, final long sequence, final DirectBuffer buffer, final int offset, final int length)
    {
        requireReady(length);
        if (sequence < 1 || inFlight.contains(sequence) || null != outcomes.retries().get(sequence))
        {
            throw new IllegalArgumentException("append " + sequence + " cannot be sent again: " +
                (sequence < 1 ? "sequences begin with 1" : "it still awaits its outcome"));
        }
        // What an earlier process has numbered lies above what is new here: none of it may be given again.
        if (outcomes.retries().count() >= inFlight.limit() ||
            (sequence >= inFlight.nextSequence() && inFlight.count() > 0))
        {
            return Market.TRY_LATER;
        }
        if (sequence >= inFlight.nextSequence())
        {
            inFlight.skip(sequence);
        }

        final long nowNs = clock.nanoTime();
        try
        {
            if (!requests.append(sessionId, market.id(), sequence, nowNs, buffer, offset, length))
            {
                return Market.TRY_LATER;
            }
        }
        catch (final TransportException ex)
        {
            throw lost(ex);
        }
        outcomes.retries().add(sequence, market, nowNs);

        return sequence;
    }

    long claim(final Market market, final int length)
    {
        requireReady(length);
        if (length > claimLengthMax())
        {
            throw new IllegalArgumentException("a frame of " + length + " bytes cannot be claimed, only up to " +
                claimLengthMax() + "; append it instead");
        }
        if (inFlight.isFull())
        {
            return Market.TRY_LATER;
        }

        try
        {
            if (!requests.claimAppend(sessionId, market.id(), inFlight.nextSequence(), length))
            {
                return Market.TRY_LATER;
            }
        }
        catch (final TransportException ex)
        {
            throw lost(ex);
        }
        claimed = market;

        return inFlight.nextSequence();
    }

    void commit(final Market market)
    {
        takeClaim(market);
        final long nowNs = clock.nanoTime();
        try
        {
            requests.commitAppend(nowNs);
        }
        catch (final TransportException ex)
        {
            throw lost(ex);
        }
        inFlight.add(market, nowNs);
    }

    void abort(final Market market)
    {
        takeClaim(market);
        try
        {
            requests.abortAppend();
        }
        catch (final TransportException ex)
        {
            throw lost(ex);
        }
    }

    MutableDirectBuffer claimBuffer()
    {
        requireClaim();
        return requests.claimBuffer();
    }

    int claimOffset()
    {
        requireClaim();
        return requests.claimOffset();
    }

    int claimLengthMax()
    {
        return Math.min(frameLengthMax, requests.claimLengthMax());
    }

    Outcome appendAndAwait(final Market market, final DirectBuffer buffer, final int offset, final int length)
    {
        refuseInHandler("appendAndAwait");

        return blocking.append(market, buffer, offset, length);
    }

    /** Takes leave; what has no outcome by then becomes UNKNOWN. */
    void close()
    {
        refuseInHandler("close");
        if (end.isClosed())
        {
            return;
        }

        leave();
        isPolling = true;
        try
        {
            receive();
            end.close();
            outcomes.expireAll(clock.nanoTime(), context.errorHandler);
        }
        finally
        {
            isPolling = false;
        }
    }

    int inFlightCount()
    {
        return inFlight.count();
    }

    int windowMax()
    {
        return inFlight.limit();
    }

    long clientId()
    {
        return clientId;
    }

    int frameLengthMax()
    {
        return frameLengthMax;
    }

    long lateOutcomes()
    {
        return outcomes.lateCount();
    }

    long invalidMessages()
    {
        return adapter.invalidCount();
    }

    boolean isUsable()
    {
        return end.isOpen();
    }

    @Override
    public boolean onSessionOpened(
        final RefusalCode code,
        final long correlationId,
        final long grantedSessionId,
        final long grantedClientId,
        final long grantedFrameLengthMax,
        final long grantedWindow)
    {
        // A session that was granted stays: with another one, what is in flight would never have an outcome.
        if (isGranted() || !answer.isTo(correlationId) || (RefusalCode.NONE == code && grantedWindow < 1))
        {
            return false;
        }
        if (RefusalCode.NONE == code)
        {
            sessionId = grantedSessionId;
            clientId = grantedClientId;
            frameLengthMax = (int)Math.min(grantedFrameLengthMax, requests.frameLengthMax());
            inFlight = new InFlight(context.window, (int)Math.min(context.window, grantedWindow));
            outcomes.begin(inFlight);
        }
        answer.set(code, "");

        return true;
    }

    @Override
    public boolean onMarketOpened(
        final RefusalCode code,
        final long correlationId,
        final long marketId,
        final String ownerName,
        final long lastSequence)
    {
        final boolean isAnswer = isGranted() && marketId == askedMarketId && answer.isTo(correlationId);
        if (isAnswer)
        {
            answer.set(code, ownerName);
            if (0 == inFlight.count())
            {
                inFlight.skip(lastSequence); // An earlier process with this client's id may have used them.
            }
        }

        return isAnswer;
    }

    private boolean isGranted()
    {
        return inFlight.limit() > 0;
    }

    @Override
    public boolean onOutcome(final OutcomeDecoder decoder)
    {
        return outcomes.onOutcome(decoder, clock.nanoTime());
    }

    @Override
    public boolean onCommandAnswer(final CommandAnswerDecoder decoder)
    {
        final boolean isAnswer = isGranted() && answer.isTo(decoder.correlationId());
        if (isAnswer)
        {
            answer.set(Change.of(decoder));
        }

        return isAnswer;
    }

    @Override
    public boolean onSessionClosed(final RefusalCode code, final long closedSessionId)
    {
        if (closedSessionId != sessionId)
        {
            return false;
        }
        end.by(BelayException.Code.NODE_LOST, "the node has ended the session" +
            (RefusalCode.NONE == code ? "" : " (" + code + ')'));

        return true;
    }

    /**
     * Takes all that has arrived before anything is declared late: after a long pause of this process the outcomes are
     * there, one behind the other. How many that can be is bounded by what is in flight.
     */
    private void receive()
    {
        int remaining = inFlight.count() + POLL_LIMIT;
        int received;
        do
        {
            received = responses.poll(messages, POLL_LIMIT);
            remaining -= received;
        }
        while (POLL_LIMIT == received && remaining > 0 && !outcomes.hasFailed());
    }

    private boolean onMessage(final DirectBuffer buffer, final int offset, final int length, final int sourceId)
    {
        return !outcomes.hasFailed() && adapter.onMessage(buffer, offset, length, sourceId);
    }

    private void notice()
    {
        if (!isDriverAlive.getAsBoolean())
        {
            end.by(BelayException.Code.DRIVER_LOST, "the media driver is lost");
        }
        else if (source.hasEnded())
        {
            end.by(BelayException.Code.NODE_LOST, "the node is gone");
        }
    }

    private BelayException lost(final TransportException cause)
    {
        end.by(
            isDriverAlive.getAsBoolean() ? BelayException.Code.NODE_LOST : BelayException.Code.DRIVER_LOST,
            "the stream to the node cannot send any more");

        return end.exception(cause);
    }

    private Answer ask(final LongPredicate question, final long timeoutNs)
    {
        refuseInHandler("a blocking call");

        return blocking.ask(answer, (correlationId) -> sendQuestion(question, correlationId), timeoutNs);
    }

    private boolean sendQuestion(final LongPredicate question, final long correlationId)
    {
        try
        {
            return question.test(correlationId);
        }
        catch (final TransportException ex)
        {
            throw lost(ex);
        }
    }

    /** Tells the node, if it can be told at once; it notices otherwise, when the stream ends. */
    private void leave()
    {
        try
        {
            if (null != claimed)
            {
                abort(claimed);
            }
            if (end.isOpen() && isGranted())
            {
                requests.closeSession(sessionId);
            }
        }
        catch (final TransportException | BelayException ex)
        {
            context.errorHandler.onError(ex);
        }
    }

    private void takeClaim(final Market market)
    {
        requireClaim();
        if (market != claimed)
        {
            throw new IllegalStateException("the claim is one of market " + claimed.name());
        }
        claimed = null;
    }

    private void requireClaim()
    {
        if (null == claimed)
        {
            throw new IllegalStateException("nothing is claimed");
        }
    }

    private void requireReady(final int length)
    {
        requireUsable();
        if (null != claimed)
        {
            throw new IllegalStateException("a claim of market " + claimed.name() + " is open: commit or abort it");
        }
        if (length < 0 || length > frameLengthMax)
        {
            throw new IllegalArgumentException("a frame of " + length + " bytes is not within 0 and the node's " +
                "maximum, " + frameLengthMax + " bytes; belay.frame.length.max in the node's configuration sets it");
        }
    }

    void requireUsable()
    {
        end.requireOpen();
    }

    private void refuseInHandler(final String call)
    {
        if (isPolling)
        {
            throw new IllegalStateException(call + " must not be called by an outcome handler");
        }
    }
}

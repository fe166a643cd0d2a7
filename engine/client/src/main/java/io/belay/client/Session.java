package io.belay.client;

import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

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
    private final Outcomes outcomes;

    private InFlight inFlight = new InFlight(1, 0);
    private long sessionId;
    private long clientId;
    private int frameLengthMax;
    private BelayException.Code end;
    private String endReason;
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
        return ask(
            (correlationId) -> requests.openMarket(correlationId, sessionId, marketId, name),
            context.connectTimeoutNs);
    }

    int poll()
    {
        refuseInHandler("poll");
        if (BelayException.Code.CLOSED == end)
        {
            return 0;
        }

        isPolling = true;
        try
        {
            receive();
            notice();
            if (inFlight.count() > 0)
            {
                outcomes.expire(clock.nanoTime(), null == end ? context.outcomeTimeoutNs : 0);
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
        final long startNs = clock.nanoTime();
        Outcome last = null;
        do
        {
            final long sequence = append(market, buffer, offset, length);
            if (Market.TRY_LATER != sequence)
            {
                last = await(sequence);
                if (RefusalCode.NO_QUORUM != last.code() && RefusalCode.WINDOW_FULL != last.code())
                {
                    return last;
                }
            }
            context.idleStrategy.idle(poll());
        }
        while (clock.nanoTime() - startNs < context.outcomeTimeoutNs);

        return null != last ? last : new Outcome().begin(
            market, 0, OutcomeKind.REFUSED, RefusalCode.WINDOW_FULL, startNs, clock.nanoTime());
    }

    /** Takes leave; what has no outcome by then becomes UNKNOWN. */
    void close()
    {
        refuseInHandler("close");
        if (BelayException.Code.CLOSED == end)
        {
            return;
        }

        leave();
        isPolling = true;
        try
        {
            receive();
            end = BelayException.Code.CLOSED;
            endReason = "the client is closed";
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
        return null == end;
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
        if (!answer.isTo(correlationId) || (RefusalCode.NONE == code && grantedWindow < 1))
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
        final RefusalCode code, final long correlationId, final long marketId, final String ownerName)
    {
        final boolean isAnswer = answer.isTo(correlationId);
        if (isAnswer)
        {
            answer.set(code, ownerName);
        }

        return isAnswer;
    }

    @Override
    public boolean onOutcome(final OutcomeDecoder decoder)
    {
        return outcomes.onOutcome(decoder, clock.nanoTime());
    }

    @Override
    public boolean onSessionClosed(final RefusalCode code, final long closedSessionId)
    {
        if (closedSessionId != sessionId)
        {
            return false;
        }
        end(BelayException.Code.NODE_LOST, "the node has ended the session" +
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
            end(BelayException.Code.DRIVER_LOST, "the media driver is lost");
        }
        else if (source.hasEnded())
        {
            end(BelayException.Code.NODE_LOST, "the node is gone");
        }
    }

    private void end(final BelayException.Code code, final String reason)
    {
        if (null == end)
        {
            end = code;
            endReason = reason + "; close this client and connect again";
        }
    }

    private BelayException lost(final TransportException cause)
    {
        end(
            isDriverAlive.getAsBoolean() ? BelayException.Code.NODE_LOST : BelayException.Code.DRIVER_LOST,
            "the stream to the node cannot send any more");

        return new BelayException(end, endReason, cause);
    }

    /** Sends a question, then polls until its answer is there. */
    private Answer ask(final LongPredicate question, final long timeoutNs)
    {
        refuseInHandler("a blocking call");
        requireUsable();
        final long startNs = clock.nanoTime();
        final long correlationId = answer.ask();
        boolean isSent = false;
        while (true)
        {
            isSent = isSent || sendQuestion(question, correlationId);
            final int count = poll();
            if (null != answer.code())
            {
                return answer;
            }
            requireUsable();
            if (clock.nanoTime() - startNs >= timeoutNs)
            {
                throw new BelayException(BelayException.Code.TIMEOUT, "the node did not answer within " +
                    timeoutNs / 1_000_000 + " ms; look at 'belay status' and connect again");
            }
            context.idleStrategy.idle(count);
        }
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

    private Outcome await(final long sequence)
    {
        outcomes.await(sequence);
        try
        {
            int count = poll();
            while (null == outcomes.awaited())
            {
                context.idleStrategy.idle(count);
                count = poll();
            }

            return outcomes.awaited();
        }
        finally
        {
            outcomes.await(0);
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
            if (null == end && inFlight.limit() > 0)
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
            throw new IllegalArgumentException("a frame of " + length + " bytes is not within 0 and the node's maximum, " +
                frameLengthMax + " bytes; belay.frame.length.max in the node's configuration sets it");
        }
    }

    private void requireUsable()
    {
        if (null != end)
        {
            throw new BelayException(end, endReason);
        }
    }

    private void refuseInHandler(final String call)
    {
        if (isPolling)
        {
            throw new IllegalStateException(call + " must not be called by an outcome handler");
        }
    }
}

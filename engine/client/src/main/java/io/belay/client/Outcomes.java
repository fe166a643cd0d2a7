package io.belay.client;

import io.belay.sbe.client.OutcomeDecoder;
import org.agrona.ErrorHandler;

/**
 * Hands over exactly one outcome for each append that was sent: the node's, or UNKNOWN when that does not come in time.
 */
final class Outcomes
{
    private final OutcomeHandler handler;
    private final Outcome outcome = new Outcome();

    private final Retries retries = new Retries();

    private InFlight inFlight;
    private int delivered;
    private long awaitedSequence;
    private Outcome awaited;
    private long lateCount;
    private Throwable failure;

    Outcomes(final OutcomeHandler handler, final InFlight inFlight)
    {
        this.handler = handler;
        this.inFlight = inFlight;
    }

    Retries retries()
    {
        return retries;
    }

    /** The window is known. */
    void begin(final InFlight appends)
    {
        inFlight = appends;
    }

    /** Takes what the node says; false when it never was asked that. */
    boolean onOutcome(final OutcomeDecoder decoder, final long nowNs)
    {
        final long sequence = decoder.clientSequence();
        final Retries.Attempt retry = 0 == retries.count() ? null : retries.get(sequence);
        if (null != retry)
        {
            return onRetried(retry, decoder, nowNs);
        }

        if (!inFlight.contains(sequence))
        {
            lateCount += inFlight.wasAdded(sequence) ? 1 : 0;
            return inFlight.wasAdded(sequence);
        }
        if (inFlight.market(sequence).id() != decoder.marketId())
        {
            return false;
        }

        take(decoder, inFlight.market(sequence), inFlight.appendTimeNs(sequence), nowNs);
        deliver(sequence);

        return true;
    }

    private boolean onRetried(final Retries.Attempt retry, final OutcomeDecoder decoder, final long nowNs)
    {
        if (retry.market().id() != decoder.marketId())
        {
            return false;
        }
        take(decoder, retry.market(), retry.timeNs(), nowNs);
        deliver(decoder.clientSequence());

        return true;
    }

    private void take(
        final OutcomeDecoder decoder, final Market market, final long appendTimeNs, final long nowNs)
    {
        outcome
            .begin(
                market,
                decoder.clientSequence(),
                OutcomeKind.of(decoder.kindRaw()),
                RefusalCode.of(decoder.codeRaw()),
                appendTimeNs,
                nowNs)
            .repeated(1 == decoder.repeatedRaw())
            .numbers(decoder.w(), decoder.epoch(), decoder.txid(), decoder.hlc())
            .times(
                decoder.ownerTimeNs(),
                decoder.walTimeNs(),
                decoder.journalTimeNs(),
                decoder.standbyTimeNs(),
                decoder.outcomeTimeNs());
    }

    /**
     * Appends expire in the order in which they were made.
     *
     * @param nowNs     by the clock that stamped them.
     * @param timeoutNs after which one without an outcome is UNKNOWN; 0 for all of them.
     */
    void expire(final long nowNs, final long timeoutNs)
    {
        for (long retried; null == failure && 0 != (retried = retries.expired(nowNs, timeoutNs));)
        {
            final Retries.Attempt retry = retries.get(retried);
            outcome.begin(
                retry.market(), retried, OutcomeKind.UNKNOWN, RefusalCode.NONE, retry.timeNs(), nowNs);
            deliver(retried);
        }

        while (inFlight.count() > 0 && null == failure)
        {
            final long sequence = inFlight.oldest();
            final long appendTimeNs = inFlight.appendTimeNs(sequence);
            if (nowNs - appendTimeNs < timeoutNs)
            {
                return;
            }
            outcome.begin(
                inFlight.market(sequence), sequence, OutcomeKind.UNKNOWN, RefusalCode.NONE, appendTimeNs, nowNs);
            deliver(sequence);
        }
    }

    /** Ends all as UNKNOWN; a handler that throws does not keep the others from it. */
    void expireAll(final long nowNs, final ErrorHandler errorHandler)
    {
        do
        {
            expire(nowNs, 0);
            if (null != failure)
            {
                errorHandler.onError(failure);
                failure = null;
            }
        }
        while (inFlight.count() + retries.count() > 0);
    }

    /** From now on the outcome of this append is kept for {@link #awaited}, and no handler is called for it. */
    void await(final long sequence)
    {
        awaitedSequence = sequence;
        awaited = null;
    }

    /** The outcome awaited, or null while there is none. */
    Outcome awaited()
    {
        return awaited;
    }

    /** Whether a handler threw: then nothing more is handed over until that has reached the caller. */
    boolean hasFailed()
    {
        return null != failure;
    }

    void throwFailure()
    {
        final Throwable thrown = failure;
        failure = null;
        if (thrown instanceof RuntimeException exception)
        {
            throw exception;
        }
        if (thrown instanceof Error error)
        {
            throw error;
        }
    }

    /** How many were handed over since this was last asked. */
    int takeDelivered()
    {
        final int count = delivered;
        delivered = 0;

        return count;
    }

    long lateCount()
    {
        return lateCount;
    }

    /**
     * The place is free before the handler is called, so that it can append the next one. Hence an outcome is handed
     * over once, also when the handler throws.
     */
    private void deliver(final long sequence)
    {
        if (null == retries.remove(sequence))
        {
            inFlight.remove(sequence);
        }
        delivered++;
        if (sequence == awaitedSequence)
        {
            awaited = outcome.copy();
            return;
        }

        try
        {
            handler.onOutcome(outcome);
        }
        catch (final RuntimeException | Error ex)
        {
            failure = ex;
        }
    }
}

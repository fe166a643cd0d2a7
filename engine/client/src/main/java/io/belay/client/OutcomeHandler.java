package io.belay.client;

/**
 * Is told how appends ended. Called during {@link BelayClient#poll()} and the blocking calls, on their thread.
 * <p>
 * It may append. It must not poll, block or close the client. When it throws, the exception reaches the caller of poll;
 * that outcome counts as handed over, and those behind it wait for the next poll.
 */
@FunctionalInterface
public interface OutcomeHandler
{
    /**
     * @param outcome of one append, valid during the call only.
     */
    void onOutcome(Outcome outcome);
}

package io.belay.client;

/**
 * Is told how appends ended. Called during {@link BelayClient#poll()}, on its thread.
 */
@FunctionalInterface
public interface OutcomeHandler
{
    /**
     * @param outcome of one append, valid during the call only.
     */
    void onOutcome(Outcome outcome);
}

package io.belay.bench.flow;

/**
 * An endless flow of order events of one market, in the order of their times. Of one thread.
 */
public interface OrderFlow
{
    /**
     * Writes the next event.
     *
     * @param event to write to; its number is left 0.
     */
    void next(OrderEvent event);
}

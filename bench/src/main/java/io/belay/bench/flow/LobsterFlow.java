package io.belay.bench.flow;

/**
 * Repeats the events of a file without end.
 * <p>
 * Each lap's order ids are shifted beyond those of the lap before, and its times follow on, so no lap touches the orders
 * of another. What a lap leaves in the book stays there. Events without an order id keep none.
 */
public final class LobsterFlow implements OrderFlow
{
    private final LobsterFile file;
    private final OrderEvent recorded = new OrderEvent();
    private final long lapDurationNs;
    private final long lapOrderIds;
    private int index;
    private long timeShiftNs;
    private long orderIdShift;

    /**
     * @param file to repeat; it may be shared.
     */
    public LobsterFlow(final LobsterFile file)
    {
        this.file = file;
        // The pause between two laps is the file's average pause.
        lapDurationNs = file.durationNs() + Math.max(1, file.durationNs() / file.count());
        lapOrderIds = file.orderIdMax() + 1;
    }

    @Override
    public void next(final OrderEvent event)
    {
        if (file.count() == index)
        {
            index = 0;
            timeShiftNs += lapDurationNs;
            orderIdShift = Math.addExact(orderIdShift, lapOrderIds);
        }

        file.event(index++, recorded);
        final long orderId = recorded.orderId();
        event.set(
            recorded.timeNs() + timeShiftNs,
            recorded.type(),
            orderId > 0 ? Math.addExact(orderId, orderIdShift) : orderId,
            recorded.size(),
            recorded.price(),
            recorded.direction());
    }
}

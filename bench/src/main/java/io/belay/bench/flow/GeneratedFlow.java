package io.belay.bench.flow;

/**
 * Makes up order events from a seed: bursts of a few microseconds between quiet gaps, around a price that wanders.
 */
public final class GeneratedFlow implements OrderFlow
{
    private static final long OPENING_TIME_NS = 34_200_000_000_000L;
    private static final long OPENING_PRICE = 5_853_000;
    private static final long TICK = 100;
    private static final long PRICE_MIN = 1_000 * TICK;
    private static final int LIVE_MAX = 4_096;
    private static final int BURST_MAX = 39;
    private static final int BURST_SPACING_MAX_NS = 4_000;
    private static final int EXECUTION_CANDIDATES = 8;

    private final SplitMix random;
    private final LiveOrders live = new LiveOrders(LIVE_MAX);
    private final double intervalNs;
    private long timeNs = OPENING_TIME_NS;
    private long price = OPENING_PRICE;
    private long nextOrderId = 1;
    private int burstLeft;
    private double gapNs;

    /**
     * @param seed          that all depends on.
     * @param ratePerSecond average number of events, above 0.
     */
    public GeneratedFlow(final long seed, final double ratePerSecond)
    {
        if (!(ratePerSecond > 0))
        {
            throw new IllegalArgumentException("rate " + ratePerSecond + " is not above 0");
        }

        random = new SplitMix(seed);
        intervalNs = 1_000_000_000.0 / ratePerSecond;
    }

    @Override
    public void next(final OrderEvent event)
    {
        advanceTime();
        final int dice = live.isFull() ? 99 : random.below(100);
        if (0 == live.count() || dice < 46)
        {
            place(event);
        }
        else if (dice < 52)
        {
            cancelPart(event);
        }
        else if (dice < 62)
        {
            execute(event);
        }
        else if (dice < 64)
        {
            event.set(timeNs, OrderEvent.HIDDEN_EXECUTION, 0, size(), price, direction());
        }
        else
        {
            final int index = random.below(live.count());
            take(event, OrderEvent.DELETE, index, live.size(index));
        }
    }

    /** The gap before a burst makes up for the haste in it, so that the average rate holds. */
    private void advanceTime()
    {
        if (0 == burstLeft)
        {
            burstLeft = 1 + random.below(BURST_MAX);
            timeNs += (long)random.exponential(Math.max(gapNs, 0));
            gapNs = burstLeft * intervalNs;
        }
        else
        {
            final long spacingNs = Math.min(random.below(BURST_SPACING_MAX_NS), (long)intervalNs);
            timeNs += spacingNs;
            gapNs -= spacingNs;
        }

        burstLeft--;
    }

    private void place(final OrderEvent event)
    {
        price = Math.max(PRICE_MIN, price + (random.below(3) - 1) * TICK);
        final int direction = direction();
        final long distance = (1 + Math.min(random.below(20), random.below(20))) * TICK;
        final long limit = price - direction * distance;
        final int size = size();
        live.add(nextOrderId, limit, size, direction);
        event.set(timeNs, OrderEvent.NEW, nextOrderId++, size, limit, direction);
    }

    private void cancelPart(final OrderEvent event)
    {
        final int index = random.below(live.count());
        final int size = live.size(index);
        if (1 == size)
        {
            take(event, OrderEvent.DELETE, index, size);
        }
        else
        {
            take(event, OrderEvent.PARTIAL_CANCEL, index, 1 + random.below(size - 1));
        }
    }

    private void execute(final OrderEvent event)
    {
        int best = random.below(live.count());
        for (int i = 1; i < EXECUTION_CANDIDATES; i++)
        {
            final int candidate = random.below(live.count());
            best = live.isBetter(candidate, best) ? candidate : best;
        }

        final int size = live.size(best);
        take(event, OrderEvent.EXECUTION, best, random.below(10) < 7 ? size : 1 + random.below(size));
    }

    private void take(final OrderEvent event, final int type, final int index, final int shares)
    {
        event.set(timeNs, type, live.id(index), shares, live.price(index), live.direction(index));
        live.reduce(index, shares);
    }

    private int size()
    {
        return 0 == random.below(4) ? 1 + random.below(500) : 100;
    }

    private int direction()
    {
        return 0 == random.below(2) ? OrderEvent.BUY : OrderEvent.SELL;
    }
}

package io.belay.bench.flow;

import java.util.List;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * The flows of all markets as one, in the order of their times; of two at one time the market first in the list is first.
 */
public final class MarketFlows
{
    private final OrderFlow[] flows;
    private final OrderEvent[] heads;
    private final long firstTimeNs;
    private int market = -1;
    private long number = -1;

    /**
     * @param flows one a market, at least one.
     */
    public MarketFlows(final List<? extends OrderFlow> flows)
    {
        this.flows = flows.toArray(new OrderFlow[0]);
        heads = new OrderEvent[this.flows.length];
        long earliestNs = Long.MAX_VALUE;
        for (int i = 0; i < heads.length; i++)
        {
            heads[i] = new OrderEvent().wrap(new UnsafeBuffer(new byte[OrderEvent.LENGTH]), 0);
            this.flows[i].next(heads[i]);
            earliestNs = Math.min(earliestNs, heads[i].timeNs());
        }

        firstTimeNs = earliestNs;
    }

    /** Goes on to the next event. */
    public void advance()
    {
        if (market >= 0)
        {
            flows[market].next(heads[market]);
        }

        market = 0;
        for (int i = 1; i < heads.length; i++)
        {
            if (heads[i].timeNs() < heads[market].timeNs())
            {
                market = i;
            }
        }

        number++;
        heads[market].number(number);
    }

    /**
     * @return the event, with its number; valid until {@link #advance()}.
     */
    public OrderEvent event()
    {
        return heads[market];
    }

    /**
     * @return index of the event's market.
     */
    public int market()
    {
        return market;
    }

    /**
     * @return nanoseconds from the first event of all to this one.
     */
    public long timeNs()
    {
        return heads[market].timeNs() - firstTimeNs;
    }
}

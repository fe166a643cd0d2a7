package io.belay.node;

import io.belay.replication.OwnerView;
import io.belay.replication.TimeBuckets;

/**
 * What all markets that a node owns come to together. Summed in each pass of the gauges, on the owner agent's thread.
 */
final class OwnerTotals
{
    private final TimeBuckets outcomeTimes = new TimeBuckets();
    private long appends;
    private long durable;
    private long unknown;

    void begin()
    {
        appends = 0;
        durable = 0;
        unknown = 0;
    }

    void add(final OwnerView market)
    {
        appends += market.appendCount();
        durable += market.durableCount();
        unknown += market.unknownCount();
    }

    long appends()
    {
        return appends;
    }

    long durable()
    {
        return durable;
    }

    long unknown()
    {
        return unknown;
    }

    /** Of the second that is over. */
    TimeBuckets outcomeTimes()
    {
        return outcomeTimes;
    }
}

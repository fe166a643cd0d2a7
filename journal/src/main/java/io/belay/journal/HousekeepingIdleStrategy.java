package io.belay.journal;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

import org.agrona.concurrent.IdleStrategy;

/**
 * Schedules a journal's housekeeping: goes on at once where that is urgent, pauses after each piece where it is not, and
 * parks ever longer when there is nothing to do. Of one thread.
 */
public final class HousekeepingIdleStrategy implements IdleStrategy
{
    static final long PAUSE_NS = 2_000_000;
    static final long PARK_NS_MIN = 100_000;
    static final long PARK_NS_MAX = 20_000_000;

    private final LongConsumer parking;
    private long parkNs = PARK_NS_MIN;

    /** Not idle. */
    public HousekeepingIdleStrategy()
    {
        this(LockSupport::parkNanos);
    }

    HousekeepingIdleStrategy(final LongConsumer parking)
    {
        this.parking = parking;
    }

    @Override
    public void idle(final int workCount)
    {
        if (workCount >= JournalHousekeeping.URGENT)
        {
            reset();
        }
        else if (workCount > 0)
        {
            reset();
            parking.accept(PAUSE_NS);
        }
        else
        {
            idle();
        }
    }

    @Override
    public void idle()
    {
        parking.accept(parkNs);
        parkNs = Math.min(2 * parkNs, PARK_NS_MAX);
    }

    @Override
    public void reset()
    {
        parkNs = PARK_NS_MIN;
    }

    @Override
    public String alias()
    {
        return "housekeeping";
    }
}

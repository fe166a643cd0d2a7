package io.belay.driver;

import org.agrona.concurrent.IdleStrategy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Parks for 5 ms whenever there is nothing to do: for the driver's executor, which resolves names when a stream is
 * opened and else would wake a thousand times a second for nothing.
 */
public final class RarelyWoken implements IdleStrategy
{
    private static final long PARK_NS = TimeUnit.MILLISECONDS.toNanos(5);

    @Override
    public void idle(final int workCount)
    {
        if (workCount <= 0)
        {
            idle();
        }
    }

    @Override
    public void idle()
    {
        LockSupport.parkNanos(PARK_NS);
    }

    @Override
    public void reset()
    {
        // It keeps no state: a park is as long the first time as the last.
    }

    @Override
    public String alias()
    {
        return "rarely-woken";
    }
}

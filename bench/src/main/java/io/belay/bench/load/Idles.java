package io.belay.bench.load;

import io.belay.driver.YieldThenPark;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * Idle strategies by name.
 */
public final class Idles
{
    private Idles()
    {
    }

    /**
     * @param name yield, adaptive (yields, then parks) or spin.
     * @return a new strategy of that kind.
     */
    public static IdleStrategy of(final String name)
    {
        return switch (name)
        {
            case "yield" -> new YieldingIdleStrategy();
            case "adaptive" -> new YieldThenPark();
            case "spin" -> new BusySpinIdleStrategy();
            default -> throw new LoadException("idle strategy '" + name + "' is none of yield, adaptive, spin");
        };
    }
}

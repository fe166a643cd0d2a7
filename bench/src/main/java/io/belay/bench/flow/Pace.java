package io.belay.bench.flow;

/**
 * When the events of a flow are due.
 */
public final class Pace
{
    private final double intervalNs;
    private final double speed;

    private Pace(final double intervalNs, final double speed)
    {
        this.intervalNs = intervalNs;
        this.speed = speed;
    }

    /**
     * Evenly spaced, whatever the flow's own times are.
     *
     * @param ratePerSecond above 0.
     * @return the pace.
     */
    public static Pace even(final double ratePerSecond)
    {
        return new Pace(1_000_000_000.0 / ratePerSecond, 0);
    }

    /**
     * At the flow's own times, bursts and pauses kept, but faster.
     *
     * @param speed how many times faster, above 0.
     * @return the pace.
     */
    public static Pace ownTimes(final double speed)
    {
        return new Pace(0, speed);
    }

    /**
     * As soon as there is room: a closed loop.
     *
     * @return the pace.
     */
    public static Pace asap()
    {
        return new Pace(0, 0);
    }

    /**
     * @return whether events are due at times of their own; if not, each is due when it can be sent.
     */
    public boolean isOpenLoop()
    {
        return intervalNs > 0 || speed > 0;
    }

    /**
     * @param index  of the event, from 0.
     * @param timeNs of the event since the first.
     * @return nanoseconds from the start of the run to when it is due.
     */
    public long dueNs(final long index, final long timeNs)
    {
        return intervalNs > 0 ? (long)(index * intervalNs) : speed > 0 ? (long)(timeNs / speed) : 0;
    }
}

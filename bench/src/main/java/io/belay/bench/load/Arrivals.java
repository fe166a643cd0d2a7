package io.belay.bench.load;

/**
 * When requests of an open loop are due. Of one thread.
 */
interface Arrivals
{
    /**
     * @param index of the request, from 0, asked for in rising order.
     * @return nanoseconds since the start of the load.
     */
    long dueNs(long index);

    /** At an average rate, so many at one moment. */
    static Arrivals even(final double ratePerSecond, final int burst)
    {
        final double intervalNs = 1e9 / ratePerSecond;

        return (index) -> (long)((index - index % burst) * intervalNs);
    }

    /** At given times, over and over, with the mean distance between the last and the first of the next round. */
    static Arrivals repeated(final long[] timesNs, final double speed)
    {
        final int count = timesNs.length;
        final double roundNs = (timesNs[count - 1] - timesNs[0]) * (count / Math.max(1.0, count - 1.0));

        return (index) ->
        {
            final long repeats = index / count;

            return (long)((repeats * roundNs + timesNs[(int)(index % count)] - timesNs[0]) / speed);
        };
    }
}

package io.belay.bench.load;

import java.util.Locale;
import java.util.Objects;

/**
 * One load: how requests come, how large they are, and for how long.
 *
 * @param kind      of arrivals.
 * @param inFlight  requests that may await their answer: kept full in a closed loop, only a bound in an open one.
 * @param rate      requests a second of an open loop, on average; 0 in a closed loop, and for a file's own times.
 * @param burst     requests that are due at one moment; 1 for an even pace.
 * @param orders    file whose times of arrival are used; null for none.
 * @param speed     how many times faster than the file's own times.
 * @param bytes     of a request.
 * @param markets   that the requests are spread over, in turn.
 * @param warmupNs  load before the window, which does not count.
 * @param windowNs  measured; 0 for a plan that only warms up.
 */
public record LoadPlan(
    Kind kind,
    int inFlight,
    double rate,
    int burst,
    String orders,
    double speed,
    int bytes,
    int markets,
    long warmupNs,
    long windowNs)
{
    /** Bound of an open loop: more than any window of a system under test. */
    public static final int IN_FLIGHT_MAX = 1 << 16;
    private static final double OPEN_WARMUP_RATE = 50_000;

    private static final double NS_PER_SECOND = 1e9;

    /** How requests come. */
    public enum Kind
    {
        /** The next is sent when an answer has come. */
        CLOSED,
        /** Each is due at its time, whatever the system does. */
        OPEN
    }

    /** Refuses what cannot be run. */
    public LoadPlan
    {
        Objects.requireNonNull(kind, "kind");
        if (inFlight < 1 || inFlight > IN_FLIGHT_MAX)
        {
            throw new LoadException(inFlight + " in flight is not from 1 to " + IN_FLIGHT_MAX);
        }
        if (Kind.OPEN == kind && null == orders && !(rate > 0 && rate <= NS_PER_SECOND))
        {
            throw new LoadException("a rate of " + rate + " a second cannot be kept");
        }
        if (burst < 1 || bytes < 1 || markets < 1 || warmupNs < 0 || windowNs < 0)
        {
            throw new LoadException("burst " + burst + ", bytes " + bytes + ", markets " + markets + ", warm-up " +
                warmupNs + " ns, window " + windowNs + " ns: none may be below 1, times not below 0");
        }
    }

    /**
     * @param inFlight requests that await their answer, always.
     * @param bytes    of a request.
     * @param warmupNs before the window.
     * @param windowNs measured.
     * @return a closed loop in one market.
     */
    public static LoadPlan closed(final int inFlight, final int bytes, final long warmupNs, final long windowNs)
    {
        return new LoadPlan(Kind.CLOSED, inFlight, 0, 1, null, 0, bytes, 1, warmupNs, windowNs);
    }

    /**
     * @param rate     requests a second.
     * @param bytes    of a request.
     * @param warmupNs before the window.
     * @param windowNs measured.
     * @return an open loop in one market at an even pace.
     */
    public static LoadPlan open(final double rate, final int bytes, final long warmupNs, final long windowNs)
    {
        return new LoadPlan(Kind.OPEN, IN_FLIGHT_MAX, rate, 1, null, 0, bytes, 1, warmupNs, windowNs);
    }

    /**
     * An open loop takes other ways through the code than a closed one, which are compiled after some ten thousand
     * requests: at a low rate that takes minutes, and each compilation holds a core for milliseconds.
     *
     * @param bytes    of a request.
     * @param warmupNs how long.
     * @return a load that only warms up for an open loop.
     */
    public static LoadPlan openWarmup(final int bytes, final long warmupNs)
    {
        return open(OPEN_WARMUP_RATE, bytes, warmupNs, 0);
    }

    /**
     * @param count of requests that are due at one moment.
     * @return the same plan with bursts.
     */
    public LoadPlan inBursts(final int count)
    {
        return new LoadPlan(kind, inFlight, rate, count, orders, speed, bytes, markets, warmupNs, windowNs);
    }

    /**
     * @param count of markets.
     * @return the same plan over so many markets.
     */
    public LoadPlan over(final int count)
    {
        return new LoadPlan(kind, inFlight, rate, burst, orders, speed, bytes, count, warmupNs, windowNs);
    }

    /**
     * @return the load in a few words.
     */
    public String text()
    {
        final StringBuilder text = new StringBuilder();
        if (Kind.CLOSED == kind)
        {
            text.append(String.format(Locale.ROOT, "%,d in flight", inFlight));
        }
        else if (null != orders)
        {
            text.append(orders).append(String.format(Locale.ROOT, " at %s x", Double.toString(speed)));
        }
        else
        {
            text.append(String.format(Locale.ROOT, "open loop, %,.0f/s", rate));
            if (burst > 1)
            {
                text.append(String.format(Locale.ROOT, " in bursts of %,d", burst));
            }
        }
        text.append(String.format(Locale.ROOT, ", %,d bytes", bytes));
        if (markets > 1)
        {
            text.append(String.format(Locale.ROOT, ", %,d markets", markets));
        }

        return text.toString();
    }
}

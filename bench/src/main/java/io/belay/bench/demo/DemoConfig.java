package io.belay.bench.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a demo runs.
 *
 * @param orders  file of events, or null for made-up ones.
 * @param events  in that file; 0 for made-up ones.
 * @param seed    of made-up events.
 * @param count   of events.
 * @param rate    a second: of an even pace, or the average of made-up events.
 * @param speed   of the events' own times, 0 for an even pace.
 * @param asap    whether each event is sent as soon as there is room.
 * @param markets names of the markets.
 * @param out     directory of the results.
 * @param keep    whether the journals are kept there.
 * @param fault   in the middle of the run.
 */
record DemoConfig(
    Path orders,
    int events,
    long seed,
    int count,
    double rate,
    double speed,
    boolean asap,
    List<String> markets,
    Path out,
    boolean keep,
    Fault fault)
{
    private static final int WARMUP_DIVISOR = 5;
    private static final double RATE_TOLERANCE = 0.95;

    DemoConfig
    {
        markets = List.copyOf(markets);
    }

    /** Events at the start whose latency is left out: the JVMs still compile then. */
    int warmup()
    {
        return count / WARMUP_DIVISOR;
    }

    /** Events a second that a perfect run would send on average; 0 when that is not known. */
    double targetRate()
    {
        return asap ? 0 : speed > 0 ? null == orders ? rate * speed : 0 : rate;
    }

    boolean isRateMissed(final double sentRate)
    {
        return sentRate < RATE_TOLERANCE * targetRate();
    }

    /** How often the file is sent, each market's flow by itself, the last time maybe in part; 0 for made-up events. */
    int rounds()
    {
        final int perMarket = (count + markets.size() - 1) / markets.size();

        return 0 == events ? 0 : (perMarket + events - 1) / events;
    }

    String flowText()
    {
        if (null == orders)
        {
            return "made-up events, seed " + seed;
        }

        final String times = 1 == rounds() ? "" :
            String.format(Locale.ROOT, ", repeated %,d times with new order ids", rounds());
        final String spacing = asap ? ", their own times left out" : speed > 0 ? "" : ", spaced evenly";

        return String.format(Locale.ROOT, "%,d events of %s%s%s", events, orders, times, spacing);
    }

    String paceText()
    {
        if (asap)
        {
            return "as fast as they are acknowledged (closed loop)";
        }

        if (speed > 0)
        {
            return (null == orders ? String.format(Locale.ROOT, "in bursts, %,.0f/s on average", rate * speed) :
                String.format(Locale.ROOT, "at %s times their own speed", Double.toString(speed).replaceAll("\\.0$", ""))) +
                " (open loop)";
        }

        return String.format(Locale.ROOT, "evenly at %,.0f/s (open loop)", rate);
    }
}

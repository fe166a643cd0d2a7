package io.belay.bench.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a demo runs.
 *
 * @param orders  file of events, or null for made-up ones.
 * @param seed    of made-up events.
 * @param count   of events.
 * @param rate    a second: of an even pace, or the average of made-up events.
 * @param speed   of the events' own times, 0 for an even pace.
 * @param asap    whether each event is sent as soon as there is room.
 * @param markets names of the markets.
 * @param out     directory of the results.
 * @param keep    whether the journals are kept there.
 */
record DemoConfig(
    Path orders,
    long seed,
    int count,
    double rate,
    double speed,
    boolean asap,
    List<String> markets,
    Path out,
    boolean keep)
{
    private static final int WARMUP_DIVISOR = 5;

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

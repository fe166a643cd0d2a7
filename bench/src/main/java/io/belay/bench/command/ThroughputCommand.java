package io.belay.bench.command;

import java.util.ArrayList;
import java.util.List;

import io.belay.bench.load.LoadPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Rate in a closed loop.
 */
@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Keeps so many appends in flight (closed loop), and measures how many are acknowledged a second.")
final class ThroughputCommand extends BelayBench
{
    private static final long SETTLE_NS = 500_000_000L;

    @Option(names = "--in-flight", paramLabel = "N,N", split = ",", defaultValue = "1,64,256",
        description = "Appends that await their acknowledgement. Default: ${DEFAULT-VALUE}.")
    private int[] inFlight;

    @Override
    List<LoadPlan> plans()
    {
        final List<LoadPlan> plans = new ArrayList<>(List.of(warmup()));
        for (final int each : inFlight)
        {
            plans.add(LoadPlan.closed(each, options.bytes, SETTLE_NS, options.duration.ns()).over(options.markets));
        }

        return plans;
    }
}

package io.belay.bench.command;

import java.util.ArrayList;
import java.util.List;

import io.belay.bench.load.LoadPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Latency at several rates.
 */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Latency at one rate after the other, open loop: where the curve bends is what the machine can do.")
final class SweepCommand extends BelayBench
{
    private static final long SETTLE_NS = 500_000_000L;

    @Option(names = "--rates", paramLabel = "N,N", split = ",",
        defaultValue = "1000,2000,5000,10000,20000,50000,100000,150000",
        description = "Frames a second. Default: ${DEFAULT-VALUE}.")
    private double[] rates;

    @Override
    List<LoadPlan> plans()
    {
        final List<LoadPlan> plans = new ArrayList<>(List.of(warmup(), openWarmup()));
        for (final double each : rates)
        {
            plans.add(LoadPlan.open(each, options.bytes, SETTLE_NS, options.duration.ns()).over(options.markets));
        }

        return plans;
    }
}

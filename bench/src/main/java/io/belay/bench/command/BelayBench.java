package io.belay.bench.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import io.belay.bench.load.LoadException;
import io.belay.bench.load.LoadPlan;
import io.belay.bench.process.RunException;
import io.belay.bench.result.BenchFile;
import io.belay.bench.result.Measurement;
import io.belay.node.cli.ExitCodes;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A benchmark of Belay alone.
 */
abstract class BelayBench implements Callable<Integer>
{
    @Mixin
    BenchOptions options;

    @Mixin
    BenchOutput output;

    @Spec
    CommandSpec spec;

    /** What is run in each round, the warm-up first. */
    abstract List<LoadPlan> plans();

    @Override
    public Integer call() throws IOException, InterruptedException
    {
        try
        {
            final BenchScreen screen = new BenchScreen(spec.commandLine().getOut(), true);
            final List<LoadPlan> plans = plans();
            final BenchFile found = new BelayRounds(spec.name(), options, output.directory(spec.name()), screen).run(plans);
            output.write(found);

            return found.measurements().stream().allMatch(Measurement::valid) ? ExitCodes.OK : ExitCodes.NEGATIVE;
        }
        catch (final LoadException ex)
        {
            throw new ParameterException(spec.commandLine(), ex.getMessage(), ex);
        }
        catch (final RunException ex)
        {
            spec.commandLine().getErr().println("belay bench " + spec.name() + ": " + ex.getMessage());

            return ex.exitCode();
        }
    }

    LoadPlan warmup()
    {
        return LoadPlan.closed(64, options.bytes, options.warmup.ns(), 0).over(options.markets);
    }

    LoadPlan openWarmup()
    {
        return LoadPlan.openWarmup(options.bytes, options.warmup.ns() / 2).over(options.markets);
    }
}

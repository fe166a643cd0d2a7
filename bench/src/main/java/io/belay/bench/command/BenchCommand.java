package io.belay.bench.command;

import java.util.concurrent.Callable;

import io.belay.bench.change.ChangesCommand;
import io.belay.bench.compare.CompareCommand;
import io.belay.bench.compare.FloorCommand;
import io.belay.bench.report.CheckCommand;
import io.belay.bench.report.ReportCommand;
import io.belay.node.cli.SubCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures Belay on this machine: a media driver, an owner, a standby and a client, each a process.",
    subcommands = {
        LatencyCommand.class,
        ThroughputCommand.class,
        SweepCommand.class,
        FloorCommand.class,
        CompareCommand.class,
        ChangesCommand.class,
        PartsCommand.class,
        ReportCommand.class,
        CheckCommand.class
    })
public final class BenchCommand implements SubCommand, Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call()
    {
        throw new ParameterException(spec.commandLine(), "which benchmark? One of " +
            String.join(", ", spec.subcommands().keySet()));
    }
}

package io.belay.bench.system;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.belay.bench.load.LoadException;
import io.belay.bench.load.LoadProcess;
import io.belay.client.BelayException;
import io.belay.driver.TimerSlack;
import io.belay.node.cli.ExitCodes;
import io.belay.node.cli.SubCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The process that loads Belay.
 */
@Command(
    name = "bench-load",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Loads the owner node of a run of belay bench, which writes its configuration.")
public final class LoadCommand implements SubCommand, Callable<Integer>
{
    @Parameters(paramLabel = "FILE", description = "What to run, as JSON.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException
    {
        TimerSlack.setNs(1);
        try
        {
            LoadProcess.run(file, BelayTarget::new, new PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8));

            return ExitCodes.OK;
        }
        catch (final LoadException | BelayException ex)
        {
            spec.commandLine().getErr().println("belay bench-load: " + ex.getMessage());

            return ExitCodes.NOT_DURABLE;
        }
    }
}

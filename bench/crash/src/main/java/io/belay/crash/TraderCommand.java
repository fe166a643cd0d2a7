package io.belay.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

import io.belay.bench.flow.GeneratedFlow;
import io.belay.bench.flow.LobsterFile;
import io.belay.bench.flow.LobsterFlow;
import io.belay.bench.flow.MarketFlows;
import io.belay.bench.flow.OrderFlow;
import io.belay.node.cli.ExitCodes;
import io.belay.node.cli.SubCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs a trading process of the crash harness.
 */
@Command(
    name = "crash-trader",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Runs a trading process of belay crash.")
public final class TraderCommand implements SubCommand, Callable<Integer>
{
    /** The line that says that it runs. */
    static final String READY = "READY crash-trader";

    @Option(names = "--place", required = true, split = ",", description = "A node and the directory of its driver, " +
        "as NODE=DIR; first the one to begin with.")
    private Map<String, String> places;

    @Option(names = "--market", required = true, description = "To append to, wherever it is owned.")
    private String market;

    @Option(names = "--client-id", required = true, description = "Of this process and those before it.")
    private long clientId;

    @Option(names = "--history", required = true, description = "Where it writes what it did and was told.")
    private Path file;

    @Option(names = "--rate", required = true, description = "Appends a second.")
    private int rate;

    @Option(names = "--seed", required = true, description = "Of its events.")
    private long seed;

    @Option(names = "--first-number", required = true, description = "Of its events.")
    private long firstNumber;

    @Option(names = "--orders", description = "LOBSTER message file; else its events are made up.")
    private Path orders;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException
    {
        try (History history = History.open(file))
        {
            spec.commandLine().getOut().println(READY);
            spec.commandLine().getOut().flush();
            new TradingProcess(
                new Whereabouts(places, market, clientId), flows(), history, new SplittableRandom(seed), rate,
                firstNumber).run();
        }

        return ExitCodes.OK;
    }

    private MarketFlows flows() throws IOException
    {
        final LobsterFile lobster = null == orders ? null : LobsterFile.read(orders);
        final OrderFlow flow = null == lobster ? new GeneratedFlow(seed, rate) : new LobsterFlow(lobster);

        return new MarketFlows(List.of(flow));
    }
}

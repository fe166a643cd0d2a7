package io.belay.node.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Hands a market over from its owner to its standby.
 */
@Command(
    name = "handover",
    description = "Hands a market over to its standby. It is told to the owner. Nothing is lost; appends wait for some " +
        "milliseconds, and clients are then told which node owns the market.",
    footerHeading = "%nExit codes:%n",
    footer = {
        "  0 done, 1 refused or failed, 2 wrong command line, 4 no media driver or node there, 70 a defect."
    },
    mixinStandardHelpOptions = true)
public final class HandoverCommand implements Callable<Integer>
{
    @Option(names = "--market", required = true, paramLabel = "NAME", description = "Market to hand over.")
    private String market;

    @Option(names = "--to", required = true, paramLabel = "NODE", description = "Its standby, which is to own it.")
    private String target;

    @Mixin
    private ChangeOptions options;

    @Override
    public Integer call()
    {
        final long timeoutNs = options.timeoutNs();
        options.checkMarketName(market);

        return options.run("hand " + market + " over to " + target,
            (client) -> client.handOver(market, target, timeoutNs));
    }
}

package io.belay.node.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Gives a market another standby.
 */
@Command(
    name = "assign",
    description = "Gives a market another standby. It is told to the owner. The old standby must accept that it is " +
        "none any more, since it may hold the right to go on alone; until the new one holds all, the market goes on " +
        "with W=1.",
    footerHeading = "%nExit codes:%n",
    footer = {
        "  0 done, 1 refused or failed, 2 wrong command line, 4 no media driver or node there, 70 a defect."
    },
    mixinStandardHelpOptions = true)
public final class AssignCommand implements Callable<Integer>
{
    @Option(names = "--market", required = true, paramLabel = "NAME", description = "The market.")
    private String market;

    @Option(names = "--standby", required = true, paramLabel = "NODE", description = "The new standby.")
    private String standby;

    @Option(names = "--old-disk-is-wiped",
        description = "Vouches that the disk of the old standby, which cannot be asked, is wiped before it is used " +
            "again. Written into the journal.")
    private boolean isVouched;

    @Mixin
    private ChangeOptions options;

    @Override
    public Integer call()
    {
        final long timeoutNs = options.timeoutNs();
        options.checkMarketName(market);

        return options.run("assign standby " + standby + " to " + market,
            (client) -> client.assign(market, standby, isVouched, timeoutNs));
    }
}

package io.belay.node.cli;

import java.util.concurrent.Callable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Makes a node the owner of a market, or of all markets of another node.
 */
@Command(
    name = "promote",
    description = "Makes a node the owner of a market. An owner that answers hands the market over, and nothing is " +
        "lost. When it is silent, the node becomes the owner alone (W=1) if it holds the right to go on alone, and " +
        "counts the other disk again by itself once that has come back and caught up. Else it is refused, unless " +
        "--accept-loss is given.",
    footerHeading = "%nExit codes:%n",
    footer = {
        "  0 done, 1 refused or failed, 2 wrong command line, 4 no media driver or node there, 70 a defect."
    },
    mixinStandardHelpOptions = true)
public final class PromoteCommand implements Callable<Integer>
{
    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(names = "--accept-loss",
        description = "Goes on although appends that were acknowledged elsewhere may be lost. Written into the journal.")
    private boolean isLossAccepted;

    @Mixin
    private ChangeOptions options;

    /** Which markets. */
    static final class Which
    {
        @Option(names = "--market", paramLabel = "NAME", description = "This market.")
        private String market;

        @Option(names = "--all-of", paramLabel = "OWNER", description = "All markets that this node owns now.")
        private String owner;
    }

    @Override
    public Integer call()
    {
        final long timeoutNs = options.timeoutNs();
        if (null == which.market)
        {
            return options.run("promote all of " + which.owner,
                (client) -> client.promoteAllOf(which.owner, isLossAccepted, timeoutNs));
        }

        options.checkMarketName(which.market);

        return options.run("promote " + which.market,
            (client) -> client.promote(which.market, isLossAccepted, timeoutNs));
    }
}

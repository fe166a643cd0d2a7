package io.belay.journal.tools;

import org.agrona.collections.LongHashSet;
import picocli.CommandLine.Option;

/**
 * The options that choose a range of entries.
 */
final class RangeOptions
{
    @Option(
        names = "--from",
        paramLabel = "BOUND",
        converter = OutputOptions.BoundOption.class,
        description = {
            "First entry: " + Bound.FORMS + ".",
            "A sequence counts the entries of the whole journal, and another node's differ; a position counts the " +
                "entries of one market and a txid its frames, the same on all nodes, so each needs exactly one " +
                "--market; a time is the one stamped by the owner."})
    private Bound from;

    @Option(
        names = "--to",
        paramLabel = "BOUND",
        converter = OutputOptions.BoundOption.class,
        description = "Last entry, in the same forms; a time includes its whole millisecond.")
    private Bound to;

    boolean hasFrom()
    {
        return null != from;
    }

    /**
     * @param marketIds of the markets wanted; of none when all are.
     * @return what is asked for.
     * @throws CommandException when the bounds cannot be understood for these markets.
     */
    EntryFilter filter(final LongHashSet marketIds) throws CommandException
    {
        if (1 != marketIds.size() && (isOfOneMarket(from) || isOfOneMarket(to)))
        {
            throw new CommandException(
                ExitCode.USAGE, "each market counts its own positions and txids: such a bound needs exactly one " +
                    "--market");
        }

        return new EntryFilter(marketIds, from, to);
    }

    private static boolean isOfOneMarket(final Bound bound)
    {
        return null != bound && bound.unit().isOfOneMarket();
    }
}

package io.belay.crash;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

import io.belay.node.cli.Belay;
import io.belay.node.cli.ExitCodes;

/**
 * A command of an operator that changes who owns a market, given to one node as it is given by hand.
 *
 * @param isDone whether it was done.
 * @param said   by the command.
 */
record OwnerOrder(boolean isDone, String said)
{
    /** Longer than a node takes to give a change up. */
    private static final String TIMEOUT = "20s";
    private static final int TRIES_MAX = 3;
    private static final long CALM_TIMEOUT_MS = 40_000;

    /**
     * Gives it until it is done, each time when nothing is wrong: a machine that has no time for a node for a moment makes
     * an order fail that was in order.
     *
     * @param pair    that it is for.
     * @param machine whose node is told.
     * @param words   of the command.
     * @return how it ended at last.
     */
    static OwnerOrder insist(final Pair pair, final Machine machine, final String... words)
    {
        OwnerOrder order = give(machine, words);
        for (int i = 1; i < TRIES_MAX && !order.isDone && Pair.await(CALM_TIMEOUT_MS, pair::isCalm); i++)
        {
            pair.diary().note("asks again: " + order.said);
            order = give(machine, words);
        }

        return order;
    }

    /**
     * @param machine whose node is told.
     * @param words   of the command.
     * @return how it ended.
     */
    static OwnerOrder give(final Machine machine, final String... words)
    {
        final List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of(
            "--aeron-dir", machine.aeronDirectory().toString(), "--node", machine.name(), "--timeout", TIMEOUT));
        final StringWriter text = new StringWriter();
        final PrintWriter writer = new PrintWriter(text);
        final int code = Belay.commandLine().setOut(writer).setErr(writer).execute(command.toArray(new String[0]));
        writer.flush();

        return new OwnerOrder(ExitCodes.OK == code, text.toString().strip());
    }
}

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

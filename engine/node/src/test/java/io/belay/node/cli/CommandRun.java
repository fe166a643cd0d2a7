package io.belay.node.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One run of the {@code belay} command in this process.
 */
record CommandRun(int code, String out, String err)
{
    static CommandRun of(final String... args)
    {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int code = Belay.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);

        return new CommandRun(code, out.toString(), err.toString());
    }
}

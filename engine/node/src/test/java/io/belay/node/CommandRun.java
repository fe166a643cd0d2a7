package io.belay.node;

import java.io.PrintWriter;
import java.io.StringWriter;

import io.belay.node.cli.Belay;

/**
 * One run of the {@code belay} command in this process.
 *
 * @param code of its exit.
 * @param out  standard output.
 * @param err  standard error.
 */
public record CommandRun(int code, String out, String err)
{
    /**
     * @param args of the command line.
     * @return how it ended, and what it wrote.
     */
    public static CommandRun of(final String... args)
    {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int code = Belay.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);

        return new CommandRun(code, out.toString(), err.toString());
    }
}

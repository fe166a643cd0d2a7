package io.belay.journal.tools;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import picocli.CommandLine;

/**
 * One run of a command as the shell would do it, with what it printed.
 */
record CommandRun(int exitCode, String out, String err)
{
    static CommandRun dump(final Object... arguments)
    {
        return of(new DumpCommand(), arguments);
    }

    static CommandRun tail(final Object... arguments)
    {
        return of(new TailCommand(), arguments);
    }

    static CommandRun verify(final Object... arguments)
    {
        return of(new VerifyCommand(), arguments);
    }

    static CommandRun of(final Object command, final Object... arguments)
    {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++)
        {
            texts[i] = String.valueOf(arguments[i]);
        }

        final int exitCode = new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(texts);

        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    List<String> lines()
    {
        return out.lines().toList();
    }

    /** The sequences that were printed, in the form for people. */
    List<Long> sequences()
    {
        return out.lines().map(line -> Long.valueOf(line.substring(0, line.indexOf(' ')))).toList();
    }
}

package io.belay.node;

import java.io.IOException;
import java.util.Arrays;

import io.belay.node.cli.Belay;

/**
 * The main class of every child process of the tests.
 */
public final class ChildMain
{
    static final String BELAY = "belay";
    static final String APPENDER = "appender";

    private ChildMain()
    {
    }

    /**
     * @param args what to be, and its own arguments.
     * @throws IOException when the appender cannot write down what was acknowledged.
     */
    public static void main(final String[] args) throws IOException
    {
        final Thread watch = new Thread(ChildMain::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();

        final String[] rest = Arrays.copyOfRange(args, 1, args.length);
        if (BELAY.equals(args[0]))
        {
            Belay.main(rest);
        }
        else
        {
            Appender.start(rest);
        }
    }

    /** The pipe ends when the parent does, however it ends. */
    private static void endWithParent()
    {
        try
        {
            while (System.in.read() >= 0)
            {
                // Nothing is ever said.
            }
        }
        catch (final IOException ignore)
        {
            // The same.
        }

        Runtime.getRuntime().halt(99);
    }
}

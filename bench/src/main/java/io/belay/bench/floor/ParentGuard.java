package io.belay.bench.floor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Ends this process when the one that started it has ended, {@code kill -9} included: standard input is a pipe from
 * there, and the kernel closes it.
 */
public final class ParentGuard
{
    private static final int EXIT_ORPHANED = 143;

    private final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    /**
     * Waits for the parent to say something; ends this process when there is no parent any more.
     *
     * @return a line.
     */
    public String line()
    {
        try
        {
            final String line = input.readLine();
            if (null != line)
            {
                return line;
            }
        }
        catch (final IOException ignore)
        {
            // No parent any more, in other words.
        }

        System.exit(EXIT_ORPHANED);

        return "";
    }

    /**
     * Watches from now on, on a thread of its own. What the parent says after that is not heard.
     */
    public void watch()
    {
        final Thread thread = new Thread(
            () ->
            {
                while (true)
                {
                    line();
                }
            },
            "parent-guard");
        thread.setDaemon(true);
        thread.start();
    }
}

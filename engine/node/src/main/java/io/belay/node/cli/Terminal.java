package io.belay.node.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What standard output is connected to.
 *
 * @param isScreen whether it can be cleared: a terminal, and not a dumb one.
 * @param columns  that a line may have.
 * @param rows     that can be seen at once.
 */
record Terminal(boolean isScreen, int columns, int rows)
{
    /** A file or a pipe: all is shown. */
    static final Terminal NONE = new Terminal(false, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final File CONTROLLING = new File("/dev/tty");
    private static final long STTY_TIMEOUT_MS = 500;
    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    /** Looks at this process's standard output. Its size is asked of {@code stty}, for Java cannot tell. */
    static Terminal ofStandardOutput()
    {
        if (!isTerminal() || "dumb".equals(System.getenv("TERM")))
        {
            return NONE;
        }

        final String[] size = stty().strip().split(" ", 2);
        try
        {
            final int rows = Integer.parseInt(size[0]);
            final int columns = Integer.parseInt(size[1]);

            return new Terminal(true, columns > 0 ? columns : COLUMNS, rows > 0 ? rows : ROWS);
        }
        catch (final NumberFormatException | ArrayIndexOutOfBoundsException ex)
        {
            return new Terminal(true, COLUMNS, ROWS);
        }
    }

    private static boolean isTerminal()
    {
        try
        {
            final String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();

            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || "/dev/console".equals(target);
        }
        catch (final IOException ex)
        {
            return false;
        }
    }

    /** Rows and columns, or nothing. */
    private static String stty()
    {
        try
        {
            final Process process = new ProcessBuilder("stty", "size")
                .redirectInput(CONTROLLING)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
            if (!process.waitFor(STTY_TIMEOUT_MS, TimeUnit.MILLISECONDS))
            {
                process.destroyForcibly();

                return "";
            }

            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (final IOException ex)
        {
            return ""; // A bare system has no stty.
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();

            return "";
        }
    }
}

package io.belay.journal.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.agrona.concurrent.NanoClock;

/**
 * Tells people at a terminal how far a long piece of work is. Of one thread.
 */
final class Progress
{
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final PrintWriter out;
    private final NanoClock clock;
    private final long totalBytes;
    private final boolean isShown;
    private long nextNs;
    private int length;

    /**
     * @param out        to write to, or null to be silent.
     * @param clock      that says when to write again.
     * @param totalBytes of the whole work.
     */
    Progress(final PrintWriter out, final NanoClock clock, final long totalBytes)
    {
        this.out = out;
        this.clock = clock;
        this.totalBytes = Math.max(1, totalBytes);
        this.isShown = null != out;
        this.nextNs = clock.nanoTime() + INTERVAL_NS;
    }

    /**
     * @return whether standard error is a terminal.
     */
    static boolean isTerminal()
    {
        try
        {
            final String target = Files.readSymbolicLink(STANDARD_ERROR).toString();

            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        }
        catch (final IOException | UnsupportedOperationException ex)
        {
            return false;
        }
    }

    void update(final long doneBytes, final long entries)
    {
        if (isShown && clock.nanoTime() - nextNs >= 0)
        {
            nextNs = clock.nanoTime() + INTERVAL_NS;
            show(Math.min(100, doneBytes * 100 / totalBytes) + "% " + entries + " entries");
        }
    }

    /** Takes the line away. */
    void end()
    {
        if (length > 0)
        {
            show("");
            out.print('\r');
            out.flush();
        }
    }

    private void show(final String text)
    {
        out.print('\r' + text + " ".repeat(Math.max(0, length - text.length())));
        out.flush();
        length = text.length();
    }
}

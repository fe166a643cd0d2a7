package io.belay.journal.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.agrona.concurrent.NanoClock;

/**
 * Tells people at a terminal how far a long piece of work is, how fast it goes and when it will be done. Of one thread.
 */
final class Progress
{
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final PrintWriter out;
    private final NanoClock clock;
    private final long total;
    private final String noun;
    private final boolean isShown;
    private final long beginNs;
    private long nextNs;
    private int length;

    /**
     * @param out   to write to, or null to be silent.
     * @param clock that says when to write again.
     * @param total of the whole work, in its own measure.
     * @param noun  what is counted for people, in the plural.
     */
    Progress(final PrintWriter out, final NanoClock clock, final long total, final String noun)
    {
        this.out = out;
        this.clock = clock;
        this.total = Math.max(1, total);
        this.noun = noun;
        this.isShown = null != out;
        this.beginNs = clock.nanoTime();
        this.nextNs = beginNs + INTERVAL_NS;
    }

    /**
     * @return one that is silent.
     */
    static Progress none()
    {
        return new Progress(null, () -> 0, 1, "");
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

    /**
     * @param done  of the total.
     * @param count of what is counted for people.
     */
    void update(final long done, final long count)
    {
        if (isShown && clock.nanoTime() - nextNs >= 0)
        {
            final long nowNs = clock.nanoTime();
            nextNs = nowNs + INTERVAL_NS;
            show(text(done, count, Math.max(1, nowNs - beginNs)));
        }
    }

    private String text(final long done, final long count, final long elapsedNs)
    {
        final double part = Math.min(1, (double)done / total);
        final String text = (int)(part * 100) + "% " + count + " " + noun + ", " +
            rate(count * (double)TimeUnit.SECONDS.toNanos(1) / elapsedNs) + "/s";
        if (0 == part)
        {
            return text;
        }

        final long leftS = TimeUnit.NANOSECONDS.toSeconds((long)(elapsedNs / part - elapsedNs));

        return text + String.format(Locale.ROOT, ", %d:%02d:%02d left", leftS / 3600, leftS / 60 % 60, leftS % 60);
    }

    private static String rate(final double perSecond)
    {
        return perSecond < 10_000 ? Long.toString(Math.round(perSecond)) :
            perSecond < 1_000_000 ? Math.round(perSecond / 1_000) + "k" :
            String.format(Locale.ROOT, "%.1fM", perSecond / 1_000_000);
    }

    /** Takes the line away. */
    void end()
    {
        if (length > 0)
        {
            show("");
            out.print('\r');
            out.flush();
            length = 0;
        }
    }

    private void show(final String text)
    {
        out.print('\r' + text + " ".repeat(Math.max(0, length - text.length())));
        out.flush();
        length = text.length();
    }
}

package io.belay.bench.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What people see: one line a step on standard output, and a progress bar on standard error where that is a terminal.
 */
final class Screen
{
    private static final int BAR_WIDTH = 30;
    private static final String LINE_START = "\r\033[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean isQuiet;
    private final boolean isUnicode;
    private final boolean isColoured;
    private final boolean hasBar;
    private boolean isBarShown;

    /**
     * @param out             for lines.
     * @param err             for the bar.
     * @param environment     of the process.
     * @param isQuiet         whether lines are left out: standard output is for a program.
     * @param isOutATerminal  whether colours are of use.
     * @param isErrATerminal  whether a bar is of use.
     */
    Screen(
        final PrintWriter out,
        final PrintWriter err,
        final Map<String, String> environment,
        final boolean isQuiet,
        final boolean isOutATerminal,
        final boolean isErrATerminal)
    {
        this.out = out;
        this.err = err;
        this.isQuiet = isQuiet;
        final boolean isDumb = "dumb".equals(environment.get("TERM"));
        isUnicode = isUtf8(environment);
        isColoured = isOutATerminal && !isDumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
        hasBar = isErrATerminal && !isDumb && !environment.containsKey("CI");
    }

    /** Whether a standard stream of this process is a terminal: 1 is the output, 2 the error output. */
    static boolean isTerminal(final int descriptor)
    {
        try
        {
            final String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();

            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || "/dev/console".equals(target);
        }
        catch (final IOException ex)
        {
            return false;
        }
    }

    private static boolean isUtf8(final Map<String, String> environment)
    {
        for (final String key : new String[]{"LC_ALL", "LC_CTYPE", "LANG"})
        {
            final String value = environment.getOrDefault(key, "");
            if (!value.isEmpty())
            {
                final String upper = value.toUpperCase(Locale.ROOT);

                return upper.contains("UTF-8") || upper.contains("UTF8");
            }
        }

        return false;
    }

    /** A step that went well, or a plain line. */
    void step(final String subject, final String text)
    {
        line(String.format("%-10s %s", subject, text));
    }

    /** A step with its verdict. */
    void verdict(final String subject, final boolean isGood, final String text)
    {
        final String mark = isUnicode ? isGood ? "\u2713" : "\u2717" : isGood ? "ok" : "FAILED";
        line(String.format("%-10s %s %s", subject, coloured(mark, isGood ? "32" : "31"), text));
    }

    private String coloured(final String text, final String colour)
    {
        return isColoured ? "\033[" + colour + "m" + text + "\033[0m" : text;
    }

    synchronized void line(final String text)
    {
        clearBar();
        if (!isQuiet)
        {
            out.println(text.stripTrailing());
            out.flush();
        }
    }

    /** On standard error, whether lines are left out or not. */
    synchronized void notice(final String text)
    {
        clearBar();
        err.println(text);
        err.flush();
    }

    /** Micro, as far as the terminal can show it. */
    String micros()
    {
        return isUnicode ? "\u00b5s" : "us";
    }

    synchronized void progress(final String subject, final long done, final long of)
    {
        if (!hasBar)
        {
            return;
        }

        final int filled = (int)(BAR_WIDTH * done / Math.max(1, of));
        err.print(LINE_START + String.format(
            Locale.ROOT,
            "%-10s [%s%s] %3d%%  %,d/%,d",
            subject,
            (isUnicode ? "\u2588" : "#").repeat(filled),
            (isUnicode ? "\u2591" : ".").repeat(BAR_WIDTH - filled),
            100 * done / Math.max(1, of),
            done,
            of));
        err.flush();
        isBarShown = true;
    }

    /** Takes the bar away, so that something else can be written. */
    synchronized void endProgress()
    {
        clearBar();
    }

    private void clearBar()
    {
        if (isBarShown)
        {
            err.print(LINE_START);
            err.flush();
            isBarShown = false;
        }
    }
}

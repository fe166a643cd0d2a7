package io.belay.node.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.belay.node.ConfigException;
import io.belay.node.NodeStatus;

/**
 * Looks at a node again and again, and shows each time what it is and how fast it goes. A node that stops is waited for.
 * Of one thread.
 */
final class StatusWatch
{
    private static final String HOME = "\033[H";
    private static final String CLEAR_LINE_END = "\033[K";
    private static final String CLEAR_BELOW = "\033[J";
    private static final String CLEAR = "\033[2J";

    private final Supplier<NodeStatus> source;
    private final MarketSelection selection;
    private final Supplier<Terminal> terminal;
    private final boolean isJson;
    private final int rowsMax;
    private final PrintWriter out;
    private NodeStatus last;
    private long lastNs;

    /**
     * @param source    of what is seen; it throws while the node's files are being replaced.
     * @param selection of the markets to show.
     * @param terminal  asked before each picture, for people resize it.
     * @param isJson    whether one JSON object is written each time.
     * @param rowsMax   of a picture, 0 for what the terminal has.
     * @param out       to write to.
     */
    StatusWatch(
        final Supplier<NodeStatus> source,
        final MarketSelection selection,
        final Supplier<Terminal> terminal,
        final boolean isJson,
        final int rowsMax,
        final PrintWriter out)
    {
        this.source = source;
        this.selection = selection;
        this.terminal = terminal;
        this.isJson = isJson;
        this.rowsMax = rowsMax;
        this.out = out;
    }

    /**
     * Runs until it has shown so many pictures, it is interrupted, or nobody reads them.
     *
     * @param intervalNs between two pictures.
     * @param count      of pictures, 0 for no end.
     * @return the last look, or null when the node could not be read then.
     */
    NodeStatus run(final long intervalNs, final long count)
    {
        // A rate needs two looks. Who sits at a screen is shown the first one while waiting for the second.
        final Terminal first = terminal.get();
        if (first.isScreen())
        {
            out.print(CLEAR);
            show(first);
        }
        else
        {
            look();
        }

        long nextNs = System.nanoTime() + intervalNs;
        for (long shown = 0; (0 == count || shown < count) && pauseUntil(nextNs) && !isOutClosed(); shown++)
        {
            show(terminal.get());
            nextNs = Math.max(nextNs + intervalNs, System.nanoTime());
        }

        return last;
    }

    private static boolean pauseUntil(final long timeNs)
    {
        try
        {
            TimeUnit.NANOSECONDS.sleep(timeNs - System.nanoTime());

            return true;
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();

            return false;
        }
    }

    /**
     * @return whether nobody reads any more what is written: the other end of a pipe may go, as head does.
     */
    boolean isOutClosed()
    {
        return out.checkError() || System.out.checkError(); // A writer around it hides what it has swallowed.
    }

    /** @return why the node cannot be read, or null when it was. */
    private String look()
    {
        try
        {
            last = source.get();
            lastNs = System.nanoTime();

            return null;
        }
        catch (final ConfigException | IllegalStateException ex)
        {
            last = null;

            return ex.getMessage();
        }
    }

    private void show(final Terminal screen)
    {
        final NodeStatus before = last;
        final long beforeNs = lastNs;
        final String why = look();
        final StatusRates rates =
            null == why ? StatusRates.between(before, last, lastNs - beforeNs) : StatusRates.UNKNOWN;
        if (isJson)
        {
            out.println(null == why ?
                StatusJson.of(last, selection.of(last, rates), rates) : StatusJson.waiting(why));
        }
        else
        {
            final int rows = rowsMax > 0 ? rowsMax : screen.rows();
            print(screen, null == why ?
                StatusScreen.of(last, selection.of(last, rates), rates, selection.order(), screen.columns(), rows) :
                List.of("waiting for the node: " + why));
        }

        out.flush();
    }

    private void print(final Terminal screen, final List<String> lines)
    {
        if (screen.isScreen())
        {
            // Drawn over the picture before, for a cleared screen flickers.
            out.print(HOME);
            lines.forEach((line) -> out.print(line + CLEAR_LINE_END + "\r\n"));
            out.print(CLEAR_BELOW);
        }
        else
        {
            lines.forEach(out::println);
            out.println();
        }
    }
}

package io.belay.journal.tools;

import java.io.PrintWriter;

/**
 * Writes lines to standard output in large pieces, and notices when nobody reads them any more. Of one thread.
 */
final class Output
{
    private static final int BUFFER_LENGTH = 32 * 1024;

    private final PrintWriter out;
    private final StringBuilder pending = new StringBuilder(BUFFER_LENGTH + 1024);
    private boolean isClosed;

    Output(final PrintWriter out)
    {
        this.out = out;
    }

    void line(final String line)
    {
        pending.append(line).append('\n');
        if (pending.length() >= BUFFER_LENGTH)
        {
            flush();
        }
    }

    void flush()
    {
        if (!pending.isEmpty())
        {
            out.append(pending);
            pending.setLength(0);
            isClosed |= out.checkError(); // It flushes, too.
            isClosed |= System.out.checkError(); // A writer around it hides what it has swallowed.
        }
    }

    /**
     * @return whether the last flush found that standard output takes nothing any more, as behind {@code | head}.
     */
    boolean isClosed()
    {
        return isClosed;
    }
}

package io.belay.node;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.agrona.ErrorHandler;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.errors.DistinctErrorLog;

/**
 * Keeps the distinct errors of a node where other processes can read them, and says each once on standard error.
 */
final class NodeErrors implements ErrorHandler
{
    private static final int SAID_MAX = 256;

    private final DistinctErrorLog log;
    private final PrintStream out;
    private final Set<String> said = new HashSet<>();
    private final AtomicLong count = new AtomicLong();

    NodeErrors(final AtomicBuffer buffer, final EpochClock clock, final PrintStream out)
    {
        log = new DistinctErrorLog(buffer, clock);
        this.out = out;
    }

    @Override
    public void onError(final Throwable error)
    {
        count.incrementAndGet();
        log.record(error);
        final String text = null == error.getMessage() ? error.toString() : error.getMessage();
        synchronized (said)
        {
            if (said.size() < SAID_MAX && said.add(error.getClass().getName() + text))
            {
                out.println("belay: " + text);
            }
        }
    }

    long count()
    {
        return count.get();
    }
}

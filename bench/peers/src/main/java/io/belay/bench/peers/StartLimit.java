package io.belay.bench.peers;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.belay.bench.load.LoadException;

/**
 * Gives a system so much time to come up, and says what it was doing when that was not enough.
 */
final class StartLimit
{
    private static final int FRAMES_SHOWN = 12;

    private StartLimit()
    {
    }

    /**
     * Starts a system on a thread of its own. When the time is up that thread is left behind, and with it what it has
     * started so far: the process is meant to end then.
     */
    static <T> T within(final String name, final long timeoutNs, final Callable<T> start)
    {
        final FutureTask<T> task = new FutureTask<>(start);
        final Thread thread = new Thread(task, "start-of-" + name);
        thread.setDaemon(true);
        thread.start();
        try
        {
            return task.get(timeoutNs, TimeUnit.NANOSECONDS);
        }
        catch (final TimeoutException ex)
        {
            throw new LoadException(name + " did not come up within " + TimeUnit.NANOSECONDS.toSeconds(timeoutNs) +
                " s; it was in " + where(thread), ex);
        }
        catch (final ExecutionException ex)
        {
            final Throwable cause = ex.getCause();
            if (cause instanceof LoadException words)
            {
                throw words;
            }

            throw new LoadException(name + " did not come up: " + cause, cause);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while " + name + " came up", ex);
        }
    }

    private static String where(final Thread thread)
    {
        final StringBuilder text = new StringBuilder();
        final StackTraceElement[] frames = thread.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, FRAMES_SHOWN); i++)
        {
            text.append(0 == i ? "" : " < ").append(frames[i]);
        }

        return text.toString();
    }
}

package io.belay.journal.tools;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends long work in order: on Ctrl-C the process waits until what must be said was said. Of the thread that works.
 */
final class Stop implements AutoCloseable
{
    private static final long FAREWELL_S = 5;

    private final Thread worker = Thread.currentThread();
    private final Thread hook = new Thread(this::onSignal, "belay-stop");
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean isSignalled;

    Stop()
    {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void onSignal()
    {
        isSignalled = true;
        LockSupport.unpark(worker);
        try
        {
            if (!done.await(FAREWELL_S, TimeUnit.SECONDS))
            {
                return; // Its output may be blocked for good.
            }
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the work is to end, by a signal or an interrupt of its thread. */
    boolean isAsked()
    {
        return isSignalled || worker.isInterrupted();
    }

    @Override
    public void close()
    {
        done.countDown();
        try
        {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        catch (final IllegalStateException ignore)
        {
            // The process ends already.
        }
    }
}

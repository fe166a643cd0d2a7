package io.belay.journal;

/**
 * What background work owes to the threads that an ack waits for.
 */
final class BackgroundThread
{
    private BackgroundThread()
    {
    }

    /**
     * Lets others run. Where cores are few, a thread that computes and does not yield keeps its core for a tick of the
     * scheduler, some milliseconds; so this is called every few dozen microseconds of work.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    static void giveWay()
    {
        Thread.yield();
    }
}

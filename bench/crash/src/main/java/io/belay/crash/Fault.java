package io.belay.crash;

import java.io.IOException;

/**
 * A fault that was injected.
 */
interface Fault
{
    /** What was done, in a few words. */
    String text();

    /** How long it should last; 0 when it is over already. */
    long holdMs();

    /**
     * Ends it. Processes that it has ended are started again by the pair.
     *
     * @throws IOException          when this system fails to.
     * @throws InterruptedException when this thread is told to stop.
     * @throws StuckException       when the pair behaves as it never may.
     */
    void heal() throws IOException, InterruptedException, StuckException;

    /** Whether it was done: a process may have ended just before. */
    boolean isDone();

    /** One that is over. */
    static Fault over(final String text)
    {
        return of(text, true, 0, () ->
        {
        });
    }

    /** One that found nothing to do. */
    static Fault missed(final String text)
    {
        return of(text, false, 0, () ->
        {
        });
    }

    /** One that lasts until it is healed. */
    static Fault of(final String text, final long holdMs, final Healing healing)
    {
        return of(text, true, holdMs, healing);
    }

    private static Fault of(final String text, final boolean isDone, final long holdMs, final Healing healing)
    {
        return new Fault()
        {
            @Override
            public boolean isDone()
            {
                return isDone;
            }

            @Override
            public String text()
            {
                return text;
            }

            @Override
            public long holdMs()
            {
                return holdMs;
            }

            @Override
            public void heal() throws IOException, InterruptedException, StuckException
            {
                healing.heal();
            }
        };
    }

    /** How to end a fault. */
    interface Healing
    {
        void heal() throws IOException, InterruptedException, StuckException;
    }
}

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

    /** One that is over. */
    static Fault over(final String text)
    {
        return of(text, 0, () ->
        {
        });
    }

    static Fault of(final String text, final long holdMs, final Healing healing)
    {
        return new Fault()
        {
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

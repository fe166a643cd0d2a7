package io.belay.driver;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicLong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class TimerSlackTest
{
    @Test
    void shouldSetTheSlackOfTheCallingThreadAndOfThoseItStarts() throws InterruptedException
    {
        assumeTrue(TimerSlack.ns() > 0, "this system does not say what a thread's timer slack is");

        final AtomicLong inherited = new AtomicLong();
        final AtomicLong own = new AtomicLong();
        final Thread parent = new Thread(
            () ->
            {
                assertTrue(TimerSlack.setNs(7));
                own.set(TimerSlack.ns());
                final Thread child = new Thread(() -> inherited.set(TimerSlack.ns()));
                child.start();
                joinQuietly(child);
            });
        final long beforeNs = TimerSlack.ns();
        parent.start();
        parent.join();

        assertEquals(7, own.get());
        assertEquals(7, inherited.get());
        assertEquals(beforeNs, TimerSlack.ns());
    }

    private static void joinQuietly(final Thread thread)
    {
        try
        {
            thread.join();
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
    }
}

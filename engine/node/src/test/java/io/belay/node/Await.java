package io.belay.node;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits until something is so, by looking again and again: what is awaited is what another thread or process does.
 */
final class Await
{
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(40);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private Await()
    {
    }

    static void until(final String what, final BooleanSupplier condition)
    {
        until(what, condition, () -> "");
    }

    static void until(final String what, final BooleanSupplier condition, final Supplier<Object> whatIsThere)
    {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (!condition.getAsBoolean())
        {
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw new AssertionError("not within " + TimeUnit.NANOSECONDS.toSeconds(TIMEOUT_NS) + " s: " + what +
                    "; there is " + whatIsThere.get());
            }

            LockSupport.parkNanos(LOOK_NS);
        }
    }
}

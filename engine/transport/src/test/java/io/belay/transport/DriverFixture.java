package io.belay.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import org.agrona.CloseHelper;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * A media driver in a directory of its own, and streams over it.
 */
final class DriverFixture implements AutoCloseable
{
    static final long AWAIT_NS = TimeUnit.SECONDS.toNanos(20);

    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    final List<Throwable> losses = new CopyOnWriteArrayList<>();
    final MediaDriver driver;
    final AeronStreams streams;

    DriverFixture(final Path folder)
    {
        driver = MediaDriver.launch(new MediaDriver.Context()
            .performStorageChecks(false) // In a plain chroot Java finds no file store.
            .aeronDirectoryName(folder.resolve("driver").toString())
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(new YieldingIdleStrategy())
            .publicationLingerTimeoutNs(TimeUnit.MILLISECONDS.toNanos(50))
            .timerIntervalNs(TimeUnit.MILLISECONDS.toNanos(10))
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .errorHandler(errors::add));
        streams = AeronStreams.connect(
            new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()).driverTimeoutMs(1_000),
            errors::add,
            losses::add);
    }

    static void await(final String what, final BooleanSupplier condition)
    {
        final long deadlineNs = System.nanoTime() + AWAIT_NS;
        final YieldingIdleStrategy idle = new YieldingIdleStrategy();
        while (!condition.getAsBoolean())
        {
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw new AssertionError("did not happen: " + what);
            }
            idle.idle();
        }
    }

    @Override
    public void close()
    {
        CloseHelper.closeAll(streams, driver);
    }
}

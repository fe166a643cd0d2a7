package io.belay.bench.floor;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.belay.bench.process.JavaCommand;
import io.belay.bench.process.RunProcesses;
import org.agrona.IoUtil;

/**
 * Belay's own media driver in a process of its own, as in production, with a directory that nobody else uses.
 */
final class DriverProcess implements AutoCloseable
{
    private static final long READY_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);

    private final Path directory;
    private final Companion companion;

    private DriverProcess(final Path directory, final Companion companion)
    {
        this.directory = directory;
        this.companion = companion;
    }

    /**
     * @param directory that the driver makes, and that is gone at the end.
     * @param profile   of the driver.
     */
    static DriverProcess start(final Path directory, final String profile)
    {
        final List<String> arguments = new ArrayList<>(List.of("child", "--delete", directory.toString()));
        arguments.add("--");
        arguments.addAll(RunProcesses.driverArguments(profile, directory));
        final Companion companion = Companion.start("media driver", JavaCommand.ofThisProcess().with(arguments));
        final DriverProcess driver = new DriverProcess(directory, companion);
        try
        {
            companion.await("READY driver", READY_TIMEOUT_NS);
        }
        catch (final RuntimeException ex)
        {
            driver.close();
            throw ex;
        }

        return driver;
    }

    @Override
    public void close()
    {
        companion.close();
        IoUtil.delete(new File(directory.toString()), true);
    }
}

package io.belay.driver;

import io.aeron.driver.MediaDriver;
import io.aeron.exceptions.AeronException;
import org.agrona.CloseHelper;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/**
 * A running media driver, embedded in this process or the whole purpose of it. Closing it removes its directory;
 * clients must be closed before.
 * <p>
 * Only this user may enter the directory. Aeron makes it as the process's umask has it, so in a process whose umask
 * lets others in it is open to them for the few milliseconds of the launch.
 */
public final class BelayDriver implements AutoCloseable
{
    /** The properties of the process are lent to Aeron, and file locks do not hold between threads. */
    private static final Object LAUNCHING = new Object();
    private static final long TIMER_SLACK_NS = 1;

    private final DriverConfig config;
    private final List<Finding> warnings;
    private final MediaDriver mediaDriver;

    private BelayDriver(final DriverConfig config, final List<Finding> warnings, final MediaDriver mediaDriver)
    {
        this.config = config;
        this.warnings = warnings;
        this.mediaDriver = mediaDriver;
    }

    /**
     * Check the machine, replace what a dead driver left in the directory, and start.
     *
     * @throws DriverRefusedException if it cannot start here as asked; nothing was touched.
     */
    public static BelayDriver launch(final DriverConfig config)
    {
        return launch(config, Machine.probe(Path.of(config.directory())), () -> {});
    }

    /**
     * As {@link #launch(DriverConfig)}, with what to do when a client ends this driver through its directory.
     *
     * @param machine       to check the configuration against.
     * @param onTermination called on the driver's own thread: it may signal, but not close.
     */
    static BelayDriver launch(final DriverConfig config, final Machine machine, final Runnable onTermination)
    {
        Objects.requireNonNull(onTermination, "onTermination");
        final DriverDirectory directory = new DriverDirectory(Path.of(config.directory()));

        synchronized (LAUNCHING)
        {
            final Preflight preflight = preflight(config, machine);
            requireNoRefusal(preflight.findings());
            final MediaDriver mediaDriver = LaunchLock.whileHeld(
                directory.path(),
                () -> PropertyLoan.whileLent(
                    preflight.fitted().loan(), () -> start(directory, machine, onTermination)));

            return new BelayDriver(preflight.fitted(), preflight.findings(), mediaDriver);
        }
    }

    /** Hold a configuration against a machine without starting anything. */
    static Preflight preflight(final DriverConfig config, final Machine machine)
    {
        synchronized (LAUNCHING)
        {
            final DriverNeeds needs = PropertyLoan.whileLent(config.loan(), () -> needs(config));

            return Preflight.check(config, needs, machine);
        }
    }

    /** What clients pass to {@code Aeron.Context#aeronDirectoryName}. */
    public String aeronDirectoryName()
    {
        return mediaDriver.aeronDirectoryName();
    }

    /** The configuration that it runs with, lowered where the machine allowed less. */
    public DriverConfig config()
    {
        return config;
    }

    /** What does not suit this machine but did not keep the driver from starting. */
    public List<Finding> warnings()
    {
        return warnings;
    }

    @Override
    public void close()
    {
        CloseHelper.close(mediaDriver);
    }

    private static DriverNeeds needs(final DriverConfig config)
    {
        try
        {
            return DriverNeeds.of(config, new MediaDriver.Context());
        }
        catch (final IllegalArgumentException ex)
        {
            throw new DriverRefusedException("the configuration is not valid: " + ex.getMessage(), ex);
        }
    }

    private static MediaDriver start(
        final DriverDirectory directory, final Machine machine, final Runnable onTermination)
    {
        directory.requireFree();
        try
        {
            final MediaDriver mediaDriver = MediaDriver.launch(context(directory, machine, onTermination));
            directory.makePrivate();

            return mediaDriver;
        }
        catch (final AeronException | IllegalArgumentException ex)
        {
            throw new DriverRefusedException("Aeron refuses this configuration: " + ex.getMessage(), ex);
        }
    }

    private static MediaDriver.Context context(
        final DriverDirectory directory, final Machine machine, final Runnable onTermination)
    {
        final ThreadFactory threads = BelayDriver::thread;

        final MediaDriver.Context context = new MediaDriver.Context()
            .aeronDirectoryName(directory.path().toString())
            .dirDeleteOnStart(true) // It was found to be free, and no other launch can have come in between.
            .dirDeleteOnShutdown(true)
            .warnIfDirectoryExists(false)
            .terminationHook(onTermination)
            .sharedThreadFactory(threads)
            .sharedNetworkThreadFactory(threads)
            .conductorThreadFactory(threads)
            .senderThreadFactory(threads)
            .receiverThreadFactory(threads);

        // Aeron asks the file system what is free and fails where Java cannot tell which one it is. The preflight has
        // asked in a way that works there too.
        return machine.isFileSystemKnown() ? context : context.performStorageChecks(false);
    }

    /** Each thread sets its own timer slack: an embedded driver cannot know which thread started it. */
    private static Thread thread(final Runnable agent)
    {
        return new Thread(
            () ->
            {
                TimerSlack.setNs(TIMER_SLACK_NS);
                agent.run();
            });
    }

    private static void requireNoRefusal(final List<Finding> findings)
    {
        final List<Finding> refusals = findings.stream().filter(Finding::refused).toList();
        if (!refusals.isEmpty())
        {
            throw new DriverRefusedException(String.join("\n", refusals.stream().map(Finding::toString).toList()));
        }
    }
}

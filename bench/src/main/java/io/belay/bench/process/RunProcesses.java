package io.belay.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.belay.driver.DriverProfile;
import io.belay.node.cli.ExitCodes;

/**
 * The processes of one run. They end when this is closed, and also when this process dies of anything.
 */
public final class RunProcesses implements AutoCloseable
{
    /** Listener that does not listen. */
    public static final Consumer<String> IGNORE = (line) ->
    {
    };

    private static final long READY_TIMEOUT_MS = 60_000;

    private final JavaCommand java;
    private final RunDirectories directories;
    private final List<ChildProcess> children = new ArrayList<>();
    private boolean isClosed;

    /**
     * @param java        that runs them.
     * @param directories of the run.
     */
    public RunProcesses(final JavaCommand java, final RunDirectories directories)
    {
        this.java = java;
        this.directories = directories;
    }

    /**
     * @param profile of the driver. One that is asked for is measured, also where the driver would advise against it; it
     *                says so in its log.
     * @return the media driver.
     * @throws RunException when it cannot be started.
     */
    public ChildProcess startDriver(final String profile) throws RunException
    {
        // The driver outlives the others, so it deletes what they share when nobody else can.
        return start(
            "driver",
            List.of("--delete", directories.shared().toString()),
            driverArguments(profile, directories.aeron()),
            "READY driver",
            IGNORE);
    }

    /**
     * @param profile   of a driver.
     * @param directory that it makes.
     * @return how it is started.
     */
    public static List<String> driverArguments(final String profile, final Path directory)
    {
        final List<String> arguments =
            new ArrayList<>(List.of("driver", "--profile", profile, "--dir", directory.toString()));
        if (!DriverProfile.DEV.profileName().equals(profile))
        {
            arguments.add("--force");
        }

        return arguments;
    }

    /**
     * @param name of the node.
     * @param file its configuration.
     * @return the node.
     * @throws RunException when it cannot be started.
     */
    public ChildProcess startNode(final String name, final Path file) throws RunException
    {
        return start(name, List.of(), List.of("node", file.toString()), "READY node=" + name, IGNORE);
    }

    /**
     * Starts {@code belay} once more.
     *
     * @param name        of the process, for people.
     * @param command     arguments of {@code belay}.
     * @param readyPrefix what the line begins with that says that it runs.
     * @param listener    of each line that it prints, on a thread of its own.
     * @return the process.
     * @throws RunException when it cannot be started.
     */
    public ChildProcess start(
        final String name, final List<String> command, final String readyPrefix, final Consumer<String> listener)
        throws RunException
    {
        return start(name, List.of(), command, readyPrefix, listener);
    }

    private ChildProcess start(
        final String name,
        final List<String> guardOptions,
        final List<String> command,
        final String readyPrefix,
        final Consumer<String> listener) throws RunException
    {

        final List<String> arguments = new ArrayList<>(List.of("child"));
        arguments.addAll(guardOptions);
        arguments.add("--");
        arguments.addAll(command);

        return startOther(name, java.with(arguments), readyPrefix, listener);
    }

    /**
     * Starts any program, which must end when its standard input does.
     *
     * @param name        of the process, for people.
     * @param command     to run.
     * @param readyPrefix what the line begins with that says that it runs.
     * @param listener    of each line that it prints, on a thread of its own.
     * @return the process.
     * @throws RunException when it cannot be started.
     */
    public synchronized ChildProcess startOther(
        final String name, final List<String> command, final String readyPrefix, final Consumer<String> listener)
        throws RunException
    {
        if (isClosed)
        {
            throw new RunException(ExitCodes.INTERNAL, "the run is ending");
        }

        try
        {
            final ChildProcess child =
                ChildProcess.start(name, command, readyPrefix, directories.log(name), listener);
            children.add(child);

            return child;
        }
        catch (final IOException ex)
        {
            throw new RunException(ExitCodes.PRECONDITION, "cannot start " + name + ": " + ex.getMessage(), ex);
        }
    }

    /**
     * Waits until a process says that it runs.
     *
     * @param child to wait for.
     * @throws RunException         when it does not, with its last words.
     * @throws InterruptedException when this thread is told to stop.
     */
    public void awaitReady(final ChildProcess child) throws RunException, InterruptedException
    {
        if (!child.awaitReady(READY_TIMEOUT_MS))
        {
            if (child.awaitEnd(1000))
            {
                throw ended(child);
            }

            throw new RunException(ExitCodes.NOT_DURABLE, child.name() + " is not ready after " +
                READY_TIMEOUT_MS / 1000 + " s; see " + directories.log(child.name()));
        }
    }

    /**
     * Looks whether all run that must.
     *
     * @param required processes.
     * @throws RunException         when one has ended.
     * @throws InterruptedException when this thread is told to stop.
     */
    public void requireAlive(final ChildProcess... required) throws RunException, InterruptedException
    {
        for (final ChildProcess child : required)
        {
            if (!child.isAlive())
            {
                child.awaitEnd(1000);
                throw ended(child);
            }
        }
    }

    /**
     * @param child that has ended and should not have.
     * @return what to say of it.
     */
    public RunException ended(final ChildProcess child)
    {
        final int code = child.exitCode();
        final boolean isKnown = ExitCodes.USAGE == code || ExitCodes.CORRUPTION == code || ExitCodes.UNREACHABLE == code ||
            ExitCodes.NOT_DURABLE == code || ExitCodes.PRECONDITION == code;

        return new RunException(isKnown ? code : ExitCodes.INTERNAL, child.name() + " (pid " + child.pid() +
            ") ended with exit code " + code + "; all that it said is in " + directories.log(child.name()) +
            ", last:" + System.lineSeparator() + child.lastWords().indent(2).stripTrailing());
    }

    @Override
    public synchronized void close()
    {
        isClosed = true;
        // All but the driver at once; the driver, the first that was started, when nobody uses it any more.
        for (int i = 1; i < children.size(); i++)
        {
            children.get(i).terminate();
        }

        for (int i = children.size() - 1; i >= 0; i--)
        {
            children.get(i).close();
        }
    }
}

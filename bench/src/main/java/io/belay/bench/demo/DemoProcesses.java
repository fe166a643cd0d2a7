package io.belay.bench.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.belay.node.cli.ExitCodes;

/**
 * The processes of one demo. They end when this is closed, and also when this process dies of anything.
 */
final class DemoProcesses implements AutoCloseable
{
    private static final long READY_TIMEOUT_MS = 60_000;

    private final JavaCommand java;
    private final DemoDirectories directories;
    private final List<ChildProcess> children = new ArrayList<>();
    private boolean isClosed;

    DemoProcesses(final JavaCommand java, final DemoDirectories directories)
    {
        this.java = java;
        this.directories = directories;
    }

    ChildProcess startDriver() throws DemoException
    {
        // The driver outlives the others, so it deletes what they share when nobody else can.
        return start(
            "driver",
            List.of("--delete", directories.shared().toString()),
            List.of("driver", "--profile", "dev", "--dir", directories.aeron().toString()),
            "READY driver",
            (line) ->
            {
            });
    }

    ChildProcess startNode(final String name, final Path file) throws DemoException
    {
        return start(name, List.of(), List.of("node", file.toString()), "READY node=" + name, (line) ->
        {
        });
    }

    ChildProcess startTrader(final Path file, final Consumer<String> listener) throws DemoException
    {
        return start("trader", List.of(), List.of("demo-trader", file.toString()), TraderCommand.READY, listener);
    }

    private synchronized ChildProcess start(
        final String name,
        final List<String> guardOptions,
        final List<String> command,
        final String readyPrefix,
        final Consumer<String> listener) throws DemoException
    {
        if (isClosed)
        {
            throw new DemoException(ExitCodes.INTERNAL, "the demo is ending");
        }

        final List<String> arguments = new ArrayList<>(List.of("demo-child"));
        arguments.addAll(guardOptions);
        arguments.add("--");
        arguments.addAll(command);
        try
        {
            final ChildProcess child =
                ChildProcess.start(name, java.with(arguments), readyPrefix, directories.log(name), listener);
            children.add(child);

            return child;
        }
        catch (final IOException ex)
        {
            throw new DemoException(ExitCodes.PRECONDITION, "cannot start " + name + ": " + ex.getMessage(), ex);
        }
    }

    void awaitReady(final ChildProcess child) throws DemoException, InterruptedException
    {
        if (!child.awaitReady(READY_TIMEOUT_MS))
        {
            if (child.awaitEnd(1000))
            {
                throw ended(child);
            }

            throw new DemoException(ExitCodes.NOT_DURABLE, child.name() + " is not ready after " +
                READY_TIMEOUT_MS / 1000 + " s; see " + directories.log(child.name()));
        }
    }

    /** Fails when one has ended that must run. */
    void requireAlive(final ChildProcess... required) throws DemoException, InterruptedException
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

    /** What to say of a process that has ended and should not have. */
    DemoException ended(final ChildProcess child)
    {
        final int code = child.exitCode();
        final boolean isKnown = ExitCodes.CORRUPTION == code || ExitCodes.UNREACHABLE == code ||
            ExitCodes.NOT_DURABLE == code || ExitCodes.PRECONDITION == code;

        return new DemoException(isKnown ? code : ExitCodes.INTERNAL, child.name() + " (pid " + child.pid() +
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

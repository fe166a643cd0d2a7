package io.belay.bench.floor;

import java.io.IOException;
import java.nio.file.Path;

import io.belay.bench.load.ChildSpec;
import io.belay.bench.load.LoadException;
import io.belay.bench.load.LoadPlan;

/**
 * What the processes that load one system have in common: they end with their parent, and say in one line why they
 * could not do what they were asked for.
 */
public final class ChildMain
{
    /** Begins the line that says why there are no results. */
    public static final String FAILED = "FAILED ";

    private static final int EXIT_USAGE = 2;
    private static final int EXIT_PRECONDITION = 6;

    /** The work of a process. */
    @FunctionalInterface
    public interface Work
    {
        /**
         * @param file with the {@link ChildSpec}.
         * @throws IOException   when the file cannot be read or the results cannot be written.
         * @throws LoadException when the system does not come up or breaks.
         */
        void run(Path file) throws IOException;
    }

    /** What a process does. */
    @FunctionalInterface
    interface Task
    {
        void run() throws IOException;
    }

    private ChildMain()
    {
    }

    /**
     * Runs to the end of this process.
     *
     * @param args file with the {@link ChildSpec}.
     * @param work to be done.
     */
    public static void run(final String[] args, final Work work)
    {
        if (1 != args.length)
        {
            fail(EXIT_USAGE, "one argument is needed: the file that says what to load");
        }

        new ParentGuard().watch();
        orFail(() -> work.run(Path.of(args[0])));

        // Threads of the system's own that are no daemons must not keep the process.
        System.exit(0);
    }

    /**
     * @param spec of a load.
     * @return the length of its requests, which these systems fix at their start.
     * @throws LoadException when the plans do not agree on it, or there are none.
     */
    public static int requestBytes(final ChildSpec spec)
    {
        final long[] lengths = spec.plans().stream().mapToLong(LoadPlan::bytes).distinct().toArray();
        if (1 != lengths.length)
        {
            throw new LoadException(spec.system() + " takes requests of one length, and the plans have " +
                lengths.length + " of them");
        }

        return (int)lengths[0];
    }

    /** Runs a task, or ends this process with a line that says why it failed. */
    static void orFail(final Task task)
    {
        try
        {
            task.run();
        }
        catch (final IOException | LoadException ex)
        {
            fail(EXIT_PRECONDITION, ex.getMessage());
        }
    }

    private static void fail(final int exitCode, final String reason)
    {
        System.out.println(FAILED + reason);
        System.out.flush();
        System.exit(exitCode);
    }
}

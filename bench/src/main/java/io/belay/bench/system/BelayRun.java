package io.belay.bench.system;

import java.io.IOException;
import java.nio.file.Path;

import io.belay.bench.load.ChildResult;
import io.belay.bench.process.JavaCommand;
import io.belay.bench.process.NodeFile;
import io.belay.bench.process.RunDirectories;
import io.belay.bench.process.RunException;
import io.belay.bench.process.RunProcesses;

/**
 * Starts Belay for one measurement, and ends it whatever happens.
 */
public final class BelayRun
{
    /** What is done while Belay runs. */
    @FunctionalInterface
    public interface Work
    {
        /**
         * @param system that runs.
         * @return what was found.
         * @throws RunException         when a process ends that must not.
         * @throws IOException          when a file cannot be written or read.
         * @throws InterruptedException when this thread is told to stop.
         */
        ChildResult on(BelaySystem system) throws RunException, IOException, InterruptedException;
    }

    private BelayRun()
    {
    }

    /**
     * @param directory on the disk to measure; empty or not there yet.
     * @param settings  of the nodes and the driver.
     * @param keep      whether the journals stay.
     * @param work      to be done.
     * @return what was found.
     * @throws RunException         when something does not come up or ends too early, with words.
     * @throws IOException          when a file or port refuses.
     * @throws InterruptedException when this thread is told to stop.
     */
    public static ChildResult in(
        final Path directory, final BelaySettings settings, final boolean keep, final Work work)
        throws RunException, IOException, InterruptedException
    {
        final RunDirectories directories = RunDirectories.create(directory);
        final RunProcesses processes = new RunProcesses(JavaCommand.ofThisProcess(), directories);
        final Thread cleaner = new Thread(() -> clean(processes, directories, keep), "bench-cleanup");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try
        {
            return work.on(BelaySystem.start(processes, directories, settings));
        }
        finally
        {
            clean(processes, directories, keep);
            forget(cleaner);
        }
    }

    private static void forget(final Thread hook)
    {
        try
        {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        catch (final IllegalStateException ignore)
        {
            // It runs already.
        }
    }

    private static void clean(
        final RunProcesses processes, final RunDirectories directories, final boolean keep)
    {
        processes.close();
        directories.deleteShared();
        if (!keep)
        {
            directories.deleteNode(NodeFile.OWNER);
            directories.deleteNode(NodeFile.STANDBY);
        }
    }
}

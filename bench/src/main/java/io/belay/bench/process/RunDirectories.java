package io.belay.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.belay.node.cli.ExitCodes;
import org.agrona.IoUtil;

/**
 * Where one run keeps its files: results and journals in the output directory, on a real disk, and what is shared
 * between its processes in a directory of its own in memory.
 */
public final class RunDirectories
{
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final Path out;
    private final Path shared;

    private RunDirectories(final Path out, final Path shared)
    {
        this.out = out;
        this.shared = shared;
    }

    /**
     * Makes the directories.
     *
     * @param out on the disk that the journals are to be on; empty or not there yet.
     * @return the directories.
     * @throws RunException when they cannot be made, or hold something.
     */
    public static RunDirectories create(final Path out) throws RunException
    {
        try
        {
            if (Files.isDirectory(out) && !isEmpty(out))
            {
                throw new RunException(ExitCodes.PRECONDITION,
                    out + " is not empty: name another --out, so that no earlier result is lost");
            }

            Files.createDirectories(out.resolve("log"));
            final Path parent = Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY :
                Path.of(System.getProperty("java.io.tmpdir"));

            return new RunDirectories(
                out.toAbsolutePath().normalize(),
                Files.createTempDirectory(parent, "belay-run-" + ProcessHandle.current().pid() + "-"));
        }
        catch (final IOException ex)
        {
            throw new RunException(ExitCodes.PRECONDITION, "cannot make the run's directories: " + ex, ex);
        }
    }

    private static boolean isEmpty(final Path directory) throws IOException
    {
        try (Stream<Path> entries = Files.list(directory))
        {
            return entries.findAny().isEmpty();
        }
    }

    /**
     * @return directory of results and journals.
     */
    public Path out()
    {
        return out;
    }

    /**
     * @return directory in memory, which goes when the run does.
     */
    public Path shared()
    {
        return shared;
    }

    /**
     * @return directory of the media driver.
     */
    public Path aeron()
    {
        return shared.resolve("aeron");
    }

    /**
     * @param name of a node.
     * @return its directory.
     */
    public Path node(final String name)
    {
        return out.resolve(name);
    }

    /**
     * @param node name of a node.
     * @return directory of its journal.
     */
    public Path journal(final String node)
    {
        return node(node).resolve("journal");
    }

    /**
     * @param process name of a process.
     * @return file for what it prints.
     */
    public Path log(final String process)
    {
        return out.resolve("log").resolve(process + ".log");
    }

    /** Deletes what is in memory. */
    public void deleteShared()
    {
        IoUtil.delete(shared.toFile(), true);
    }

    /**
     * Deletes the directory of a node.
     *
     * @param name of the node.
     */
    public void deleteNode(final String name)
    {
        IoUtil.delete(node(name).toFile(), true);
    }
}

package io.belay.bench.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.belay.node.cli.ExitCodes;
import org.agrona.IoUtil;

/**
 * Where one demo keeps its files: results and journals in the output directory, on a real disk, and what is shared
 * between its processes in a directory of its own in memory.
 */
final class DemoDirectories
{
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final Path out;
    private final Path shared;

    private DemoDirectories(final Path out, final Path shared)
    {
        this.out = out;
        this.shared = shared;
    }

    static DemoDirectories create(final Path out) throws DemoException
    {
        try
        {
            if (Files.isDirectory(out) && !isEmpty(out))
            {
                throw new DemoException(ExitCodes.PRECONDITION,
                    out + " is not empty: name another --out, so that no earlier result is lost");
            }

            Files.createDirectories(out.resolve("log"));
            final Path parent = Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY :
                Path.of(System.getProperty("java.io.tmpdir"));

            return new DemoDirectories(
                out.toAbsolutePath().normalize(),
                Files.createTempDirectory(parent, "belay-demo-" + ProcessHandle.current().pid() + "-"));
        }
        catch (final IOException ex)
        {
            throw new DemoException(ExitCodes.PRECONDITION, "cannot make the demo's directories: " + ex, ex);
        }
    }

    private static boolean isEmpty(final Path directory) throws IOException
    {
        try (Stream<Path> entries = Files.list(directory))
        {
            return entries.findAny().isEmpty();
        }
    }

    Path out()
    {
        return out;
    }

    /** In memory; gone when the demo is. */
    Path shared()
    {
        return shared;
    }

    Path aeron()
    {
        return shared.resolve("aeron");
    }

    Path node(final String name)
    {
        return out.resolve(name);
    }

    Path journal(final String node)
    {
        return node(node).resolve("journal");
    }

    Path log(final String process)
    {
        return out.resolve("log").resolve(process + ".log");
    }

    void deleteShared()
    {
        IoUtil.delete(shared.toFile(), true);
    }

    void deleteNode(final String name)
    {
        IoUtil.delete(node(name).toFile(), true);
    }
}

package io.belay.bench.floor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.belay.bench.load.LoadException;

/**
 * Whether a directory can take what a measurement writes.
 */
public final class DiskRoom
{
    private DiskRoom()
    {
    }

    /**
     * Refuses a directory that cannot be written to, or whose disk is too full.
     *
     * @param directory that exists.
     * @param bytes     that will be written below it.
     * @throws LoadException with the reason.
     */
    public static void require(final Path directory, final long bytes)
    {
        if (!Files.isDirectory(directory))
        {
            throw new LoadException(directory + " is not a directory");
        }
        if (!Files.isWritable(directory))
        {
            throw new LoadException(directory + " cannot be written to");
        }

        final long usable = usable(directory);
        if (usable < bytes)
        {
            throw new LoadException(directory + " has room for " + (usable >> 20) + " MiB, and " + (bytes >> 20) +
                " MiB are needed");
        }
    }

    private static long usable(final Path directory)
    {
        try
        {
            return Files.getFileStore(directory).getUsableSpace();
        }
        catch (final IOException ex)
        {
            // In a plain chroot Java cannot tell the file system; the old call asks the kernel.
            return directory.toFile().getUsableSpace();
        }
    }
}

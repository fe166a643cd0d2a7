package io.belay.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/**
 * Lets one process at a time look at a driver directory and start in it, so that of two drivers that find the same dead
 * one the second does not wipe what the first has made. A file beside the directory, gone when the launch is over.
 */
final class LaunchLock
{
    private final Path path;
    private final FileChannel channel;

    private LaunchLock(final Path path, final FileChannel channel)
    {
        this.path = path;
        this.channel = channel;
    }

    /** Wait for the lock and run the task. Threads of one process must exclude each other by themselves. */
    static <T> T whileHeld(final Path directory, final Supplier<T> task)
    {
        final LaunchLock lock = acquire(directory);
        try
        {
            return task.get();
        }
        finally
        {
            lock.release();
        }
    }

    private static LaunchLock acquire(final Path directory)
    {
        final Path path = directory.resolveSibling(directory.getFileName() + ".launch");
        try
        {
            Files.createDirectories(path.getParent());
            while (true)
            {
                final FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                channel.lock();
                if (isStill(path, channel))
                {
                    return new LaunchLock(path, channel);
                }

                channel.close();
            }
        }
        catch (final IOException ex)
        {
            throw new DriverRefusedException("cannot make " + path + ": " + ex.getMessage(), ex);
        }
    }

    private void release()
    {
        try (channel)
        {
            Files.deleteIfExists(path);
        }
        catch (final IOException ex)
        {
            throw new DriverRefusedException("cannot remove " + path + ": " + ex.getMessage(), ex);
        }
    }

    /** The one before us deletes the file when it is done: a lock on a deleted file keeps nobody out. */
    private static boolean isStill(final Path path, final FileChannel channel) throws IOException
    {
        final long stamp = System.nanoTime();
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, stamp));
        try
        {
            final byte[] seen = Files.readAllBytes(path);

            return seen.length == Long.BYTES && ByteBuffer.wrap(seen).getLong() == stamp;
        }
        catch (final NoSuchFileException ex)
        {
            return false;
        }
    }
}

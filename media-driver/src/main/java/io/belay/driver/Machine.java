package io.belay.driver;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a driver finds on the machine that it is started on.
 *
 * @param cores              that this process may run on.
 * @param mountPoint         of the file system that holds the driver's directory.
 * @param fileSystem         its type, for example {@code tmpfs}, or {@link #UNKNOWN_FILE_SYSTEM}.
 * @param usedBytes          of that file system.
 * @param freeBytes          of it that this process may still take.
 * @param sendBufferMaxBytes longest send buffer that the kernel gives a socket: {@code net.core.wmem_max}.
 * @param recvBufferMaxBytes longest receive buffer that the kernel gives a socket: {@code net.core.rmem_max}.
 */
public record Machine(
    int cores,
    Path mountPoint,
    String fileSystem,
    long usedBytes,
    long freeBytes,
    int sendBufferMaxBytes,
    int recvBufferMaxBytes)
{
    /** Java finds no file system by the root of a plain chroot, which is no mount point there. */
    public static final String UNKNOWN_FILE_SYSTEM = "";

    /** Look at the machine that this process runs on. The directory need not exist yet. */
    public static Machine probe(final Path directory)
    {
        final Path existing = nearestExisting(directory.toAbsolutePath().normalize());
        final Optional<FileStore> store = store(existing);
        final File file = existing.toFile();
        try (DatagramChannel channel = DatagramChannel.open())
        {
            // Asked for the impossible, the kernel gives the most that it ever will. Its own file under /proc is not
            // there in every container; this way the answer is the one that counts.
            channel.setOption(StandardSocketOptions.SO_SNDBUF, Integer.MAX_VALUE);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, Integer.MAX_VALUE);

            return new Machine(
                Runtime.getRuntime().availableProcessors(),
                store.isPresent() ? mountPoint(existing, store.get()) : existing,
                store.map(FileStore::type).orElse(UNKNOWN_FILE_SYSTEM),
                file.getTotalSpace() - file.getFreeSpace(),
                file.getUsableSpace(),
                channel.getOption(StandardSocketOptions.SO_SNDBUF),
                channel.getOption(StandardSocketOptions.SO_RCVBUF));
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException("cannot look at the machine: " + ex.getMessage(), ex);
        }
    }

    boolean isFileSystemKnown()
    {
        return !fileSystem.equals(UNKNOWN_FILE_SYSTEM);
    }

    private static Optional<FileStore> store(final Path existing)
    {
        try
        {
            return Optional.of(Files.getFileStore(existing));
        }
        catch (final IOException ex)
        {
            return Optional.empty();
        }
    }

    private static Path nearestExisting(final Path directory)
    {
        Path path = directory;
        while (!Files.exists(path) && path.getParent() != null)
        {
            path = path.getParent();
        }

        return path;
    }

    /** The topmost folder on the way up that is still in the same file system. */
    private static Path mountPoint(final Path existing, final FileStore store) throws IOException
    {
        Path path = existing.toRealPath();
        while (path.getParent() != null && store(path.getParent()).filter(store::equals).isPresent())
        {
            path = path.getParent();
        }

        return path;
    }
}

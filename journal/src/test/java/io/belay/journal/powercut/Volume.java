package io.belay.journal.powercut;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * An image file that is formatted and mounted by way of a loop device.
 */
final class Volume implements AutoCloseable
{
    private static final String POWER = "power";
    private static final long DETACH_TIMEOUT_S = 60;

    private final Path image;
    private final Path mountPoint;
    private boolean isMounted;

    private Volume(final Path image, final Path mountPoint)
    {
        this.image = image.toAbsolutePath();
        this.mountPoint = mountPoint;
    }

    /** Makes one; its blocks are taken only when they are written. */
    static Volume create(
        final FileSystem fileSystem, final Path image, final long bytes, final Path mountPoint) throws IOException
    {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw"))
        {
            file.setLength(bytes);
        }

        fileSystem.format(image);
        final Volume volume = new Volume(image, Files.createDirectories(mountPoint));
        volume.mount();

        return volume;
    }

    void mount() throws IOException
    {
        Command.run("mount", "-o", "loop", image.toString(), mountPoint.toString());
        isMounted = true;
        Files.writeString(power(), "a file to open when the file system is to be stopped\n", StandardCharsets.UTF_8);
    }

    /**
     * Returns when the loop device is gone, which goes with the last user of the mount. A process that copied the
     * mounts of this machine into a namespace of its own is one too; as long as it is there, mounting the image again
     * would only show the file system that was stopped.
     */
    void unmount() throws IOException
    {
        if (!isMounted)
        {
            return;
        }

        Command.run("umount", mountPoint.toString());
        isMounted = false;
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(DETACH_TIMEOUT_S);
        while (isAttached())
        {
            if (System.nanoTime() - endNs > 0)
            {
                throw new IOException("another mount namespace keeps " + image + " in use after it was unmounted here");
            }

            LockSupport.parkNanos(1_000_000);
        }
    }

    private boolean isAttached() throws IOException
    {
        try (Stream<Path> devices = Files.list(Path.of("/sys/block")))
        {
            for (final Path device : devices.toList())
            {
                if (String.valueOf(device.getFileName()).startsWith("loop") && backs(device))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private boolean backs(final Path device) throws IOException
    {
        try
        {
            return Files.readString(device.resolve("loop").resolve("backing_file")).strip().equals(image.toString());
        }
        catch (final FileSystemException ignore)
        {
            // It has none, or not any more.
            return false;
        }
    }

    Path image()
    {
        return image;
    }

    Path root()
    {
        return mountPoint;
    }

    Path power()
    {
        return mountPoint.resolve(POWER);
    }

    /** Leaves no mount, whatever state it is in. */
    @Override
    public void close() throws IOException
    {
        try
        {
            unmount();
        }
        catch (final IOException ex)
        {
            if (isMounted)
            {
                // Something still has a file open: the name goes now, the rest with the last user.
                Command.run("umount", "-l", mountPoint.toString());
                isMounted = false;
            }
        }

        Files.deleteIfExists(image);
    }
}

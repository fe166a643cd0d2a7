package io.belay.journal.powercut;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An image file that is formatted and mounted by way of a loop device.
 */
final class Volume implements AutoCloseable
{
    private static final String POWER = "power";

    private final Path image;
    private final Path mountPoint;
    private boolean isMounted;

    private Volume(final Path image, final Path mountPoint)
    {
        this.image = image;
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

    /** The loop device goes with the mount. */
    void unmount() throws IOException
    {
        if (isMounted)
        {
            Command.run("umount", mountPoint.toString());
            isMounted = false;
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
            // Something still has a file open: the name goes now, the rest with the last user.
            Command.run("umount", "-l", mountPoint.toString());
            isMounted = false;
        }

        Files.deleteIfExists(image);
    }
}

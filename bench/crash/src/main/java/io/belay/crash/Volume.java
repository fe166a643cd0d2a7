package io.belay.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The disk of one machine: a file system in an image file, mounted by way of a loop device. It can lose its power.
 */
final class Volume implements AutoCloseable
{
    /** Of an image; blocks are taken only when they are written. No xfs is smaller than 300 MiB. */
    private static final long BYTES = 384L << 20;
    private static final long UNMOUNT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final String SWITCH = "power-switch";
    private static final String BALLAST = "ballast";

    private final Kind kind;
    private final Path image;
    private final Path mountPoint;
    private boolean isMounted;
    private boolean isClosed;

    /** A kind of file system. */
    enum Kind
    {
        /** The most common one. */
        EXT4("mkfs.ext4", "-F"),
        /** The one with another log. */
        XFS("mkfs.xfs", "-f");

        private final String program;
        private final String force;

        Kind(final String program, final String force)
        {
            this.program = program;
            this.force = force;
        }

        String program()
        {
            return program;
        }
    }

    private Volume(final Kind kind, final Path image, final Path mountPoint)
    {
        this.kind = kind;
        this.image = image;
        this.mountPoint = mountPoint;
    }

    /** Why there can be none here, or null. */
    static String whyNot()
    {
        if (!"root".equals(System.getProperty("user.name")))
        {
            return "needs root";
        }

        for (final String program : List.of("mkfs.ext4", "mkfs.xfs", "mount", "umount", "perl"))
        {
            if (!Program.isThere(program))
            {
                return "no " + program;
            }
        }

        return Files.exists(Path.of("/dev/loop-control")) ? null : "no loop devices";
    }

    static Volume create(final Kind kind, final Path folder, final String name) throws IOException
    {
        final Path image = folder.resolve(name + ".image").toAbsolutePath();
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw"))
        {
            file.setLength(BYTES);
        }

        Program.run(kind.program, "-q", kind.force, image.toString());
        final Volume volume = new Volume(kind, image, Files.createDirectories(folder.resolve(name)).toAbsolutePath());
        volume.mount();

        return volume;
    }

    Kind kind()
    {
        return kind;
    }

    Path root()
    {
        return mountPoint;
    }

    private void mount() throws IOException
    {
        if (isClosed)
        {
            throw new IOException(image + " is closed");
        }

        Program.run("mount", "-o", "loop", image.toString(), mountPoint.toString());
        isMounted = true;
        final Path power = mountPoint.resolve(SWITCH);
        if (!Files.exists(power))
        {
            Files.writeString(power, "a file to open when the file system is to be stopped\n");
        }
    }

    /** Stops file systems at once, one right after the other; what is not on their devices then is gone. */
    static void cutPower(final List<Volume> volumes) throws IOException
    {
        final List<String> command = new ArrayList<>();
        try (InputStream script = Volume.class.getResourceAsStream("power-cut.pl"))
        {
            command.addAll(List.of("perl", "-e", new String(script.readAllBytes(), StandardCharsets.UTF_8)));
        }

        volumes.forEach((volume) -> command.add(volume.mountPoint.resolve(SWITCH).toString()));
        Program.run(command.toArray(new String[0]));
    }

    /** Unmounts what was cut and mounts it anew, when no process uses it any more. */
    synchronized void powerUp() throws IOException
    {
        unmount();
        mount();
    }

    /** Takes every free block. */
    void fill() throws IOException
    {
        final Path ballast = mountPoint.resolve(BALLAST);
        final long free = Files.getFileStore(mountPoint).getUsableSpace();
        try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw"))
        {
            Program.run("fallocate", "-l", String.valueOf(Math.max(4096, free - (1 << 20))), ballast.toString());
            final byte[] block = new byte[4096];
            file.seek(file.length());
            while (true)
            {
                file.write(block);
            }
        }
        catch (final IOException ex)
        {
            if (!String.valueOf(ex.getMessage()).contains("No space left"))
            {
                throw ex;
            }
        }
    }

    void free() throws IOException
    {
        Files.deleteIfExists(mountPoint.resolve(BALLAST));
    }

    private void unmount() throws IOException
    {
        if (!isMounted)
        {
            return;
        }

        final long deadlineNs = System.nanoTime() + UNMOUNT_TIMEOUT_NS;
        IOException failure = null;
        while (System.nanoTime() - deadlineNs < 0)
        {
            try
            {
                if (isMounted)
                {
                    Program.run("umount", mountPoint.toString());
                    isMounted = false;
                }

                if (!isAttached())
                {
                    return; // Mounting the image while its device is there would show what was stopped.
                }
            }
            catch (final IOException ex)
            {
                failure = ex; // A process that was killed may take a moment to be gone.
            }

            LockSupport.parkNanos(RETRY_NS);
        }

        throw new IOException(image + " stays in use", failure);
    }

    private boolean isAttached() throws IOException
    {
        try (Stream<Path> devices = Files.list(Path.of("/sys/block")))
        {
            return devices.anyMatch((device) ->
            {
                try
                {
                    return Files.readString(device.resolve("loop/backing_file")).strip().equals(image.toString());
                }
                catch (final FileSystemException ignore)
                {
                    return false; // It has none, or not any more.
                }
                catch (final IOException ex)
                {
                    return true; // Not known: look again.
                }
            });
        }
    }

    /** Leaves no mount, whatever state it is in; the image stays for those who want to look. */
    @Override
    public synchronized void close() throws IOException
    {
        isClosed = true;
        try
        {
            unmount();
        }
        catch (final IOException ex)
        {
            if (isMounted)
            {
                Program.run("umount", "-l", mountPoint.toString());
                isMounted = false;
            }
        }
    }
}

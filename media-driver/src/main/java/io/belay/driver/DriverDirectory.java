package io.belay.driver;

import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.SystemEpochClock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The directory that a driver and its clients meet in. A driver wipes it when it starts, so it is looked at first: is
 * it ours, is it a driver's at all, and does a driver live in it?
 */
final class DriverDirectory
{
    /** At least one of these is in every directory that a driver was in. */
    private static final Set<String> DRIVER_FILES = Set.of("cnc.dat", "loss-report.dat", "publications", "images");
    private static final long TIMEOUT_MS = 10_000;
    /** A driver renews its heartbeat each second; three of them mean that nobody is there. */
    private static final long WATCH_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long WATCH_STEP_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Path path;
    private final EpochClock clock;

    DriverDirectory(final Path path)
    {
        this(path, SystemEpochClock.INSTANCE);
    }

    DriverDirectory(final Path path, final EpochClock clock)
    {
        this.path = path.toAbsolutePath().normalize();
        this.clock = clock;
    }

    Path path()
    {
        return path;
    }

    /**
     * Return if a driver may wipe this directory and start in it.
     *
     * @throws DriverRefusedException if it may not, with the reason and, where a driver lives here, its pid.
     */
    void requireFree()
    {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS))
        {
            return;
        }

        if (!Files.isDirectory(path))
        {
            throw new DriverRefusedException(path + " is not a directory");
        }

        requireOwn();
        requireDriverFilesOnly();
        final long pid = livePid();
        if (pid >= 0)
        {
            throw new DriverRefusedException(
                "a media driver with pid " + pid + " is alive in " + path +
                ": use it, stop it, or choose another --dir");
        }
    }

    /** Close the directory to other users: whoever reads these files reads every order. */
    void makePrivate()
    {
        try
        {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException("cannot close " + path + " to other users", ex);
        }
    }

    /** The pid of the driver that lives here, or -1 when none does. Takes up to 3 s when its process cannot be seen. */
    long livePid()
    {
        try (CncFile cnc = CncFile.open(path.resolve("cnc.dat")))
        {
            final long heartbeatMs = cnc == null ? 0 : cnc.heartbeatMs();
            if (cnc == null || clock.time() - heartbeatMs > TIMEOUT_MS)
            {
                return -1;
            }

            // A driver that was killed leaves a fresh heartbeat behind, and one in another container has a pid that
            // means nothing here. Only a heartbeat that moves tells the two apart.
            final boolean isSeen = ProcessHandle.of(cnc.pid()).filter(ProcessHandle::isAlive).isPresent();

            return isSeen || hasMovingHeartbeat(cnc, heartbeatMs) ? cnc.pid() : -1;
        }
        catch (final IOException ex)
        {
            throw new DriverRefusedException(
                "cannot see whether a driver lives in " + path + ": " + ex.getMessage(), ex);
        }
    }

    private static boolean hasMovingHeartbeat(final CncFile cnc, final long firstMs)
    {
        final long deadlineNs = System.nanoTime() + WATCH_NS;
        while (cnc.heartbeatMs() == firstMs)
        {
            if (System.nanoTime() - deadlineNs > 0)
            {
                return false;
            }

            LockSupport.parkNanos(WATCH_STEP_NS);
        }

        return true;
    }

    private void requireOwn()
    {
        try
        {
            final Object owner = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (!Objects.equals(owner, Files.getAttribute(Path.of("/proc/self"), "unix:uid")))
            {
                throw new DriverRefusedException(
                    path + " belongs to another user (uid " + owner + "): choose another --dir");
            }
        }
        catch (final IOException | UnsupportedOperationException ex)
        {
            throw new DriverRefusedException("cannot see whom " + path + " belongs to: " + ex.getMessage(), ex);
        }
    }

    private void requireDriverFilesOnly()
    {
        boolean isEmpty = true;
        boolean isDrivers = false;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path))
        {
            for (final Path entry : entries)
            {
                isEmpty = false;
                isDrivers |= DRIVER_FILES.contains(entry.getFileName().toString());
            }
        }
        catch (final IOException ex)
        {
            throw new DriverRefusedException("cannot look into " + path + ": " + ex.getMessage(), ex);
        }

        if (!isEmpty && !isDrivers)
        {
            throw new DriverRefusedException(
                path + " holds files that no driver made, and a driver deletes its directory: choose another --dir");
        }
    }
}

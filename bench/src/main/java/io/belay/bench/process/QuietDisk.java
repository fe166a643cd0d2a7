package io.belay.bench.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * Waits until a disk has done what the run before left to it. To delete files is quick, but where a file system is
 * mounted with {@code discard} it tells the device so some seconds later, and a gigabyte of it holds up everybody's
 * syncs for a tenth of a second.
 */
public final class QuietDisk
{
    static final int QUIET_WRITES = 100;
    static final long QUIET_NS = 3_000_000;
    private static final long WAIT_NS_MAX = 5_000_000_000L;

    private final NanoClock clock;

    /** With the clock of this machine. */
    public QuietDisk()
    {
        this(SystemNanoClock.INSTANCE);
    }

    QuietDisk(final NanoClock clock)
    {
        this.clock = clock;
    }

    /**
     * Waits until small writes with a sync are quick, a hundred times in a row; five seconds at most.
     *
     * @param directory on the disk.
     * @return whether it was quiet in the end.
     * @throws IOException when nothing can be written there.
     */
    public boolean await(final Path directory) throws IOException
    {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ))
        {
            channel.force(true); // The names that were deleted; then the file system discards.
        }

        final Path path = directory.resolve("quiet-disk");
        final ByteBuffer bytes = ByteBuffer.allocateDirect(4096);
        try (FileChannel channel = FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DSYNC,
            StandardOpenOption.DELETE_ON_CLOSE))
        {
            return await(() -> channel.write(bytes.clear(), 0));
        }
    }

    boolean await(final SyncedWrite write) throws IOException
    {
        final long startNs = clock.nanoTime();
        int quiet = 0;
        long nowNs = startNs;
        while (quiet < QUIET_WRITES && nowNs - startNs < WAIT_NS_MAX)
        {
            write.run();
            final long thenNs = nowNs;
            nowNs = clock.nanoTime();
            quiet = nowNs - thenNs < QUIET_NS ? quiet + 1 : 0;
        }

        return QUIET_WRITES == quiet;
    }

    /** A write that is on the disk when it returns. */
    @FunctionalInterface
    interface SyncedWrite
    {
        void run() throws IOException;
    }
}

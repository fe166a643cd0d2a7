package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import com.sun.nio.file.ExtendedOpenOption;
import org.agrona.CloseHelper;

/**
 * Makes the next cycle file ahead of its need: zeros on blocks of its own, so that neither an append nor a sync has to
 * allocate any. {@link #doWork(int)} belongs on a background thread; {@link #take(Path)} on the journal's.
 * <p>
 * Where the file is to be written past the page cache, the zeros go past it too, in large pieces. Else they are written in
 * pieces of 4 KiB: after larger writes into the page cache each small sync writes as much as one such piece to the
 * device. A journal never lets the queue touch a block that was not written, since on a full disk a write to a mapped
 * hole kills the process.
 */
final class CyclePreparer implements AutoCloseable
{
    private static final String FILLING = "next.filling";
    private static final String READY = "next.ready";
    private static final int PAGE = 4096;
    private static final int FORCE_BYTES = 8 << 20;

    private final Path directory;
    private final Path fillingPath;
    private final Path readyPath;
    private final int cycleBytes;
    private final long fileBytes;
    private final long reserveBytes;
    private final Disk disk;
    private final boolean isDirect;
    private final ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
    private final ByteBuffer piece;
    private ByteBuffer zeros;
    private FileChannel filling;
    private int filledBytes;
    private int forcedBytes;
    private boolean isRefused;
    private volatile boolean ready;
    private volatile String refusal;

    /** What the kernel is asked for. */
    private interface Force
    {
        void run() throws IOException;
    }

    CyclePreparer(
        final Path directory,
        final int cycleBytes,
        final int blockBytes,
        final long reserveBytes,
        final boolean isDirect,
        final Disk disk)
    {
        this.directory = directory;
        this.fillingPath = directory.resolve(FILLING);
        this.readyPath = directory.resolve(READY);
        this.cycleBytes = cycleBytes;
        this.fileBytes = fileBytes(cycleBytes, blockBytes);
        this.reserveBytes = reserveBytes;
        this.isDirect = isDirect;
        this.disk = disk;
        piece = isDirect ? ThroughFile.alignedBuffer(Pace.LARGE_BYTES) : page;
    }

    /**
     * The queue lengthens a file to whole blocks and a quarter; a file that has that length already is left alone. What
     * lies behind the cycle's own bytes stays a hole that nobody touches.
     */
    private static long fileBytes(final int cycleBytes, final int blockBytes)
    {
        final long blocks = ((long)cycleBytes + blockBytes - 1) / blockBytes;

        return blocks * blockBytes + blockBytes / 4;
    }

    /**
     * Writes a piece of the next file.
     *
     * @param bytes of the piece: a power of two.
     * @return false when the next file is ready or there is no room for it.
     * @throws IOException when the disk refused a force.
     */
    boolean doWork(final int bytes) throws IOException
    {
        return !ready && fill(bytes);
    }

    /** How much of the next file is there. */
    synchronized int doneBytes()
    {
        if (ready)
        {
            return cycleBytes;
        }

        return null == filling ? 0 : filledBytes;
    }

    /** Whether the next file is ready to be taken. */
    boolean isReady()
    {
        return ready;
    }

    /** Why the next file could not be made at the last attempt, or null. */
    String refusal()
    {
        return refusal;
    }

    /**
     * Gives the next file its name. When it is not ready the rest of it is written now: the caller waits, but what it
     * appends lies on blocks that exist.
     *
     * @param target name of the next file.
     * @return false when there is no room for it; nothing was changed then.
     * @throws IOException when the name could not be given, or the disk refused a force.
     */
    synchronized boolean take(final Path target) throws IOException
    {
        if (!prepareNow())
        {
            return false;
        }

        Files.move(readyPath, target, StandardCopyOption.ATOMIC_MOVE);
        ready = false;

        return true;
    }

    /** Writes what is missing of the next file; false when there is no room for it. */
    synchronized boolean prepareNow() throws IOException
    {
        while (!ready)
        {
            if (!fill(FORCE_BYTES))
            {
                return false;
            }
        }

        return true;
    }

    private synchronized boolean fill(final int bytes) throws IOException
    {
        if (ready)
        {
            return false;
        }

        isRefused = false;
        try
        {
            if (null == filling)
            {
                begin();
            }

            final int end = Math.min(cycleBytes, filledBytes + bytes);
            while (filledBytes < end)
            {
                zeros.clear().limit(Math.min(zeros.capacity(), end - filledBytes));
                final int length = zeros.remaining();
                disk.write(fillingPath, filling, zeros, filledBytes);
                filledBytes += length;
                BackgroundThread.giveWay();
            }

            if (cycleBytes == filledBytes || filledBytes - forcedBytes >= FORCE_BYTES)
            {
                force(() -> disk.forceFile(fillingPath, filling));
                forcedBytes = filledBytes;
            }

            if (cycleBytes == filledBytes)
            {
                finish();
            }

            refusal = null;

            return true;
        }
        catch (final IOException ex)
        {
            abandon(ex);
            if (isRefused)
            {
                throw ex; // Not for want of room. What this disk says from now on is not to be believed.
            }

            return false;
        }
    }

    private void force(final Force force) throws IOException
    {
        try
        {
            force.run();
        }
        catch (final IOException ex)
        {
            isRefused = !isFull(ex) && !(ex instanceof ClosedByInterruptException);
            throw ex;
        }
    }

    /** Some file systems look for room only when they write back. */
    private static boolean isFull(final IOException ex)
    {
        final String words = String.valueOf(ex.getMessage());

        return words.contains("No space left") || words.contains("quota exceeded");
    }

    private void begin() throws IOException
    {
        final long usable = disk.usableBytes(directory);
        if (usable - cycleBytes < reserveBytes)
        {
            throw new IOException("the next file needs " + cycleBytes + " bytes and " + reserveBytes +
                " are kept in reserve, but only " + usable + " are free");
        }

        Files.deleteIfExists(fillingPath);
        filling = FileChannel.open(fillingPath, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        filledBytes = 0;
        forcedBytes = 0;
        disk.write(fillingPath, filling, ByteBuffer.allocate(1), fileBytes - 1);
        filling.truncate(fileBytes);
        zeros = page;
        if (isDirect)
        {
            goPastThePageCache();
        }
    }

    private void goPastThePageCache()
    {
        try
        {
            final FileChannel direct =
                FileChannel.open(fillingPath, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
            CloseHelper.quietClose(filling);
            filling = direct;
            zeros = piece;
        }
        catch (final IOException | UnsupportedOperationException ignore)
        {
            // A file system that cannot do that: then as if nobody had asked for it.
        }
    }

    private void finish() throws IOException
    {
        filling.close();
        filling = null;
        Files.move(fillingPath, readyPath, StandardCopyOption.ATOMIC_MOVE);
        force(() -> disk.forceDirectory(directory));
        ready = true;
    }

    private void abandon(final IOException ex)
    {
        String words = String.valueOf(ex.getMessage());
        close();
        try
        {
            Files.deleteIfExists(fillingPath);
        }
        catch (final IOException deleteFailed)
        {
            words += "; and " + fillingPath + " could not be deleted: " + deleteFailed.getMessage();
        }

        refusal = words;
    }

    @Override
    public synchronized void close()
    {
        CloseHelper.close(filling);
        filling = null;
    }
}

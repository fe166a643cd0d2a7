package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/**
 * A file that grows piece by piece until it is a snapshot, with bounded memory whatever its length.
 * <p>
 * It is forced every few megabytes, so that no sync of a journal on the same disk waits behind gigabytes.
 */
final class SnapshotFile implements AutoCloseable
{
    private static final int STAGE_BYTES = 64 << 10;
    private static final int FORCE_INTERVAL_BYTES = 4 << 20;

    private final Path path;
    private final SnapshotConfig config;
    private final Disk disk;
    private final FileChannel channel;
    private final byte[] stage = new byte[STAGE_BYTES];
    private long length;
    private long forcedLength;
    private boolean isForceFailed;

    private SnapshotFile(final Path path, final SnapshotConfig config, final Disk disk, final FileChannel channel)
    {
        this.path = path;
        this.config = config;
        this.disk = disk;
        this.channel = channel;
    }

    /** A new file, whose first bytes are left out and written last. */
    static SnapshotFile create(final Path path, final SnapshotConfig config, final Disk disk, final int leftOutLength)
    {
        final SnapshotFile file = open(path, config, disk, StandardOpenOption.CREATE_NEW);
        file.length = leftOutLength;
        file.forcedLength = leftOutLength;

        return file;
    }

    /** A file that an earlier life has left. */
    static SnapshotFile resume(final Path path, final SnapshotConfig config, final Disk disk)
    {
        final SnapshotFile file = open(path, config, disk, StandardOpenOption.READ);
        try
        {
            file.length = file.channel.size();
        }
        catch (final IOException ex)
        {
            file.close();
            throw file.failed("cannot be measured", ex);
        }

        return file;
    }

    private static SnapshotFile open(
        final Path path, final SnapshotConfig config, final Disk disk, final StandardOpenOption option)
    {
        try
        {
            return new SnapshotFile(path, config, disk, FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, option));
        }
        catch (final IOException ex)
        {
            throw new SnapshotFile(path, config, disk, null).failed("cannot be opened", ex);
        }
    }

    Path path()
    {
        return path;
    }

    long length()
    {
        return length;
    }

    /** Whether what was written before may be lost though the disk does not say so any more. */
    boolean isForceFailed()
    {
        return isForceFailed;
    }

    /** Refuses what would take the room that is kept for the journal. */
    void requireRoom(final long moreBytes)
    {
        final long usableBytes;
        try
        {
            usableBytes = disk.usableBytes(config.directory());
        }
        catch (final IOException ex)
        {
            throw failed("is on a disk that does not say how full it is", ex);
        }

        if (usableBytes - config.reserveBytes() < moreBytes)
        {
            throw new SnapshotException(SnapshotException.Reason.FULL, "no room for snapshot " + path + ": " +
                moreBytes + " bytes more are needed, " + usableBytes + " are free, and " + config.reserveBytes() +
                " of them are kept for the journal. Make room, or keep fewer snapshots");
        }
    }

    void append(final DirectBuffer source, final int offset, final int count, final SnapshotDigest digest)
    {
        for (int done = 0; done < count;)
        {
            final int step = Math.min(STAGE_BYTES, count - done);
            source.getBytes(offset + done, stage, 0, step);
            writeAt(ByteBuffer.wrap(stage, 0, step), length);
            digest.update(ByteBuffer.wrap(stage, 0, step), length);
            length += step;
            done += step;
            if (length - forcedLength >= FORCE_INTERVAL_BYTES)
            {
                requireRoom(0);
                force();
            }
        }
    }

    void writeAt(final ByteBuffer bytes, final long offset)
    {
        try
        {
            disk.write(path, channel, bytes, offset);
        }
        catch (final IOException ex)
        {
            throw failed("cannot be written at offset " + offset, ex);
        }
    }

    /** Counts bytes that are there already. */
    void digest(final long fromOffset, final int count, final SnapshotDigest digest)
    {
        for (int done = 0; done < count;)
        {
            final ByteBuffer bytes = ByteBuffer.wrap(stage, 0, Math.min(STAGE_BYTES, count - done));
            read(channel, path, fromOffset + done, bytes);
            bytes.flip();
            digest.update(bytes, fromOffset + done);
            done += bytes.limit();
        }
    }

    byte[] read(final int count)
    {
        final ByteBuffer bytes = ByteBuffer.allocate(count);
        read(channel, path, 0, bytes);

        return bytes.array();
    }

    /** Fills a buffer. */
    static void read(final FileChannel channel, final Path path, final long fromOffset, final ByteBuffer target)
    {
        final int begin = target.position();
        try
        {
            while (target.hasRemaining())
            {
                final long at = fromOffset + target.position() - begin;
                if (channel.read(target, at) < 0)
                {
                    throw new SnapshotException(SnapshotException.Reason.DAMAGED,
                        "snapshot " + path + " ends at " + at + ": somebody has cut it. Delete it");
                }
            }
        }
        catch (final IOException ex)
        {
            throw new SnapshotException(SnapshotException.Reason.FAILED, "snapshot " + path +
                " cannot be read at offset " + fromOffset + ": look at the disk", ex);
        }
    }

    void force()
    {
        if (isForceFailed)
        {
            throw new SnapshotException(SnapshotException.Reason.FAILED, "snapshot " + path +
                " has lost what a force failed for; it must be begun again in a new file");
        }

        try
        {
            disk.forceFile(path, channel);
            forcedLength = length;
        }
        catch (final IOException ex)
        {
            isForceFailed = true;
            throw failed("cannot be forced", ex);
        }
    }

    void delete()
    {
        close();
        try
        {
            Files.deleteIfExists(path);
        }
        catch (final IOException ex)
        {
            throw failed("cannot be deleted", ex);
        }
    }

    @Override
    public void close()
    {
        CloseHelper.quietClose(channel);
    }

    private SnapshotException failed(final String what, final IOException cause)
    {
        final boolean isFull = config.directory().toFile().getUsableSpace() < STAGE_BYTES;

        return new SnapshotException(
            isFull ? SnapshotException.Reason.FULL : SnapshotException.Reason.FAILED,
            "snapshot " + path + ' ' + what + (isFull ? ": the disk is full. Make room" : ": " + cause.getMessage()),
            cause);
    }
}

package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.belay.wire.MarketId;
import org.agrona.ErrorHandler;

/**
 * The snapshots of one market: which there are, which are being read, and which may go. Of any thread.
 */
final class SnapshotFolder
{
    private final Path path;
    private final long marketId;
    private final SnapshotConfig config;
    private final Disk disk;
    private final ErrorHandler errorHandler;
    private final List<StoredSnapshot> stored = new ArrayList<>(); // The newest first.
    private final Map<StoredSnapshot, Integer> readerCounts = new HashMap<>();
    private long nextGeneration = 1;
    private long nextTemporary = 1;

    SnapshotFolder(
        final Path path,
        final long marketId,
        final SnapshotConfig config,
        final Disk disk,
        final ErrorHandler errorHandler)
    {
        this.path = path;
        this.marketId = marketId;
        this.config = config;
        this.disk = disk;
        this.errorHandler = errorHandler;
    }

    /** Finds what is whole, and deletes what an earlier life has left of what is not. */
    synchronized void load() throws IOException
    {
        for (final Path file : files(SnapshotName.TEMPORARY_SUFFIX))
        {
            Files.delete(file);
        }

        for (final Path file : files(SnapshotName.STORED_SUFFIX))
        {
            nextGeneration = Math.max(nextGeneration, SnapshotName.generation(name(file)) + 1);
            load(file);
        }

        prune();
    }

    /** One that cannot be read does not keep the others from being used. */
    private void load(final Path file)
    {
        try
        {
            final StoredSnapshot snapshot = read(file);
            if (null != snapshot && name(file).equals(SnapshotName.stored(snapshot.txid(), snapshot.generation())))
            {
                insert(snapshot);
            }
            else
            {
                errorHandler.onError(new SnapshotException(SnapshotException.Reason.DAMAGED, "snapshot " + file +
                    " is damaged or not of market " + MarketId.toHex(marketId) + ", and is not used. Delete it"));
            }
        }
        catch (final IOException | SnapshotException ex)
        {
            errorHandler.onError(new SnapshotException(SnapshotException.Reason.FAILED, "snapshot " + file +
                " cannot be read, and is not used: look at the disk", ex));
        }
    }

    private StoredSnapshot read(final Path file) throws IOException
    {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ))
        {
            final byte[] bytes = readHead(channel, file);
            final SnapshotHead head = null == bytes ? null : SnapshotHeadCodec.decode(bytes);
            if (null == head || head.numbers().marketId() != marketId ||
                head.bytesLength() != channel.size() - bytes.length)
            {
                return null;
            }

            return StoredSnapshot.of(
                head, SnapshotName.generation(name(file)), bytes.length, Sha256.digest(ByteBuffer.wrap(bytes)));
        }
    }

    /** The head of a file by the lengths that it states, null when these make no sense. */
    private static byte[] readHead(final FileChannel channel, final Path file) throws IOException
    {
        if (channel.size() < SnapshotHeadCodec.FIXED_LENGTH)
        {
            return null;
        }

        final ByteBuffer fixed = SnapshotHeadCodec.littleEndian(SnapshotHeadCodec.FIXED_LENGTH);
        SnapshotFile.read(channel, file, 0, fixed);
        final int clientsOffset = SnapshotHeadCodec.clientsOffset(fixed);
        if (channel.size() < clientsOffset)
        {
            return null;
        }

        final ByteBuffer clientsLength = SnapshotHeadCodec.littleEndian(Integer.BYTES);
        SnapshotFile.read(channel, file, clientsOffset - Integer.BYTES, clientsLength);
        final long length = clientsOffset + (clientsLength.getInt(0) & 0xFFFF_FFFFL);
        if (length > SnapshotHeadCodec.LENGTH_MAX || length > channel.size())
        {
            return null;
        }

        final ByteBuffer head = ByteBuffer.allocate((int)length);
        SnapshotFile.read(channel, file, 0, head);

        return head.array();
    }

    synchronized List<StoredSnapshot> list()
    {
        return List.copyOf(stored.subList(0, Math.min(stored.size(), config.keptCount())));
    }

    /** Opens a file that is not deleted before it is released. */
    synchronized FileChannel open(final StoredSnapshot snapshot)
    {
        if (stored.contains(snapshot))
        {
            try
            {
                final FileChannel channel = FileChannel.open(file(snapshot), StandardOpenOption.READ);
                readerCounts.merge(snapshot, 1, Integer::sum);

                return channel;
            }
            catch (final IOException ex)
            {
                throw new SnapshotException(SnapshotException.Reason.GONE,
                    "snapshot " + file(snapshot) + " cannot be opened: somebody has moved it", ex);
            }
        }

        throw new SnapshotException(
            SnapshotException.Reason.GONE, "snapshot " + file(snapshot) + " is not stored here any more");
    }

    synchronized void release(final StoredSnapshot snapshot)
    {
        readerCounts.computeIfPresent(snapshot, (key, count) -> 1 == count ? null : count - 1);
        prune();
    }

    /** Gives a file that is whole and forced its name, and returns when that is on the disk. */
    synchronized StoredSnapshot publish(
        final Path file, final SnapshotHead head, final int headLength, final Sha256 headSha256)
    {
        final StoredSnapshot snapshot = StoredSnapshot.of(head, nextGeneration++, headLength, headSha256);
        final Path target = file(snapshot);
        try
        {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            disk.forceDirectory(path);
        }
        catch (final IOException ex)
        {
            withdraw(target);
            throw new SnapshotException(SnapshotException.Reason.FAILED,
                "snapshot " + target + " cannot be given its name: " + ex.getMessage(), ex);
        }

        insert(snapshot);
        prune();

        return snapshot;
    }

    /** A name that may not be on the disk must not be seen either. */
    private void withdraw(final Path target)
    {
        try
        {
            Files.deleteIfExists(target);
        }
        catch (final IOException ex)
        {
            errorHandler.onError(ex);
        }
    }

    synchronized Path temporary() throws IOException
    {
        make();

        return path.resolve(SnapshotName.temporary(nextTemporary++));
    }

    /** Where a copy goes; an earlier one is deleted. */
    synchronized Path part(final SnapshotName.Part part) throws IOException
    {
        make();
        for (final Path file : files(SnapshotName.PART_SUFFIX))
        {
            Files.delete(file);
        }

        return path.resolve(SnapshotName.part(part));
    }

    /** The copy that was written last, null when there is none that makes sense. */
    synchronized Path lastPart() throws IOException
    {
        Path last = null;
        for (final Path file : files(SnapshotName.PART_SUFFIX))
        {
            final SnapshotName.Part part = SnapshotName.part(name(file));
            final boolean isUsable = null != part && part.isSound() && Files.size(file) <= part.totalLength();
            if (isUsable && (null == last ||
                Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(last)) > 0))
            {
                last = file;
            }
        }

        return last;
    }

    private void make() throws IOException
    {
        if (!Files.isDirectory(path))
        {
            Files.createDirectories(path);
            disk.forceDirectory(path.getParent());
        }
    }

    private void insert(final StoredSnapshot snapshot)
    {
        int i = 0;
        while (i < stored.size() && stored.get(i).isNewerThan(snapshot))
        {
            i++;
        }

        stored.add(i, snapshot);
    }

    private void prune()
    {
        for (int i = stored.size() - 1; i >= config.keptCount(); i--)
        {
            if (!readerCounts.containsKey(stored.get(i)))
            {
                withdraw(file(stored.remove(i)));
            }
        }
    }

    private Path file(final StoredSnapshot snapshot)
    {
        return path.resolve(SnapshotName.stored(snapshot.txid(), snapshot.generation()));
    }

    private static String name(final Path file)
    {
        return file.getFileName().toString();
    }

    private List<Path> files(final String suffix) throws IOException
    {
        if (!Files.isDirectory(path))
        {
            return List.of();
        }

        try (Stream<Path> paths = Files.list(path))
        {
            return paths.filter((file) -> name(file).endsWith(suffix)).sorted().toList();
        }
    }
}

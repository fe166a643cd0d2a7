package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.belay.wire.MarketId;
import org.agrona.ErrorHandler;

/**
 * Snapshots in files, a folder for each market.
 * <p>
 * A file is written under another name, forced, renamed, and the folder forced: whenever the process or the power is
 * cut, the next start finds the whole one or none. What an application had begun to hand over is deleted then; a copy
 * of another node's snapshot is kept, to be gone on with.
 */
public final class FileSnapshotStore implements SnapshotStore
{
    private static final Pattern FOLDER = Pattern.compile("[0-9a-f]{16}");

    private final SnapshotConfig config;
    private final Disk disk;
    private final ErrorHandler errorHandler;
    private final Map<Long, SnapshotFolder> folders = new HashMap<>();

    FileSnapshotStore(final SnapshotConfig config, final Disk disk, final ErrorHandler errorHandler)
    {
        this.config = config;
        this.disk = disk;
        this.errorHandler = errorHandler;
    }

    /**
     * Opens the store of a node. It belongs to the process that holds the journal's lock.
     *
     * @param config       how snapshots are kept.
     * @param errorHandler is told of files that are damaged, or that cannot be deleted.
     * @return the store; it holds nothing open itself.
     * @throws SnapshotException with FAILED or FULL when the folders cannot be read or made.
     */
    public static FileSnapshotStore open(final SnapshotConfig config, final ErrorHandler errorHandler)
    {
        return open(config, new KernelDisk(), errorHandler);
    }

    static FileSnapshotStore open(final SnapshotConfig config, final Disk disk, final ErrorHandler errorHandler)
    {
        final FileSnapshotStore store = new FileSnapshotStore(config, disk, errorHandler);
        try
        {
            store.load();
        }
        catch (final IOException ex)
        {
            throw failed(config.directory(), ex);
        }

        return store;
    }

    private void load() throws IOException
    {
        final Path directory = config.directory().toAbsolutePath();
        if (!Files.isDirectory(directory))
        {
            Files.createDirectories(directory);
            disk.forceDirectory(directory.getParent());
        }

        try (Stream<Path> paths = Files.list(directory))
        {
            for (final Path path : paths.toList())
            {
                final String name = path.getFileName().toString();
                if (FOLDER.matcher(name).matches() && Files.isDirectory(path))
                {
                    folder(HexFormat.fromHexDigitsToLong(name)).load();
                }
            }
        }
    }

    private SnapshotFolder folder(final long marketId)
    {
        synchronized (folders)
        {
            return folders.computeIfAbsent(marketId, (id) -> new SnapshotFolder(
                config.directory().toAbsolutePath().resolve(MarketId.toHex(id)), id, config, disk, errorHandler));
        }
    }

    @Override
    public List<StoredSnapshot> list(final long marketId)
    {
        return folder(marketId).list();
    }

    @Override
    public StoredSnapshot newest(final long marketId, final long fromTxid)
    {
        final List<StoredSnapshot> snapshots = list(marketId);

        return snapshots.isEmpty() || snapshots.get(0).txid() < fromTxid ? null : snapshots.get(0);
    }

    @Override
    public SnapshotHead head(final StoredSnapshot snapshot)
    {
        final SnapshotFolder folder = folder(snapshot.marketId());
        final ByteBuffer bytes = ByteBuffer.allocate(snapshot.headLength());
        try (FileSnapshotReader reader = new FileSnapshotReader(folder, snapshot))
        {
            reader.read(0, bytes);
        }

        final SnapshotHead head = SnapshotHeadCodec.decode(bytes.array());
        if (null == head)
        {
            throw new SnapshotException(SnapshotException.Reason.DAMAGED, "the head of the snapshot of market " +
                MarketId.toHex(snapshot.marketId()) + " as of txid " + snapshot.txid() + " is damaged: delete it");
        }

        return head;
    }

    @Override
    public SnapshotReader open(final StoredSnapshot snapshot)
    {
        return new FileSnapshotReader(folder(snapshot.marketId()), snapshot);
    }

    @Override
    public SnapshotWriter begin(final SnapshotHead head, final long bytesLength)
    {
        final SnapshotFolder folder = folder(head.numbers().marketId());
        final int headLength = SnapshotHeadCodec.length(head);
        final SnapshotFile file = file(folder::temporary, headLength);
        requireRoom(file, Math.max(0, bytesLength) + headLength);

        return new FileSnapshotWriter(folder, file, head, headLength, bytesLength);
    }

    @Override
    public SnapshotReceipt receive(
        final long marketId, final Sha256 headSha256, final int headLength, final long totalLength)
    {
        final SnapshotName.Part part = new SnapshotName.Part(headSha256, headLength, totalLength);
        if (!part.isSound())
        {
            throw new SnapshotException(SnapshotException.Reason.DAMAGED, "no snapshot has a head of " + headLength +
                " bytes and " + totalLength + " bytes in all");
        }

        final SnapshotFolder folder = folder(marketId);
        final SnapshotFile file = file(() -> folder.part(part), 0);
        requireRoom(file, totalLength);

        return new FileSnapshotReceipt(folder, marketId, file, part);
    }

    @Override
    public SnapshotReceipt resume(final long marketId)
    {
        final SnapshotFolder folder = folder(marketId);
        final Path path;
        try
        {
            path = folder.lastPart();
        }
        catch (final IOException ex)
        {
            throw failed(config.directory(), ex);
        }

        return null == path ? null : new FileSnapshotReceipt(
            folder, marketId, SnapshotFile.resume(path, config, disk),
            SnapshotName.part(path.getFileName().toString()));
    }

    private SnapshotFile file(final Naming naming, final int leftOutLength)
    {
        try
        {
            return SnapshotFile.create(naming.path(), config, disk, leftOutLength);
        }
        catch (final IOException ex)
        {
            throw failed(config.directory(), ex);
        }
    }

    private static void requireRoom(final SnapshotFile file, final long bytes)
    {
        try
        {
            file.requireRoom(bytes);
        }
        catch (final SnapshotException ex)
        {
            file.delete();
            throw ex;
        }
    }

    private static SnapshotException failed(final Path directory, final IOException cause)
    {
        return new SnapshotException(SnapshotException.Reason.FAILED,
            "the folder of snapshots " + directory + " cannot be used: " + cause.getMessage(), cause);
    }

    @FunctionalInterface
    private interface Naming
    {
        Path path() throws IOException;
    }
}

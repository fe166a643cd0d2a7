package io.belay.journal;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

import io.belay.wire.MarketId;
import org.agrona.CloseHelper;
import org.agrona.MutableDirectBuffer;

/**
 * Reads the file of a snapshot, which stays while this is open.
 */
final class FileSnapshotReader implements SnapshotReader
{
    private final SnapshotFolder folder;
    private final StoredSnapshot snapshot;
    private final FileChannel channel;
    private boolean isClosed;

    FileSnapshotReader(final SnapshotFolder folder, final StoredSnapshot snapshot)
    {
        this.folder = folder;
        this.snapshot = snapshot;
        channel = folder.open(snapshot);
    }

    @Override
    public StoredSnapshot snapshot()
    {
        return snapshot;
    }

    @Override
    public void read(final long fromOffset, final MutableDirectBuffer target, final int index, final int length)
    {
        target.boundsCheck(index, length);
        final int begin = target.wrapAdjustment() + index;
        if (null != target.byteArray())
        {
            read(fromOffset, ByteBuffer.wrap(target.byteArray(), begin, length));
        }
        else if (null != target.byteBuffer())
        {
            read(fromOffset, target.byteBuffer().duplicate().clear().limit(begin + length).position(begin));
        }
        else
        {
            final byte[] bytes = new byte[length];
            read(fromOffset, ByteBuffer.wrap(bytes));
            target.putBytes(index, bytes);
        }
    }

    void read(final long fromOffset, final ByteBuffer target)
    {
        SnapshotFile.read(channel, path(), fromOffset, target);
    }

    private Path path()
    {
        return Path.of(
            MarketId.toHex(snapshot.marketId()), SnapshotName.stored(snapshot.txid(), snapshot.generation()));
    }

    @Override
    public void close()
    {
        if (!isClosed)
        {
            isClosed = true;
            CloseHelper.quietClose(channel);
            folder.release(snapshot);
        }
    }
}

package io.belay.journal;

import io.belay.wire.MarketId;
import org.agrona.DirectBuffer;

/**
 * Writes the bytes of another node's snapshot as they come, and counts their digests.
 */
final class FileSnapshotReceipt implements SnapshotReceipt
{
    private final SnapshotFolder folder;
    private final long marketId;
    private final SnapshotFile file;
    private final SnapshotName.Part part;
    private final SnapshotDigest digest;
    private long digestedLength;
    private SnapshotHead head;
    private boolean isClosed;

    FileSnapshotReceipt(
        final SnapshotFolder folder, final long marketId, final SnapshotFile file, final SnapshotName.Part part)
    {
        this.folder = folder;
        this.marketId = marketId;
        this.file = file;
        this.part = part;
        digest = new SnapshotDigest(part.headLength());
    }

    @Override
    public Sha256 headSha256()
    {
        return part.headSha256();
    }

    @Override
    public int headLength()
    {
        return part.headLength();
    }

    @Override
    public long totalLength()
    {
        return part.totalLength();
    }

    @Override
    public long length()
    {
        return file.length();
    }

    @Override
    public long rehash(final int lengthMax)
    {
        requireOpen();
        final int count = (int)Math.min(lengthMax, file.length() - digestedLength);
        file.digest(digestedLength, count, digest);
        digestedLength += count;
        lookAtHead();

        return file.length() - digestedLength;
    }

    @Override
    public void append(final DirectBuffer buffer, final int offset, final int length)
    {
        requireOpen();
        if (digestedLength < file.length() || length > part.totalLength() - file.length())
        {
            throw new SnapshotException(SnapshotException.Reason.OUT_OF_ORDER, "snapshot " + file.path() + " has " +
                file.length() + " of " + part.totalLength() + " bytes, and " + digestedLength + " of them counted: " +
                length + " more do not fit");
        }

        try
        {
            file.append(buffer, offset, length, digest);
        }
        finally
        {
            digestedLength = file.length();
        }

        lookAtHead();
    }

    /** As soon as the head is there, so that nothing is brought behind a wrong one. */
    private void lookAtHead()
    {
        if (null != head || digestedLength < part.headLength())
        {
            return;
        }

        final SnapshotHead decoded = part.headSha256().equals(digest.endOfHead()) ?
            SnapshotHeadCodec.decode(file.read(part.headLength())) : null;
        if (null == decoded || decoded.numbers().marketId() != marketId ||
            decoded.bytesLength() != part.totalLength() - part.headLength())
        {
            throw damaged("the head of a snapshot of market " + MarketId.toHex(marketId) + " that another node sent");
        }

        head = decoded;
    }

    @Override
    public StoredSnapshot commit()
    {
        requireOpen();
        if (file.length() != part.totalLength() || null == head)
        {
            throw new SnapshotException(SnapshotException.Reason.OUT_OF_ORDER, "snapshot " + file.path() + " has " +
                file.length() + " of " + part.totalLength() + " bytes, and cannot be completed yet");
        }
        if (!head.sha256().equals(digest.endOfBytes()))
        {
            throw damaged("a snapshot of market " + MarketId.toHex(marketId) + " that another node sent");
        }

        file.force();
        final StoredSnapshot snapshot =
            folder.publish(file.path(), head, part.headLength(), part.headSha256());
        isClosed = true;
        file.close();

        return snapshot;
    }

    private static SnapshotException damaged(final String what)
    {
        return new SnapshotException(SnapshotException.Reason.DAMAGED, what + " does not have the SHA-256, the " +
            "checksum or the length that it should have; it must be fetched again from its first byte");
    }

    @Override
    public void drop()
    {
        isClosed = true;
        file.delete();
    }

    private void requireOpen()
    {
        if (isClosed)
        {
            throw new IllegalStateException("the receipt is closed");
        }
    }

    @Override
    public void close()
    {
        if (isClosed)
        {
            return;
        }

        if (file.isForceFailed())
        {
            drop(); // What it lost would only be found out after the last byte.
        }
        else
        {
            isClosed = true;
            file.close();
        }
    }
}

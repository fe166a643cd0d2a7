package io.belay.journal;

import java.nio.ByteBuffer;

import org.agrona.DirectBuffer;

/**
 * Writes the application's bytes behind the room for their head, which is written last.
 */
final class FileSnapshotWriter implements SnapshotWriter
{
    private final SnapshotFolder folder;
    private final SnapshotFile file;
    private final SnapshotHead head;
    private final int headLength;
    private final long bytesLength;
    private final SnapshotDigest digest;
    private boolean isClosed;

    FileSnapshotWriter(
        final SnapshotFolder folder,
        final SnapshotFile file,
        final SnapshotHead head,
        final int headLength,
        final long bytesLength)
    {
        this.folder = folder;
        this.file = file;
        this.head = head;
        this.headLength = headLength;
        this.bytesLength = bytesLength;
        digest = new SnapshotDigest(headLength);
    }

    @Override
    public void write(final DirectBuffer buffer, final int offset, final int length)
    {
        requireOpen();
        if (bytesLength >= 0 && length > bytesLength - length())
        {
            throw new SnapshotException(SnapshotException.Reason.OUT_OF_ORDER, "snapshot " + file.path() +
                " is to have " + bytesLength + " bytes; " + length + " more than the " + length() + " there are too many");
        }

        file.append(buffer, offset, length, digest);
    }

    @Override
    public long length()
    {
        return file.length() - headLength;
    }

    @Override
    public StoredSnapshot commit(final Sha256 expected)
    {
        requireOpen();
        final Sha256 sha256 = digest.endOfBytes();
        if ((bytesLength >= 0 && bytesLength != length()) || (null != expected && !expected.equals(sha256)))
        {
            throw new SnapshotException(SnapshotException.Reason.DAMAGED, "snapshot " + file.path() + " has " +
                length() + " bytes with SHA-256 " + sha256.hex() + "; " + (bytesLength < 0 ? "" : bytesLength + " bytes") +
                (null == expected ? "" : " with " + expected.hex()) + " were to come. Hand it over again");
        }

        final ByteBuffer bytes = SnapshotHeadCodec.encode(head.with(length(), sha256));
        final Sha256 headSha256 = Sha256.digest(bytes.duplicate());
        file.writeAt(bytes, 0);
        file.force();
        final StoredSnapshot snapshot =
            folder.publish(file.path(), head.with(length(), sha256), headLength, headSha256);
        isClosed = true;
        file.close();

        return snapshot;
    }

    private void requireOpen()
    {
        if (isClosed)
        {
            throw new IllegalStateException("the snapshot is committed or given up");
        }
    }

    @Override
    public void close()
    {
        if (!isClosed)
        {
            isClosed = true;
            file.delete();
        }
    }
}

package io.belay.journal;

import java.nio.ByteBuffer;

/**
 * The two digests of a snapshot, of its head and of the application's bytes behind it, counted as the bytes come.
 */
final class SnapshotDigest
{
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final int headLength;
    private final Sha256.Running head = new Sha256.Running();
    private final Sha256.Running bytes = new Sha256.Running();

    SnapshotDigest(final int headLength)
    {
        this.headLength = headLength;
    }

    /** Takes the bytes from the position to the limit, which stand at an offset of the whole. */
    void update(final ByteBuffer part, final long offset)
    {
        final ByteBuffer slice = part.duplicate();
        if (offset < headLength)
        {
            slice.limit((int)Math.min(slice.limit(), slice.position() + headLength - offset));
            head.update(slice);
            slice.position(slice.limit()).limit(part.limit());
        }

        bytes.update(slice);
    }

    /** Of the head; once. */
    Sha256 endOfHead()
    {
        return head.end(NOTHING.duplicate());
    }

    /** Of the application's bytes; once. */
    Sha256 endOfBytes()
    {
        return bytes.end(NOTHING.duplicate());
    }
}

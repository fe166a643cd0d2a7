package io.belay.journal;

import org.agrona.DirectBuffer;

/**
 * Takes a copy of another node's snapshot, in order; a part survives a restart. Of one thread.
 */
public interface SnapshotReceipt extends AutoCloseable
{
    /**
     * @return name of the snapshot.
     */
    Sha256 headSha256();

    /**
     * @return length of its head, in bytes.
     */
    int headLength();

    /**
     * @return length of the whole, in bytes.
     */
    long totalLength();

    /**
     * @return how many bytes are there: the next ones begin at this offset.
     */
    long length();

    /**
     * Reads back a piece of what a former receipt has left, since the digests are of all bytes.
     *
     * @param lengthMax how many bytes to read at the most.
     * @return how many are still to be read; 0 when the next bytes can be taken.
     * @throws SnapshotException with DAMAGED, and then it must be {@link #drop dropped}, or FAILED.
     */
    long rehash(int lengthMax);

    /**
     * Takes the next bytes. They are not durable on return.
     *
     * @param buffer that holds them.
     * @param offset where they begin.
     * @param length how many.
     * @throws SnapshotException with FULL, FAILED, or OUT_OF_ORDER when they go beyond the length; with DAMAGED when
     *                           they complete a head that is not the one named, and then it must be dropped.
     */
    void append(DirectBuffer buffer, int offset, int length);

    /**
     * Compares all digests and lengths, and returns when the snapshot is durable and can be listed. Blocks on the disk.
     *
     * @return what is stored.
     * @throws SnapshotException with DAMAGED, and then it must be dropped, FULL or FAILED.
     */
    StoredSnapshot commit();

    /** Deletes what is there; it cannot be gone on with. */
    void drop();

    /** Leaves what is there, to be gone on with. Idempotent. */
    @Override
    void close();
}

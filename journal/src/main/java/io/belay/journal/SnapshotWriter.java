package io.belay.journal;

import org.agrona.DirectBuffer;

/**
 * Takes the bytes of an application piece by piece. Of one thread.
 */
public interface SnapshotWriter extends AutoCloseable
{
    /**
     * Takes the next bytes. They are not durable on return.
     *
     * @param buffer that holds them.
     * @param offset where they begin.
     * @param length how many.
     * @throws SnapshotException with FULL, FAILED, or OUT_OF_ORDER when they go beyond the stated length.
     */
    void write(DirectBuffer buffer, int offset, int length);

    /**
     * @return how many bytes were taken.
     */
    long length();

    /**
     * Returns when the snapshot is durable and can be listed; older ones may be deleted then. Blocks on the disk.
     *
     * @param expected digest of all bytes, or null to take them as they are.
     * @return what is stored.
     * @throws SnapshotException with DAMAGED when digest or length is another one, FULL or FAILED; then nothing is
     *                           stored.
     */
    StoredSnapshot commit(Sha256 expected);

    /** Deletes what was not committed. Idempotent. */
    @Override
    void close();
}

package io.belay.journal;

import org.agrona.MutableDirectBuffer;

/**
 * Reads a stored snapshot at any offset, head and all. Of one thread.
 */
public interface SnapshotReader extends AutoCloseable
{
    /**
     * @return what is read.
     */
    StoredSnapshot snapshot();

    /**
     * Reads a part.
     *
     * @param fromOffset where it begins in the whole: 0 is the first byte of the head.
     * @param target     to read into.
     * @param index      in the target.
     * @param length     in bytes, all of it within the snapshot.
     * @throws SnapshotException with FAILED, GONE or DAMAGED when it cannot be read.
     */
    void read(long fromOffset, MutableDirectBuffer target, int index, int length);

    @Override
    void close();
}

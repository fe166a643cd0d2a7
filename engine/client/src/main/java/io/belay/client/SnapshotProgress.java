package io.belay.client;

/** Is told how far a snapshot has come. On the thread of the call. */
@FunctionalInterface
public interface SnapshotProgress
{
    /** Nobody is told. */
    SnapshotProgress NONE = (takenLength, totalLength) -> { };

    /**
     * @param takenLength bytes that the node has taken.
     * @param totalLength bytes in all.
     */
    void onProgress(long takenLength, long totalLength);
}

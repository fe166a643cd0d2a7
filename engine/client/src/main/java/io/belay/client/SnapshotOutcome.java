package io.belay.client;

/**
 * How the storing of a snapshot ended.
 *
 * @param result      what it means.
 * @param txid        of the snapshot.
 * @param bytesLength of the snapshot.
 * @param sha256      of its bytes in hexadecimal, empty when not all were read.
 * @param text        what the node said, or what happened; may be empty.
 */
public record SnapshotOutcome(SnapshotResult result, long txid, long bytesLength, String sha256, String text)
{
    /**
     * @return whether the snapshot is durable at the node.
     */
    public boolean isStored()
    {
        return SnapshotResult.STORED == result;
    }
}

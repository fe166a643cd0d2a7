package io.belay.journal;

/**
 * A snapshot that is durable on this node.
 *
 * @param marketId    of the market.
 * @param txid        last one whose effect is in the snapshot.
 * @param position    of that frame.
 * @param epoch       of that frame.
 * @param generation  of this node: of two snapshots as of one txid the higher one is newer.
 * @param headLength  length of the head, in bytes.
 * @param bytesLength length of the application's bytes, which stand behind the head.
 * @param sha256      of the application's bytes.
 * @param headSha256  of the head: the name of this snapshot wherever it is.
 */
public record StoredSnapshot(
    long marketId,
    long txid,
    long position,
    long epoch,
    long generation,
    int headLength,
    long bytesLength,
    Sha256 sha256,
    Sha256 headSha256)
{
    static StoredSnapshot of(
        final SnapshotHead head, final long generation, final int headLength, final Sha256 headSha256)
    {
        final SnapshotHead.Numbers numbers = head.numbers();

        return new StoredSnapshot(
            numbers.marketId(), numbers.txid(), numbers.position(), numbers.epoch(), generation, headLength,
            head.bytesLength(), head.sha256(), headSha256);
    }

    /**
     * @return length of the whole, in bytes.
     */
    public long totalLength()
    {
        return headLength + bytesLength;
    }

    boolean isNewerThan(final StoredSnapshot other)
    {
        return txid != other.txid ? txid > other.txid : generation > other.generation;
    }
}

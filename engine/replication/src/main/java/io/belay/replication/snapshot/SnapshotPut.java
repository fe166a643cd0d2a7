package io.belay.replication.snapshot;

import io.belay.journal.Sha256;

/**
 * A part of a snapshot that a client hands over; its bytes are handed over beside it.
 *
 * @param clientSession of the client.
 * @param correlationId of the whole; a later attempt of the same client has a higher one.
 * @param marketId      of the market.
 * @param txid          last one whose effect is in the snapshot.
 * @param offset        where the part begins.
 * @param totalLength   of all parts.
 * @param sha256        of all parts, with the last one; else null.
 */
public record SnapshotPut(
    long clientSession,
    long correlationId,
    long marketId,
    long txid,
    long offset,
    long totalLength,
    Sha256 sha256)
{
    /** Whether it fits itself. */
    boolean makesSense(final int length)
    {
        return txid > 0 && offset >= 0 && totalLength >= 0 && offset <= totalLength && length <= totalLength - offset &&
            (length > 0 || 0 == totalLength) && (isLast(length) == (null != sha256));
    }

    boolean isLast(final int length)
    {
        return offset + length == totalLength;
    }
}

package io.belay.client;

/** How the storing of a snapshot ended. */
public enum SnapshotResult
{
    /** It is durable at the node, and the market knows of it. */
    STORED(1),
    /** It may be stored or not: the node is lost, or did not answer in time. Storing it again does no harm. */
    UNKNOWN(-1),
    /** The txid is not committed yet: wait for its outcome first. */
    NOT_COMMITTED(3),
    /** A snapshot as of a later txid is stored already. */
    OLDER(4),
    /** The frame of that txid is held no more: take a newer snapshot. */
    RETIRED(5),
    /** Another node owns the market. */
    NOT_OWNER(6),
    /** No market of that name at this node. */
    UNKNOWN_MARKET(7),
    /** The node's disk has no room. */
    DISK_FULL(8),
    /** What arrived is not what was read here: the file was changed meanwhile. */
    WRONG_SHA256(9),
    /** The node could not read the request. */
    BAD_REQUEST(10),
    /** The node stores as many snapshots at once as it can: try again later. */
    BUSY(11),
    /** The node could not store it, for the reason in the text. */
    FAILED(12),
    /** The node is stopping. */
    CLOSING(13),
    /** A reason which this client is too old to know. */
    UNRECOGNIZED(-1);

    private static final int RECEIVED = 0;
    private static final int AGAIN = 2;

    private final int wireValue;

    SnapshotResult(final int wireValue)
    {
        this.wireValue = wireValue;
    }

    /** Null while it goes on. */
    static SnapshotResult of(final int wireValue)
    {
        if (RECEIVED == wireValue || AGAIN == wireValue)
        {
            return null;
        }

        for (final SnapshotResult result : values())
        {
            if (result.wireValue == wireValue)
            {
                return result;
            }
        }

        return UNRECOGNIZED;
    }
}

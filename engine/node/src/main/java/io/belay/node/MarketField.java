package io.belay.node;

/**
 * What a node shows of a market. Each has its place in a row of the table of markets.
 */
public enum MarketField
{
    /** 1 owner, 2 standby, 3 neither. */
    ROLE(0),
    /** State of the owner's term, or of the standby's session. */
    STATE(1),
    /** Epoch of the owner's term, or of the standby's session. */
    EPOCH(2),
    /** Position of the last entry written by the owner, or durable at the standby. */
    POSITION(3),
    /** Position that the own journal has made durable. */
    DURABLE_POSITION(4),
    /** Position that the standby has made durable, as the owner knows. */
    STANDBY_POSITION(5),
    /** Last txid numbered, or durable at the standby. */
    TXID(6),
    /** Highest txid known to be committed. */
    COMMITTED_TXID(7),
    /** W. */
    W(8),
    /** 1 when the configuration names other nodes than the journal, which wins. */
    CONFIG_DIFFERS(9),
    /** Bytes of the frames that the own journal has not acknowledged to the owner. */
    OWN_LAG_BYTES(10),
    /** Age of the oldest entry that the own journal has not acknowledged to the owner. */
    OWN_LAG_NS(11),
    /** Bytes of the frames that the standby has not acknowledged. */
    STANDBY_LAG_BYTES(12),
    /** Age of the oldest entry that the standby has not acknowledged. */
    STANDBY_LAG_NS(13),
    /** Half of the appends answered in the last second took no longer at the owner; 0 when none was answered. */
    ACK_P50_NS(14),
    /** The same of 99 in a hundred. */
    ACK_P99_NS(15);

    final int code;

    MarketField(final int code)
    {
        this.code = code;
    }
}

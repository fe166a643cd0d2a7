package io.belay.client;

/**
 * Why something was refused.
 */
public enum RefusalCode
{
    /** Nothing was refused. */
    NONE(0),
    /** No market of that name or id at this node. */
    UNKNOWN_MARKET(1),
    /** Another node owns the market. */
    NOT_OWNER(2),
    /** The frame exceeds {@code belay.frame.length.max} of the node. */
    FRAME_TOO_LONG(3),
    /** Too many appends of this client are in flight. */
    WINDOW_FULL(4),
    /** Fewer than W replicas are connected now. */
    NO_QUORUM(5),
    /** The owner's journal cannot store: disk full, or a failed force. */
    JOURNAL_UNAVAILABLE(6),
    /** The node could not read the request. */
    BAD_REQUEST(7),
    /** The node does not know the session. */
    UNKNOWN_SESSION(8),
    /** The node does not speak this client's version. */
    UNSUPPORTED_VERSION(9),
    /** The node is stopping. */
    CLOSING(10),
    /** The node serves as many clients as it can. */
    SESSIONS_EXHAUSTED(11),
    /** The sequence lies below what the market remembers of this client: it may have been appended once. */
    TOO_OLD(12),
    /** The sequence was appended before with other bytes: two processes use one client id. */
    OTHER_CONTENT(13),
    /** The owner's clock has reached its ceiling and cannot renew it now. */
    CLOCK_CEILING(14),
    /** A newer process with this client id has opened the market. */
    CLIENT_REPLACED(15),
    /** The market remembers nothing of this client, though it may have appended. */
    CLIENT_FORGOTTEN(16),
    /** A reason which this client is too old to know. */
    UNRECOGNIZED(-1);

    private static final RefusalCode[] BY_WIRE_VALUE = new RefusalCode[17];

    private final int wireValue;

    static
    {
        for (final RefusalCode code : values())
        {
            if (code.wireValue >= 0)
            {
                BY_WIRE_VALUE[code.wireValue] = code;
            }
        }
    }

    RefusalCode(final int wireValue)
    {
        this.wireValue = wireValue;
    }

    static RefusalCode of(final int wireValue)
    {
        return wireValue < BY_WIRE_VALUE.length ? BY_WIRE_VALUE[wireValue] : UNRECOGNIZED;
    }
}

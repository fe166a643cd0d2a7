package io.belay.replication;

/**
 * How far a node is with its term of one market. Only a live market takes appends.
 */
public enum OwnerState
{
    /** A new epoch is proposed; the own journal is asked what it holds. */
    OPENING_OWN(0),
    /** The standby is asked what it holds, matched, and brought up to the own journal. */
    OPENING_STANDBY(1),
    /** The epoch start is written; W replicas must make it durable. */
    ESTABLISHING(2),
    /** Frames are numbered. */
    LIVE(3),
    /** The standby is away or behind; nothing is numbered until it is matched and caught up, in the same epoch. */
    REPAIRING(4),
    /** Another node owns the market, as far as this one knows; the own journal takes what it sends. */
    FOLLOWING(5),
    /** All is numbered; the market is being passed to another node. */
    PASSING(6);

    private final int code;

    OwnerState(final int code)
    {
        this.code = code;
    }

    /**
     * @return number by which counters show the state.
     */
    public int code()
    {
        return code;
    }

    boolean canBecome(final OwnerState next)
    {
        return switch (next)
        {
            case OPENING_OWN, OPENING_STANDBY, FOLLOWING -> true;
            case ESTABLISHING -> OPENING_OWN == this || OPENING_STANDBY == this;
            case LIVE -> ESTABLISHING == this || REPAIRING == this;
            case REPAIRING -> LIVE == this || PASSING == this;
            case PASSING -> LIVE == this;
        };
    }
}

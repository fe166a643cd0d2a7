package io.belay.replication;

/**
 * How far a replica is with one market's owner.
 */
enum ReplicaState
{
    /** No owner has opened a session. */
    IDLE,
    /** An owner was accepted, all others are refused, and what is held was stated; entries are not yet taken. */
    OPENED,
    /** The common point is agreed; the next entries are taken and acknowledged. */
    MATCHED,
    /** An entry could not be taken; the owner must open again. */
    BROKEN;

    boolean canBecome(final ReplicaState next)
    {
        return switch (next)
        {
            case IDLE, OPENED -> true;
            case MATCHED -> OPENED == this;
            case BROKEN -> OPENED == this || MATCHED == this;
        };
    }
}

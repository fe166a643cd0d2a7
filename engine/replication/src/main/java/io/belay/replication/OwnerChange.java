package io.belay.replication;

import io.belay.sbe.wal.HandoverCode;

/**
 * A change of who keeps a market that an operator, or another node, has asked for. One at a time for each market; it
 * answers whoever asked when it has ended. Of the owner agent's thread.
 */
interface OwnerChange
{
    /**
     * Goes on.
     *
     * @return how much was done.
     */
    int step(long nowNs);

    /** Whether it has ended. */
    boolean isOver();

    /** Another node answers a request or a pass. */
    default void onAnswer(final long handover, final HandoverCode code, final long nowNs)
    {
    }

    /** A term of this node is established. */
    default void onLive(final long nowNs)
    {
    }

    /** This node owns the market no more, or was not made its owner. */
    default void onSteppedDown(final int newOwnerNodeId, final String why)
    {
    }

    /**
     * Whether the own journal holds what it must for the change; asked before the term begins.
     *
     * @return false when the change was given up.
     */
    default boolean isAsExpected(final long nowNs)
    {
        return true;
    }
}

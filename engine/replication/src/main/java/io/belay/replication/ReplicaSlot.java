package io.belay.replication;

import io.belay.journal.EpochChain;

/**
 * What an owner knows of one replica of one market. Its position counts only in a session that is matched.
 */
final class ReplicaSlot
{
    final int nodeId;
    final EpochChain chain = new EpochChain();

    private State state = State.CLOSED;
    long session;
    long epoch;
    long journalId;
    long statedPosition;
    long ackedPosition;
    long retryTimeNs;

    enum State
    {
        /** To be opened when its time has come. */
        CLOSED,
        /** Asked; the answer is awaited. */
        OPENING,
        /** Has said what it holds. */
        STATED,
        /** The common point was sent; acks of this session count. */
        MATCHED
    }

    ReplicaSlot(final int nodeId, final long openTimeNs)
    {
        this.nodeId = nodeId;
        retryTimeNs = openTimeNs;
    }

    State state()
    {
        return state;
    }

    boolean isMatched()
    {
        return State.MATCHED == state;
    }

    void close(final long retryTimeNs)
    {
        state = State.CLOSED;
        session = 0;
        ackedPosition = 0;
        this.retryTimeNs = retryTimeNs;
    }

    void opening(final long session, final long epoch, final long retryTimeNs)
    {
        state = State.OPENING;
        this.session = session;
        this.epoch = epoch;
        this.retryTimeNs = retryTimeNs;
        ackedPosition = 0;
    }

    void stated(final long journalId, final long position)
    {
        state = State.STATED;
        this.journalId = journalId;
        statedPosition = position;
    }

    void matched()
    {
        state = State.MATCHED;
    }
}

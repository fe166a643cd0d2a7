package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;
import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.StateReason;
import io.belay.wire.Epoch;

/**
 * What a replica keeps of one market: whom it follows, what is durable, what it still owes the owner.
 */
final class ReplicaMarket
{
    final long marketId;
    final MarketHistory history;

    private ReplicaState state = ReplicaState.IDLE;
    long fenceEpoch;
    long fenceInstance;
    long source;
    long session;
    long sessionEpoch = Epoch.NONE;
    int ownerNodeId;

    long durablePosition;
    long durableTxid;
    long durableEpoch;
    private long heardCommittedTxid;
    private long keptCommittedTxid;

    boolean dirty;
    boolean queued;
    boolean ackOwed;
    ResponseCode ackCode = ResponseCode.OK;
    StateReason statementOwed = StateReason.NULL_VAL;
    long statementSession;
    ResponseCode statementCode = ResponseCode.OK;

    ReplicaMarket(final long marketId, final MarketHistory history, final int ownerNodeId)
    {
        this.marketId = marketId;
        this.history = history;
        this.ownerNodeId = ownerNodeId;
        fenceEpoch = history.highestEpoch();
        noteDurable();
    }

    ReplicaState state()
    {
        return state;
    }

    void become(final ReplicaState next)
    {
        if (!state.canBecome(next))
        {
            throw new IllegalStateException("market " + marketId + ": " + state + " cannot become " + next);
        }

        state = next;
    }

    /** All that is appended is durable now. */
    void noteDurable()
    {
        durablePosition = history.lastPosition();
        durableTxid = history.lastTxid();
        durableEpoch = history.lastEpoch();
    }

    void hearCommitted(final long txid)
    {
        heardCommittedTxid = Math.max(heardCommittedTxid, txid);
    }

    /**
     * Forgets what an earlier owner said: only the matched prefix of this session may be trusted. What an earlier
     * session had matched stays known, so that it is never superseded.
     */
    void forgetCommitted()
    {
        keptCommittedTxid = Math.max(keptCommittedTxid, committedTxid());
        heardCommittedTxid = 0;
    }

    /**
     * Whether what lies behind a common point may be superseded: nothing that is known to be committed, and no epoch
     * that was established.
     */
    boolean maySupersedeBehind(final long commonPosition, final long commonTxid)
    {
        return commonTxid >= Math.max(keptCommittedTxid, history.committedTxid()) &&
            !CommonPoint.isEstablishedFrom(history.chain(), commonPosition + 1);
    }

    /**
     * Whether this replica holds all that was acknowledged: the newest epoch counts its journal.
     */
    boolean isHolder(final long journalId)
    {
        final EpochChain chain = history.chain();
        final int newest = chain.size() - 1;

        return newest >= 0 &&
            (journalId == chain.standbyJournalId(newest) || journalId == chain.ownerJournalId(newest));
    }

    /**
     * Highest txid known to be committed: what the owner of this session said, as far as it is matched and appended.
     */
    long committedTxid()
    {
        final long heard = ReplicaState.MATCHED == state ? heardCommittedTxid : 0;

        return Math.min(Math.max(heard, history.committedTxid()), history.lastTxid());
    }
}

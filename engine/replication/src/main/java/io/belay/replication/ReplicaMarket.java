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
    final String name;
    final MarketHistory history;
    final MarketShelf.Place place;

    private ReplicaState state = ReplicaState.IDLE;
    long fenceEpoch;
    long fenceInstance;
    long source;
    long session;
    long sessionEpoch = Epoch.NONE;
    int ownerNodeId;
    int statedFrom;

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

    ReplicaMarket(
        final long marketId,
        final String name,
        final MarketHistory history,
        final MarketShelf.Place place,
        final int ownerNodeId)
    {
        this.marketId = marketId;
        this.name = name;
        this.history = history;
        this.place = place;
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
            throw new IllegalStateException("market " + name + ": " + state + " cannot become " + next);
        }

        state = next;
    }

    /** Lets the owner's agent know the newest epoch that is known to be established. */
    void tellEstablished()
    {
        final EpochChain chain = history.chain();
        final int newest = chain.newestEstablished();
        place.establish(newest < 0 ? Epoch.NONE : chain.epoch(newest));
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

    /** Index behind the last epoch that one message states. */
    int statedTo()
    {
        return Math.min(history.chain().size(), statedFrom + EpochChain.STATED_COUNT_MAX);
    }

    /** Up to where the stated epochs go: what lies behind them is stated when the owner has come so far. */
    long statedPosition()
    {
        final EpochChain chain = history.chain();

        return statedTo() < chain.size() ? chain.position(statedTo()) - 1 : history.lastPosition();
    }

    long statedTxid()
    {
        final EpochChain chain = history.chain();

        return statedTo() < chain.size() ? chain.firstTxid(statedTo()) - 1 : history.lastTxid();
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

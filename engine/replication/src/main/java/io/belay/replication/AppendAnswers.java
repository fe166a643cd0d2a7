package io.belay.replication;

import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.RefusalCode;

/**
 * Answers the appends of one market when their entries are committed, in their order.
 */
final class AppendAnswers
{
    private final OwnerMarket market;
    private final OwnerCore core;
    private final PendingAppends pending;
    private final TimeBuckets outcomeTimes = new TimeBuckets();
    private long appendCount;
    private long durableCount;
    private long unknownCount;
    private long repeatedCount;
    private long committedPosition;
    private long committedTxid;
    private boolean owed;

    AppendAnswers(final OwnerMarket market, final OwnerCore core, final long committedTxid)
    {
        this.market = market;
        this.core = core;
        this.committedTxid = committedTxid;
        pending = new PendingAppends(core.config().marketWindowMax());
    }

    boolean isFull()
    {
        return pending.isFull();
    }

    /**
     * Highest txid that is known to be durable on W replicas.
     */
    long committedTxid()
    {
        return committedTxid;
    }

    /**
     * Whether outcomes wait for room on a client's stream.
     */
    boolean isOwed()
    {
        return owed;
    }

    /**
     * How long appends took from their arrival here to their outcome; whoever shows them empties them.
     */
    TimeBuckets outcomeTimes()
    {
        return outcomeTimes;
    }

    long appendCount()
    {
        return appendCount;
    }

    long durableCount()
    {
        return durableCount;
    }

    long unknownCount()
    {
        return unknownCount;
    }

    PendingAppends pending()
    {
        return pending;
    }

    void await(
        final long position,
        final ClientSession session,
        final long clientSequence,
        final long txid,
        final long hlc,
        final long ownerTimeNs,
        final int length)
    {
        pending.add(
            position, session, clientSequence, market.epoch(), txid, hlc, ownerTimeNs, core.nanoTime(), length);
        appendCount++;
        session.took(market.marketId());
    }

    /**
     * An append that the history holds already: answered at once when it is committed, which in a live market means on
     * W disks of present sessions; else with the first attempt.
     *
     * @return false when it must be handed over again.
     */
    boolean repeat(
        final ClientSession session,
        final long clientSequence,
        final long txid,
        final long epoch,
        final long nowNs)
    {
        if (txid <= committedTxid)
        {
            final boolean isAnswered =
                core.clients().repeated(session, market, clientSequence, txid, epoch, nowNs);
            repeatedCount += isAnswered ? 1 : 0;

            return isAnswered || !session.stream.isConnected();
        }

        final long position = pending.positionOf(txid);
        if (0 == position)
        {
            return false;
        }

        final ClientSession first = pending.session(position);
        if (null != first)
        {
            first.answered(market.marketId());
        }

        session.took(market.marketId());
        pending.repeat(position, session);
        repeatedCount++;

        return true;
    }

    /**
     * How many appends were answered for an earlier attempt, and not made again.
     */
    long repeatedCount()
    {
        return repeatedCount;
    }

    /** A control entry: nobody awaits it. */
    void pass(final long position)
    {
        pending.add(position, null, 0, 0, 0, 0, core.nanoTime(), 0, 0);
    }

    /** An entry that nobody awaits, and that needs no place unless it comes behind one that somebody does. */
    void passPulled(final long position)
    {
        if (!pending.isEmpty())
        {
            pass(position);
        }
    }

    void noteJournal(final long fromPosition, final long toPosition, final long timeNs)
    {
        pending.noteJournal(fromPosition, toPosition, timeNs);
    }

    void noteStandby(final long fromPosition, final long toPosition, final long timeNs)
    {
        pending.noteStandby(fromPosition, toPosition, timeNs);
    }

    /** This node becomes the owner again: others have gone on meanwhile. */
    void restart(final long knownCommittedTxid)
    {
        committedPosition = 0;
        committedTxid = knownCommittedTxid;
    }

    /** What an epoch inherited is committed once its start is. */
    void inherit(final long txid)
    {
        committedTxid = Math.max(committedTxid, txid);
    }

    void advance(final long position, final long nowNs)
    {
        if (position > committedPosition)
        {
            committedPosition = position;
            answer(nowNs);
        }
    }

    /**
     * Sends the outcomes of what is committed, as far as the clients' streams have room.
     *
     * @return how many entries were dealt with.
     */
    int answer(final long nowNs)
    {
        int count = 0;
        owed = false;
        while (!pending.isEmpty() && pending.firstPosition() <= committedPosition)
        {
            if (!answerFirst(nowNs))
            {
                owed = true;
                core.unsettle(market);

                return count;
            }

            pending.removeFirst();
            count++;
        }

        return count;
    }

    private boolean answerFirst(final long nowNs)
    {
        final long position = pending.firstPosition();
        final ClientSession session = pending.session(position);
        if (null != session)
        {
            if (!session.isClosed() && !answerDurable(session, position, nowNs) &&
                session.stream.isConnected() && !core.cutOffWhenStuck(session, nowNs))
            {
                return false;
            }

            session.isStuck = false;
            session.answered(market.marketId());
        }

        inherit(pending.txid(position));

        return true;
    }

    private boolean answerDurable(final ClientSession session, final long position, final long nowNs)
    {
        if (!core.clients().durable(session, market, pending, position, nowNs))
        {
            return false;
        }

        durableCount++;
        outcomeTimes.record(nowNs - pending.ownerTimeNs(position));

        return true;
    }

    /** The own journal holds nothing behind a position: what was written there may be on the standby or nowhere. */
    void cutTo(final long position, final long nowNs)
    {
        while (!pending.isEmpty() && pending.lastPosition() > position)
        {
            final long last = pending.lastPosition();
            giveUp(last, RefusalCode.JOURNAL_UNAVAILABLE, nowNs);
            pending.removeLast();
        }
    }

    /** This node is no longer the owner. */
    void giveUpAll(final long nowNs)
    {
        while (!pending.isEmpty())
        {
            giveUp(pending.firstPosition(), RefusalCode.NOT_OWNER, nowNs);
            pending.removeFirst();
        }
    }

    private void giveUp(final long position, final RefusalCode code, final long nowNs)
    {
        final ClientSession session = pending.session(position);
        if (null != session)
        {
            session.answered(market.marketId());
            unknownCount++;
            core.answer(
                session, OutcomeKind.UNKNOWN, code, market.marketId(), pending.clientSequence(position), nowNs);
        }
    }
}

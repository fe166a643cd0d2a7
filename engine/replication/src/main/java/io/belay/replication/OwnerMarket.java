package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;
import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.RefusalCode;
import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.StateReason;
import io.belay.wire.Epoch;
import org.agrona.DirectBuffer;

/**
 * One market at its owner: proposes and establishes an epoch, numbers frames, counts acks, answers appends.
 * <p>
 * Pure. It keeps the history that it has written, which is what the own journal will hold. Every term begins by asking
 * the own journal, then the standby; a frame is numbered only in an epoch whose start is durable on W replicas.
 */
final class OwnerMarket
{
    private final MarketDefinition definition;
    private final OwnerCore core;
    private final OwnerLink link;
    private final MarketHistory history;
    private final ReplicaSlot own;
    private final ReplicaSlot standby;
    private final PendingAppends pending;

    private OwnerState state = OwnerState.OPENING_OWN;
    private long epoch;
    private long highestEpoch;
    private long epochStartPosition;
    private long committedPosition;
    private long committedTxid;
    private boolean standbyCaughtUp;
    private boolean standbyCatchingUp;
    private boolean ownJournalRefuses;
    private boolean outcomesOwed;
    private boolean unsettled;
    private String trouble = "";

    OwnerMarket(
        final MarketDefinition definition, final OwnerCore core, final OwnerLink link, final MarketHistory history)
    {
        this.definition = definition;
        this.core = core;
        this.link = link;
        this.history = history;
        own = new ReplicaSlot(core.config().nodeId());
        standby = 1 == definition.w() ? null : new ReplicaSlot(link.standbyNodeId);
        pending = new PendingAppends(core.config().marketWindowMax());
        committedTxid = Math.min(history.committedTxid(), history.lastTxid());
        final EpochChain chain = history.chain();
        highestEpoch = chain.isEmpty() ? Epoch.NONE : chain.epoch(chain.size() - 1);
        epoch = Epoch.next(highestEpoch, own.nodeId);
    }

    long marketId()
    {
        return definition.marketId();
    }

    String name()
    {
        return definition.name();
    }

    MarketHistory history()
    {
        return history;
    }

    OwnerState state()
    {
        return state;
    }

    long epoch()
    {
        return epoch;
    }

    int w()
    {
        return definition.w();
    }

    int ownerNodeId()
    {
        return own.nodeId;
    }

    int standbyNodeId()
    {
        return null == standby ? OwnerLink.SOLO : standby.nodeId;
    }

    long ownJournalId()
    {
        return own.journalId;
    }

    long standbySession()
    {
        return null == standby ? 0 : standby.session;
    }

    long ownPosition()
    {
        return own.ackedPosition;
    }

    long standbyPosition()
    {
        return null == standby ? 0 : standby.ackedPosition;
    }

    long committedTxid()
    {
        return committedTxid;
    }

    /**
     * @return why the market is not live, empty when nothing is known to be wrong.
     */
    String trouble()
    {
        return trouble;
    }

    boolean isUnsettled()
    {
        return unsettled;
    }

    void unsettled(final boolean value)
    {
        unsettled = value;
    }

    private void become(final OwnerState next)
    {
        if (!state.canBecome(next))
        {
            throw new IllegalStateException("market " + name() + ": " + state + " cannot become " + next);
        }

        state = next;
        if (OwnerState.LIVE == next)
        {
            trouble = "";
        }

        core.onStateChange(this);
    }

    /**
     * Numbers and writes a frame.
     *
     * @return null when it was written; otherwise why not: {@link RefusalCode#NULL_VAL} asks to try again later.
     */
    RefusalCode append(
        final ClientSession session,
        final long clientSequence,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final long nowNs)
    {
        if (OwnerState.LIVE != state)
        {
            return whyNotLive();
        }

        if (pending.isFull())
        {
            return RefusalCode.WINDOW_FULL;
        }

        final long hlc = core.clock().next();
        if (hlc < 0)
        {
            return RefusalCode.NO_QUORUM;
        }

        if (!link.publisher.frame(this, hlc, session.clientId, clientSequence, buffer, offset, length))
        {
            return RefusalCode.NULL_VAL;
        }

        final long position = history.lastPosition() + 1;
        final long txid = history.lastTxid() + 1;
        history.onFrame(position, txid, hlc, committedTxid);
        pending.add(position, session, clientSequence, txid, hlc, nowNs, core.nanoTime());
        session.inFlight++;

        return null;
    }

    private RefusalCode whyNotLive()
    {
        if (OwnerState.DEPOSED == state)
        {
            return RefusalCode.NOT_OWNER;
        }

        return ownJournalRefuses ? RefusalCode.JOURNAL_UNAVAILABLE : RefusalCode.NO_QUORUM;
    }

    /**
     * Goes on with what is not settled.
     *
     * @return how much was done.
     */
    int step(final long nowNs)
    {
        int work = 0;
        if (outcomesOwed)
        {
            work += answer(nowNs);
        }

        return work + switch (state)
        {
            case OPENING_OWN -> openOwn(nowNs);
            case OPENING_STANDBY -> driveStandby(nowNs) + (standbyReady() ? startEpoch() : 0);
            case ESTABLISHING -> driveStandby(nowNs) + establish();
            case LIVE -> 0;
            case REPAIRING -> driveStandby(nowNs) + repaired();
            case DEPOSED -> 0;
        };
    }

    boolean isSettled()
    {
        return (OwnerState.LIVE == state || OwnerState.DEPOSED == state) && !outcomesOwed;
    }

    private int openOwn(final long nowNs)
    {
        if (ReplicaSlot.State.STATED != own.state())
        {
            return open(own, nowNs);
        }

        if (!link.publisher.match(this, own, history.lastPosition(), history.lastTxid()))
        {
            return 0;
        }

        own.matched();
        if (null == standby)
        {
            return 1 + startEpoch();
        }

        become(OwnerState.OPENING_STANDBY);

        return 1;
    }

    private int open(final ReplicaSlot slot, final long nowNs)
    {
        if (nowNs - slot.retryTimeNs < 0)
        {
            return 0;
        }

        final long session = ReplicaSlot.State.OPENING == slot.state() ? slot.session : core.nextSession();
        if (!link.publisher.marketOpen(this, slot.nodeId, session, core.instance()))
        {
            return 0;
        }

        slot.opening(session, nowNs + core.config().heartbeatIntervalNs());

        return 1;
    }

    private int driveStandby(final long nowNs)
    {
        if (null == standby || !link.isAlive())
        {
            return 0;
        }

        return switch (standby.state())
        {
            case CLOSED, OPENING -> open(standby, nowNs);
            case STATED -> matchStandby();
            case MATCHED -> 0;
        };
    }

    private int matchStandby()
    {
        if (standbyCaughtUp)
        {
            return 0;
        }

        final long common = CommonPoint.position(
            history.chain(), history.lastPosition(), standby.chain, standby.statedPosition);

        if (common == history.lastPosition())
        {
            if (!onCommonPoint(common, history.lastTxid()))
            {
                return 0;
            }

            standbyCaughtUp = true;
        }
        else if (0 == common && !onCommonPoint(0, 0))
        {
            return 0;
        }
        else if (!standbyCatchingUp)
        {
            standbyCatchingUp = true;
            link.catchUp.join(this, common);
        }

        return 1;
    }

    /**
     * The txid at the common point is known: the standby may be matched.
     */
    boolean onCommonPoint(final long commonPosition, final long commonTxid)
    {
        if (!link.publisher.match(this, standby, commonPosition, commonTxid))
        {
            return false;
        }

        standby.matched();

        return true;
    }

    void onCaughtUp()
    {
        standbyCaughtUp = true;
        standbyCatchingUp = false;
    }

    void onCatchUpFailed(final RuntimeException cause)
    {
        reject(standby, "the standby lacks entries that the own journal cannot give: " + cause.getMessage(), cause);
    }

    private boolean standbyReady()
    {
        return null == standby || (standbyCaughtUp && standby.isMatched());
    }

    private int startEpoch()
    {
        final long hlc = core.clock().next();
        if (hlc < 0 || !link.publisher.epochStart(this, hlc, own.journalId, null == standby ? 0 : standby.journalId))
        {
            return 0;
        }

        highestEpoch = epoch;
        epochStartPosition = history.lastPosition();
        addControl(hlc);
        become(OwnerState.ESTABLISHING);

        return 1;
    }

    private int establish()
    {
        if (Quorum.committedPosition(w(), own, standby) < epochStartPosition || !standbyReady())
        {
            return 0;
        }

        final long hlc = core.clock().next();
        if (hlc < 0 ||
            !link.publisher.established(this, hlc, own.journalId, null == standby ? 0 : standby.journalId))
        {
            return 0;
        }

        addControl(hlc);
        committedTxid = Math.max(committedTxid, inheritedTxid());
        become(OwnerState.LIVE);
        advance(core.nanoTime());

        return 1;
    }

    /** All that the epoch inherited is durable on W replicas once its start is. */
    private long inheritedTxid()
    {
        final EpochChain chain = history.chain();

        return chain.firstTxid(chain.size() - 1) - 1;
    }

    private void addControl(final long hlc)
    {
        pending.add(history.lastPosition(), null, 0, 0, hlc, 0, 0);
    }

    private int repaired()
    {
        if (!standbyReady())
        {
            return 0;
        }

        become(OwnerState.LIVE);

        return 1;
    }

    /**
     * A replica said what it holds, or why it does not follow.
     */
    void onStatement(
        final int replicaNodeId,
        final ResponseCode code,
        final StateReason reason,
        final long session,
        final long fenceEpoch,
        final long position,
        final long txid,
        final long journalId,
        final long lastHlc,
        final EpochChain chain,
        final long nowNs)
    {
        final ReplicaSlot slot = slotOf(replicaNodeId);
        if (null == slot || OwnerState.DEPOSED == state)
        {
            return;
        }

        if (StateReason.GAP == reason || StateReason.NO_SESSION == reason)
        {
            if (ReplicaSlot.State.STATED == slot.state() || slot.isMatched())
            {
                reopen(slot, nowNs, replicaNodeId + " says " + reason + " at position " + position);
            }
        }
        else if (session == slot.session && ResponseCode.OK != code)
        {
            noteEpoch(fenceEpoch);
            refused(slot, code, reason, fenceEpoch, position, nowNs);
        }
        else if (session == slot.session && ReplicaSlot.State.OPENING == slot.state())
        {
            noteEpoch(fenceEpoch);
            answered(slot, position, txid, journalId, lastHlc, chain, nowNs);
        }
    }

    /** A number that no maker can have made is damage, not an epoch. */
    private void noteEpoch(final long fenceEpoch)
    {
        if (fenceEpoch >= 0 && Epoch.counter(fenceEpoch) < Epoch.counter(Long.MAX_VALUE))
        {
            highestEpoch = Math.max(highestEpoch, fenceEpoch);
        }
    }

    private void answered(
        final ReplicaSlot slot,
        final long position,
        final long txid,
        final long journalId,
        final long lastHlc,
        final EpochChain chain,
        final long nowNs)
    {
        core.clock().floor(lastHlc);
        slot.stated(journalId, position);
        if (slot == own)
        {
            ownJournalRefuses = false;
            cutTo(position, txid, nowNs);
        }
        else
        {
            copy(chain, slot.chain);
            standbyCaughtUp = false;
            standbyCatchingUp = false;
            if (OwnerState.OPENING_STANDBY != state && journalId != newestStandbyJournalId())
            {
                newTerm(nowNs, "the standby came back with another journal");
            }
        }
    }

    /** The own journal holds less than was written in its last term: what it lacks was never committed. */
    private void cutTo(final long position, final long txid, final long nowNs)
    {
        while (!pending.isEmpty() && pending.lastPosition() > position)
        {
            final long last = pending.lastPosition();
            final ClientSession session = pending.session(last);
            if (null != session)
            {
                session.inFlight--;
                core.answer(
                    session,
                    OutcomeKind.UNKNOWN,
                    RefusalCode.JOURNAL_UNAVAILABLE,
                    marketId(),
                    pending.clientSequence(last),
                    nowNs);
            }

            pending.removeLast();
        }

        if (position < history.lastPosition())
        {
            history.supersedeFrom(position + 1, txid + 1);
        }
    }

    private void refused(
        final ReplicaSlot slot,
        final ResponseCode code,
        final StateReason reason,
        final long fenceEpoch,
        final long position,
        final long nowNs)
    {
        if (StateReason.FENCED == reason && fenceEpoch >= epoch)
        {
            if (Epoch.nodeId(fenceEpoch) != own.nodeId)
            {
                depose(slot, fenceEpoch);
            }
            else
            {
                newTerm(nowNs, "an earlier attempt made epoch " + Epoch.toString(fenceEpoch));
            }

            return;
        }

        reject(slot, switch (reason)
        {
            case DIVERGED -> "two histories: it holds entries up to position " + position +
                " of an established epoch, or committed ones, that the own journal lacks; nothing is dropped";
            case FENCED -> "it does not follow this node in this market; compare the configurations of both nodes";
            default -> switch (code)
            {
                case UNKNOWN_MARKET -> "it does not know the market; compare the configurations of both nodes";
                case SERVER_INTERNAL -> "it cannot store; see its errors";
                default -> "it answers " + code;
            };
        }, null);
    }

    private void depose(final ReplicaSlot slot, final long fenceEpoch)
    {
        trouble = "node " + slot.nodeId + " has accepted epoch " + Epoch.toString(fenceEpoch) + " of node " +
            Epoch.nodeId(fenceEpoch) + "; this node is no longer the owner";
        core.report(this, trouble, null);
        link.catchUp.leave(this);
        unanswerAll(core.nanoTime());
        become(OwnerState.DEPOSED);
    }

    private void unanswerAll(final long nowNs)
    {
        while (!pending.isEmpty())
        {
            final long first = pending.firstPosition();
            final ClientSession session = pending.session(first);
            if (null != session)
            {
                session.inFlight--;
                core.answer(
                    session,
                    OutcomeKind.UNKNOWN,
                    RefusalCode.NOT_OWNER,
                    marketId(),
                    pending.clientSequence(first),
                    nowNs);
            }

            pending.removeFirst();
        }
    }

    /** A replica does not follow: said once, tried again later. */
    private void reject(final ReplicaSlot slot, final String why, final RuntimeException cause)
    {
        final String text = (slot == own ? "own journal: " : "standby " + link.standbyName + ": ") + why;
        if (!text.equals(trouble))
        {
            trouble = text;
            core.report(this, text, cause);
        }

        ownJournalRefuses = ownJournalRefuses || slot == own;
        lose(slot, core.nanoTime() + core.config().retryIntervalNs());
    }

    private void reopen(final ReplicaSlot slot, final long nowNs, final String why)
    {
        trouble = "node " + why;
        lose(slot, nowNs);
    }

    private void lose(final ReplicaSlot slot, final long retryTimeNs)
    {
        final long nowNs = core.nanoTime();
        if (slot == own)
        {
            newTerm(nowNs, trouble);
            own.close(retryTimeNs);

            return;
        }

        standby.close(retryTimeNs);
        standbyCaughtUp = false;
        standbyCatchingUp = false;
        link.catchUp.leave(this);
        if (OwnerState.LIVE == state)
        {
            become(OwnerState.REPAIRING);
        }
    }

    /**
     * The standby's node is silent or was started again.
     */
    void onStandbyLost(final long nowNs, final String why)
    {
        if (null != standby && OwnerState.DEPOSED != state)
        {
            trouble = why;
            lose(standby, nowNs);
        }
    }

    private void newTerm(final long nowNs, final String why)
    {
        trouble = why;
        link.catchUp.leave(this);
        epoch = Epoch.next(Math.max(epoch, highestEpoch), own.nodeId);
        own.close(nowNs);
        if (null != standby)
        {
            standby.close(nowNs);
        }

        standbyCaughtUp = false;
        standbyCatchingUp = false;
        become(OwnerState.OPENING_OWN);
    }

    /**
     * A replica made entries durable, or could not take one.
     */
    void onAck(
        final ResponseCode code,
        final long ackEpoch,
        final long position,
        final long journalId,
        final long session,
        final long nowNs)
    {
        final ReplicaSlot slot = slotOfSession(session);
        if (null == slot || ackEpoch != epoch || journalId != slot.journalId || OwnerState.DEPOSED == state)
        {
            return;
        }

        if (ResponseCode.OK != code)
        {
            reject(slot, ResponseCode.BAD_FRAME == code ?
                "it received a frame that cannot be read; see its errors" : "it cannot store; see its errors", null);
        }
        else if (slot.isMatched() && position > slot.ackedPosition)
        {
            if (slot == own)
            {
                pending.noteJournal(slot.ackedPosition + 1, position, nowNs);
            }
            else
            {
                pending.noteStandby(slot.ackedPosition + 1, position, nowNs);
            }

            slot.ackedPosition = position;
            advance(nowNs);
        }
    }

    private void advance(final long nowNs)
    {
        if (OwnerState.LIVE == state || OwnerState.REPAIRING == state)
        {
            final long position = Quorum.committedPosition(w(), own, standby);
            if (position > committedPosition)
            {
                committedPosition = position;
                answer(nowNs);
            }
        }
    }

    private int answer(final long nowNs)
    {
        int count = 0;
        outcomesOwed = false;
        while (!pending.isEmpty() && pending.firstPosition() <= committedPosition)
        {
            final long position = pending.firstPosition();
            final ClientSession session = pending.session(position);
            if (null != session)
            {
                if (!session.isClosed() && !core.clients().durable(session, this, pending, position, nowNs) &&
                    session.stream.isConnected())
                {
                    outcomesOwed = true;
                    core.unsettle(this);

                    return count;
                }

                session.inFlight--;
                committedTxid = pending.txid(position);
            }

            pending.removeFirst();
            count++;
        }

        return count;
    }

    private ReplicaSlot slotOf(final int nodeId)
    {
        if (nodeId == own.nodeId)
        {
            return own;
        }

        return null != standby && nodeId == standby.nodeId ? standby : null;
    }

    private ReplicaSlot slotOfSession(final long session)
    {
        if (0 != session)
        {
            if (session == own.session)
            {
                return own;
            }

            if (null != standby && session == standby.session)
            {
                return standby;
            }
        }

        return null;
    }

    private long newestStandbyJournalId()
    {
        final EpochChain chain = history.chain();

        return chain.isEmpty() ? 0 : chain.standbyJournalId(chain.size() - 1);
    }

    private static void copy(final EpochChain from, final EpochChain to)
    {
        to.clear();
        for (int i = 0; i < from.size(); i++)
        {
            to.add(from.epoch(i), from.position(i), from.firstTxid(i), 0, 0);
            if (from.isEstablished(i))
            {
                to.establish(from.epoch(i));
            }
        }
    }
}

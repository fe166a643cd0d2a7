package io.belay.replication;

import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;
import io.belay.sbe.client.RefusalCode;
import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.StateReason;
import io.belay.wire.Entry;
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
    private final StandbyFeed standby;
    private final AppendAnswers answers;
    private final EpochNumbers epochs;

    private OwnerState state = OwnerState.OPENING_OWN;
    private long epochStartPosition;
    private boolean ownJournalRefuses;
    private boolean unsettled;
    private String trouble = "";

    OwnerMarket(
        final MarketDefinition definition, final OwnerCore core, final OwnerLink link, final MarketHistory history)
    {
        this.definition = definition;
        this.core = core;
        this.link = link;
        this.history = history;
        own = new ReplicaSlot(core.config().nodeId(), core.nanoTime());
        standby = 1 == definition.w() ? null :
            new StandbyFeed(this, link, core.nanoTime(), core.config().retryIntervalNs());
        answers = new AppendAnswers(this, core, Math.min(history.committedTxid(), history.lastTxid()));
        epochs = new EpochNumbers(own.nodeId, history.highestEpoch());
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
        return epochs.present();
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
        return null == standby ? OwnerLink.SOLO : standby.slot().nodeId;
    }

    long ownJournalId()
    {
        return own.journalId;
    }

    long standbySession()
    {
        return null == standby ? 0 : standby.slot().session;
    }

    long ownPosition()
    {
        return own.ackedPosition;
    }

    long standbyPosition()
    {
        return null == standby ? 0 : standby.slot().ackedPosition;
    }

    /**
     * Up to where the standby stands in the stream, so that it can tell when something is missing; 0 while it does not.
     */
    long promisedPosition()
    {
        return standbyReady() ? history.lastPosition() : 0;
    }

    int entryLengthMax()
    {
        return core.config().frameLengthMax() + Entry.FRAME_BYTES_OFFSET;
    }

    /**
     * Whether all that was acknowledged is in the own journal, or in the standby's and so taken back before: one of the
     * two must be among those that held the newest epoch.
     */
    boolean isHeldWith(final long standbyJournalId)
    {
        final EpochChain chain = history.chain();

        return chain.isEmpty() || chain.isNewestHeldBy(own.journalId) || chain.isNewestHeldBy(standbyJournalId);
    }

    void pulling(final long toPosition)
    {
        trouble = "taking back positions " + (history.lastPosition() + 1) + " to " + toPosition + " from standby " +
            link.standbyName;
    }

    /** Whether no entry of the present epoch was written yet. */
    boolean isBetweenTerms()
    {
        return OwnerState.OPENING_STANDBY == state;
    }

    long committedTxid()
    {
        return answers.committedTxid();
    }

    AppendAnswers answers()
    {
        return answers;
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

        if (answers.isFull())
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
        history.onFrame(
            position, txid, hlc, answers.committedTxid(), session.clientId, clientSequence,
            core.payloadCrc().compute(buffer, offset, length));
        answers.await(position, session, clientSequence, txid, hlc, nowNs, length);

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
        final int answered = answers.isOwed() ? answers.answer(nowNs) : 0;

        return answered + switch (state)
        {
            case OPENING_OWN -> openOwn(nowNs);
            case OPENING_STANDBY -> driveStandby(nowNs) + (standbyReady() ? startEpoch() : 0);
            case ESTABLISHING -> driveStandby(nowNs) + establish();
            case REPAIRING -> driveStandby(nowNs) + repaired();
            case LIVE, DEPOSED -> 0;
        };
    }

    boolean isSettled()
    {
        return (OwnerState.LIVE == state || OwnerState.DEPOSED == state) && !answers.isOwed();
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

    int open(final ReplicaSlot slot, final long nowNs)
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
        return null == standby ? 0 : standby.drive(nowNs);
    }

    private boolean standbyReady()
    {
        return null == standby || standby.isReady();
    }

    private ReplicaSlot standbySlot()
    {
        return null == standby ? null : standby.slot();
    }

    private long standbyJournalId()
    {
        return null == standby ? 0 : standby.slot().journalId;
    }

    private int startEpoch()
    {
        final long hlc = core.clock().next();
        if (hlc < 0 || !link.publisher.epochStart(this, hlc, own.journalId, standbyJournalId()))
        {
            return 0;
        }

        epochStartPosition = history.lastPosition();
        answers.pass(epochStartPosition);
        become(OwnerState.ESTABLISHING);

        return 1;
    }

    private int establish()
    {
        if (Quorum.committedPosition(w(), own, standbySlot()) < epochStartPosition || !standbyReady())
        {
            return 0;
        }

        final long hlc = core.clock().next();
        if (hlc < 0 || !link.publisher.established(this, hlc, own.journalId, standbyJournalId()))
        {
            return 0;
        }

        answers.pass(history.lastPosition());
        answers.inherit(inheritedTxid());
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

    private int repaired()
    {
        if (!standbyReady() || standbyPosition() < history.lastPosition())
        {
            return 0; // Both disks must hold all before the one that has it may be lost.
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
        final long entryLengthMax,
        final EpochChain chain,
        final long nowNs)
    {
        final ReplicaSlot slot = slotOf(replicaNodeId);
        if (null == slot || OwnerState.DEPOSED == state)
        {
            return;
        }

        if (session != slot.session)
        {
            return; // Of a session that is over: what it says was dealt with, or is asked again.
        }

        if (StateReason.GAP == reason || StateReason.NO_SESSION == reason)
        {
            if (ReplicaSlot.State.STATED == slot.state() || slot.isMatched())
            {
                reopen(slot, nowNs, replicaNodeId + " says " + reason + " at position " + position);
            }
        }
        else if (ResponseCode.OK != code)
        {
            epochs.note(fenceEpoch);
            refused(slot, code, reason, fenceEpoch, entryLengthMax, nowNs);
        }
        else if (ReplicaSlot.State.OPENING == slot.state())
        {
            epochs.note(fenceEpoch);
            answered(slot, position, txid, journalId, lastHlc, chain, nowNs);
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
        core.clock().observe(lastHlc);
        if (slot == own)
        {
            own.stated(journalId, position);
            ownJournalRefuses = false;
            cutTo(position, txid, nowNs);
        }
        else
        {
            if (journalId == own.journalId)
            {
                reject(slot, ReplicaWords.IS_COPY, null);

                return;
            }

            standby.stated(journalId, position, chain);
            if (OwnerState.OPENING_STANDBY != state && journalId != newestStandbyJournalId())
            {
                newTerm(nowNs, "the standby came back with another journal");
            }
        }
    }

    /** The own journal holds less than was written in its last term: what it lacks was never committed. */
    private void cutTo(final long position, final long txid, final long nowNs)
    {
        answers.cutTo(position, nowNs);
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
        final long replicaEntryLengthMax,
        final long nowNs)
    {
        if (StateReason.FENCED == reason && fenceEpoch >= epoch())
        {
            if (!epochs.isOwn(fenceEpoch))
            {
                depose(slot, fenceEpoch);
            }
            else
            {
                newTerm(nowNs, "an earlier attempt made epoch " + Epoch.toString(fenceEpoch));
            }

            return;
        }

        reject(
            slot,
            ReplicaWords.notFollowing(code, reason, replicaEntryLengthMax, entryLengthMax()),
            null);
    }

    private void depose(final ReplicaSlot slot, final long fenceEpoch)
    {
        trouble = ReplicaWords.deposed(slot.nodeId, fenceEpoch);
        core.report(this, trouble, null);
        loseStandbySlot(Long.MAX_VALUE);
        answers.giveUpAll(core.nanoTime());
        become(OwnerState.DEPOSED);
    }

    /** A replica does not follow: said once, tried again later. */
    void reject(final ReplicaSlot slot, final String why, final RuntimeException cause)
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

        standby.lose(retryTimeNs);
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
            lose(standby.slot(), nowNs);
        }
    }

    private void newTerm(final long nowNs, final String why)
    {
        trouble = why;
        epochs.next();
        own.close(nowNs);
        loseStandbySlot(nowNs);
        become(OwnerState.OPENING_OWN);
    }

    private void loseStandbySlot(final long retryTimeNs)
    {
        if (null != standby)
        {
            standby.lose(retryTimeNs);
        }
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
        if (null == slot || ackEpoch != epoch() || journalId != slot.journalId || OwnerState.DEPOSED == state)
        {
            return;
        }

        if (ResponseCode.OK != code)
        {
            reject(
                slot,
                ResponseCode.BAD_FRAME == code ? ReplicaWords.CANNOT_READ : ReplicaWords.CANNOT_STORE,
                null);
        }
        else if (slot.isMatched())
        {
            acked(slot, position, nowNs);
        }
    }

    private void acked(final ReplicaSlot slot, final long position, final long nowNs)
    {
        if (slot != own)
        {
            link.heardInSession(nowNs);
        }

        if (position > slot.ackedPosition)
        {
            if (slot == own)
            {
                answers.noteJournal(slot.ackedPosition + 1, position, nowNs);
            }
            else
            {
                answers.noteStandby(slot.ackedPosition + 1, position, nowNs);
            }

            slot.ackedPosition = position;
            advance(nowNs);
        }
    }

    /**
     * The standby sends what the own journal lacks.
     *
     * @return false when it cannot be taken now.
     */
    boolean onTailEntry(final DirectBuffer buffer, final int offset, final int length, final long nowNs)
    {
        return null == standby || !isBetweenTerms() || standby.onTailEntry(buffer, offset, length, nowNs);
    }

    /** An entry that the standby still had was written to the own journal again. */
    void onPulled(final DirectBuffer buffer, final int offset)
    {
        history.onEntry(Entry.templateId(buffer, offset), buffer, offset);
        core.clock().floor(history.lastHlc()); // Promised already, however far ahead.
        answers.passPulled(history.lastPosition());
    }

    private void advance(final long nowNs)
    {
        if (OwnerState.LIVE == state || OwnerState.REPAIRING == state)
        {
            answers.advance(Quorum.committedPosition(w(), own, standbySlot()), nowNs);
        }
    }

    private ReplicaSlot slotOf(final int nodeId)
    {
        if (nodeId == own.nodeId)
        {
            return own;
        }

        return nodeId == standbyNodeId() ? standbySlot() : null;
    }

    private ReplicaSlot slotOfSession(final long session)
    {
        if (0 != session)
        {
            if (session == own.session)
            {
                return own;
            }

            if (session == standbySession())
            {
                return standbySlot();
            }
        }

        return null;
    }

    private long newestStandbyJournalId()
    {
        final EpochChain chain = history.chain();

        return chain.isEmpty() ? 0 : chain.standbyJournalId(chain.size() - 1);
    }
}

package io.belay.replication;

import io.belay.clock.HybridLogicalClock;
import io.belay.journal.ClientWindows;
import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;
import io.belay.journal.Remembered;
import io.belay.sbe.client.RefusalCode;
import io.belay.sbe.wal.Claim;
import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.StateReason;
import io.belay.wire.Entry;
import io.belay.wire.Epoch;
import org.agrona.DirectBuffer;

/**
 * One market as the owner agent of a node sees it: proposes and establishes an epoch, numbers frames, counts acks,
 * answers appends; or lets another node do so.
 * <p>
 * Pure. It keeps the history that it has written, which is what the own journal will hold. Every term begins by asking
 * the own journal, then the standby; a frame is numbered only in an epoch whose start is durable on W replicas. Who may
 * begin which term is {@link Tenure}'s to say.
 */
final class OwnerMarket
{
    private final MarketDefinition definition;
    private final OwnerCore core;
    private final ReplicaSlot own;
    private final AppendAnswers answers;
    private final EpochNumbers epochs;
    private final CeilingLease lease = new CeilingLease();
    private final Tenure tenure;
    private final MarketShelf.Place place;

    private MarketHistory history;
    private Term term;
    private OwnerLink link;
    private StandbyFeed standby;
    private OwnerState state = OwnerState.FOLLOWING;
    private int ownerNodeId;
    private long epochStartPosition;
    private long holdEndNs;
    private boolean held;
    private boolean ownJournalRefuses;
    private boolean unsettled;
    private String trouble = "";

    OwnerMarket(final MarketDefinition definition, final OwnerCore core, final MarketHistory history)
    {
        this.definition = definition;
        this.core = core;
        this.history = history;
        place = core.shelf().place(definition.marketId());
        ownerNodeId = definition.ownerNodeId();
        own = new ReplicaSlot(core.config().nodeId(), core.nanoTime());
        answers = new AppendAnswers(this, core, Math.min(history.committedTxid(), history.lastTxid()));
        epochs = new EpochNumbers(own.nodeId, history.highestEpoch());
        tenure = new Tenure(this, core);
    }

    long marketId()
    {
        return definition.marketId();
    }

    String name()
    {
        return definition.name();
    }

    MarketDefinition definition()
    {
        return definition;
    }

    MarketHistory history()
    {
        return history;
    }

    OwnerState state()
    {
        return state;
    }

    Tenure tenure()
    {
        return tenure;
    }

    MarketShelf.Place place()
    {
        return place;
    }

    EpochNumbers epochs()
    {
        return epochs;
    }

    /** The epoch that is established or wanted here; while another node owns the market, the last one known of it. */
    long epoch()
    {
        return isOwner() ? epochs.present() : history.lastEpoch();
    }

    Term term()
    {
        return term;
    }

    int w()
    {
        return null == term ? definition.w() : term.w();
    }

    /** Whether this node owns the market or is about to. */
    boolean isOwner()
    {
        return OwnerState.FOLLOWING != state;
    }

    /** The node that owns the market, as far as this one knows. */
    int ownerNodeId()
    {
        return ownerNodeId;
    }

    /** The node whose disk counts beside the own one. */
    int standbyNodeId()
    {
        return isOwner() ? term.standbyNodeId() : definition.standbyNodeId();
    }

    long ownJournalId()
    {
        return own.journalId;
    }

    StandbyFeed standby()
    {
        return standby;
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
        return null != standby && standby.link() == link && standby.isReady() ? history.lastPosition() : 0;
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
            standby.link().standbyName;
    }

    /** Whether no entry of the present epoch was written yet. */
    boolean isBetweenTerms()
    {
        return OwnerState.OPENING_STANDBY == state;
    }

    /** Whether nothing is numbered now. */
    boolean isStill()
    {
        return OwnerState.LIVE != state || held;
    }

    long committedTxid()
    {
        return answers.committedTxid();
    }

    AppendAnswers answers()
    {
        return answers;
    }

    CeilingLease lease()
    {
        return lease;
    }

    /**
     * @return why the market is not live, empty when nothing is known to be wrong.
     */
    String trouble()
    {
        return trouble;
    }

    void trouble(final String text)
    {
        trouble = text;
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

    /** Appends wait where they are until a planned change is done, or for too long. */
    void hold(final long untilNs)
    {
        held = true;
        holdEndNs = untilNs;
    }

    void release()
    {
        held = false;
    }

    boolean isHeld(final long nowNs)
    {
        held = held && nowNs - holdEndNs < 0;

        return held;
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
        if (held && isHeld(nowNs))
        {
            return RefusalCode.NULL_VAL;
        }

        if (OwnerState.LIVE != state)
        {
            return whyNotLive();
        }

        final Remembered remembered = history.clients().find(session.clientId, clientSequence);
        if (Remembered.NEW != remembered)
        {
            return notNew(remembered, session, clientSequence, buffer, offset, length, nowNs);
        }

        if (answers.isFull())
        {
            return RefusalCode.WINDOW_FULL;
        }

        final long hlc = core.clock().next(lease.bound());
        if (hlc < 0)
        {
            return tenure.awaitCeiling(nowNs);
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

    /** An append that may have been made before is not made again. */
    private RefusalCode notNew(
        final Remembered remembered,
        final ClientSession session,
        final long clientSequence,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final long nowNs)
    {
        if (Remembered.KNOWN != remembered)
        {
            return Remembered.TOO_OLD == remembered ? RefusalCode.TOO_OLD : RefusalCode.CLIENT_FORGOTTEN;
        }

        final ClientWindows clients = history.clients();
        if (clients.foundCrc() != core.payloadCrc().compute(buffer, offset, length))
        {
            return RefusalCode.OTHER_CONTENT;
        }

        return answers.repeat(session, clientSequence, clients.foundTxid(), clients.foundEpoch(), nowNs) ? null :
            RefusalCode.NULL_VAL;
    }

    private RefusalCode whyNotLive()
    {
        if (OwnerState.FOLLOWING == state)
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
        if (isOwner() && own.isMatched() && isFollowingAnother())
        {
            stepDown(place.followedNodeId(), ReplicaWords.FOLLOWS_ANOTHER);
        }

        return answered + tenure.step(nowNs) + switch (state)
        {
            case OPENING_OWN -> openOwn(nowNs);
            case OPENING_STANDBY -> driveStandby(nowNs) + (isStandbyReady() ? startEpoch() : 0);
            case ESTABLISHING -> driveStandby(nowNs) + establish();
            case REPAIRING -> driveStandby(nowNs) + repaired();
            case LIVE, PASSING, FOLLOWING -> 0;
        };
    }

    boolean isFollowingAnother()
    {
        return own.nodeId != place.followedNodeId();
    }

    boolean isSettled()
    {
        return (OwnerState.LIVE == state || OwnerState.FOLLOWING == state) && !answers.isOwed() && tenure.isIdle();
    }

    /** The node starts: the configuration, or the journal, makes it the owner. */
    void start(final Term first)
    {
        own.retryTimeNs = core.nanoTime();
        if (leaps(first))
        {
            epochs.next();
        }

        enter(first);
    }

    /** Begins another term of this node, with an epoch of its own. */
    void begin(final Term next, final long openTimeNs, final String why)
    {
        trouble = why;
        if (!isOwner())
        {
            answers.restart(Math.min(history.committedTxid(), history.lastTxid()));
        }

        epochs.note(place.fenceEpoch());
        leaps(next);
        epochs.next();
        own.close(openTimeNs);
        enter(next);
    }

    private boolean leaps(final Term next)
    {
        final boolean isAlone = OwnerLink.SOLO == next.linkNodeId() && !history.chain().isEmpty();
        if (isAlone)
        {
            epochs.leap();
        }

        return isAlone;
    }

    private void enter(final Term next)
    {
        term = next;
        ownerNodeId = own.nodeId;
        link = core.link(next.linkNodeId());
        lease.begin();
        place.claim(true);
        feed(next.linkNodeId());
        become(OwnerState.OPENING_OWN);
    }

    /** From now on a node is fed, and no other. */
    void feed(final int nodeId)
    {
        final long nowNs = core.nanoTime();
        if (null != standby && standby.slot().nodeId == nodeId)
        {
            standby.lose(nowNs);

            return;
        }

        if (null != standby)
        {
            standby.end();
        }

        standby = OwnerLink.SOLO == nodeId ? null :
            new StandbyFeed(this, core.link(nodeId), nowNs, core.config().retryIntervalNs());
    }

    /** Another node owns the market, or nobody does: this one takes no appends. */
    void stepDown(final int newOwnerNodeId, final String why)
    {
        trouble = why;
        core.report(this, why, null);
        ownerNodeId = newOwnerNodeId;
        own.close(Long.MAX_VALUE);
        feed(OwnerLink.SOLO);
        release();
        answers.giveUpAll(core.nanoTime());
        place.claim(false);
        become(OwnerState.FOLLOWING);
        tenure.onSteppedDown(newOwnerNodeId, why);
    }

    private int openOwn(final long nowNs)
    {
        if (ReplicaSlot.State.STATED != own.state())
        {
            return open(own, link, nowNs);
        }

        if (!tenure.isAsExpected(nowNs) || !link.publisher.match(this, own, history.lastPosition(), history.lastTxid()))
        {
            return 0;
        }

        own.matched();
        if (OwnerLink.SOLO == term.linkNodeId())
        {
            return 1 + startEpoch();
        }

        become(OwnerState.OPENING_STANDBY);

        return 1;
    }

    int open(final ReplicaSlot slot, final OwnerLink on, final long nowNs)
    {
        if (nowNs - slot.retryTimeNs < 0)
        {
            return 0;
        }

        // A node that shall become the standby is asked with the number that the next epoch will have at least.
        final boolean isOfTerm = on == link;
        final boolean isAsked = ReplicaSlot.State.OPENING == slot.state();
        final long session = isAsked ? slot.session : core.nextSession();
        final long epoch = isAsked ? slot.epoch : isOfTerm ? epochs.present() : epochs.proposal();
        final Claim claim = isOfTerm ? term.claim() : Claim.OWNS;
        if (!on.publisher.marketOpen(this, slot.nodeId, session, epoch, claim, core.instance()))
        {
            return 0;
        }

        slot.opening(session, epoch, nowNs + core.config().heartbeatIntervalNs());

        return 1;
    }

    private boolean isPair()
    {
        return OwnerLink.SOLO != term.linkNodeId();
    }

    private int driveStandby(final long nowNs)
    {
        return isPair() ? standby.drive(nowNs) : 0;
    }

    private boolean isStandbyReady()
    {
        return !isPair() || standby.isReady();
    }

    private ReplicaSlot standbySlot()
    {
        return isPair() ? standby.slot() : null;
    }

    private long standbyJournalId()
    {
        return OwnerLink.SOLO == term.standbyNodeId() ? 0 : standby.slot().journalId;
    }

    private int startEpoch()
    {
        tenure.inherit();
        final long hlc = core.clock().next();
        final long ceilingMs = CeilingLease.next(core.clock().nowMs());
        if (hlc < 0 || !link.publisher.epochStart(this, hlc, ceilingMs, own.journalId, standbyJournalId()))
        {
            return 0;
        }

        epochStartPosition = history.lastPosition();
        lease.propose(epochStartPosition, ceilingMs);
        answers.pass(epochStartPosition);
        become(OwnerState.ESTABLISHING);

        return 1;
    }

    private int establish()
    {
        if (committedPosition() < epochStartPosition || !isStandbyReady())
        {
            return 0;
        }

        lease.onCommitted(epochStartPosition);
        final long hlc = stampWithinLease();
        if (hlc < 0 || !link.publisher.established(this, hlc, own.journalId, standbyJournalId()))
        {
            return 0;
        }

        term = term.again();
        answers.pass(history.lastPosition());
        answers.inherit(inheritedTxid());
        release();
        become(OwnerState.LIVE);
        advance(core.nanoTime());
        tenure.onLive();

        return 1;
    }

    /** A timestamp of a control entry: when the clock was set past the ceiling, the next one of this market. */
    private long stampWithinLease()
    {
        final long hlc = core.clock().next(lease.bound());
        if (hlc >= 0)
        {
            return hlc;
        }

        final long next = history.lastHlc() + 1;
        core.clock().floor(next);

        return next <= lease.bound() ? next : HybridLogicalClock.CEILING_REACHED;
    }

    /** The position that is durable where this term asks for it. */
    long committedPosition()
    {
        return Quorum.committedPosition(
            OwnerState.ESTABLISHING == state ? term.establishingW() : term.w(), own, standbySlot());
    }

    /** All that the epoch inherited is durable on W replicas once its start is. */
    private long inheritedTxid()
    {
        final EpochChain chain = history.chain();

        return chain.firstTxid(chain.size() - 1) - 1;
    }

    private int repaired()
    {
        if (!isStandbyReady() || standbyPosition() < history.lastPosition())
        {
            return 0; // Both disks must hold all before the one that has it may be lost.
        }

        become(OwnerState.LIVE);

        return 1;
    }

    /** Raises the ceiling by an entry, once there is room for it. */
    boolean lease(final long ceilingMs)
    {
        final long hlc = stampWithinLease();
        if (hlc < 0 || !link.publisher.ceilingLease(this, hlc, ceilingMs))
        {
            return false;
        }

        lease.propose(history.lastPosition(), ceilingMs);
        answers.pass(history.lastPosition());

        return true;
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
        final long journalId,
        final long lastHlc,
        final long entryLengthMax,
        final EpochChain chain,
        final long nowNs)
    {
        final ReplicaSlot slot = isOwner() ? slotOf(replicaNodeId) : null;
        if (null == slot || session != slot.session)
        {
            return; // Of a session that is over: what it says was dealt with, or is asked again.
        }

        if (StateReason.GAP == reason || StateReason.NO_SESSION == reason)
        {
            // A node that takes the market over follows itself from now on.
            if (OwnerState.PASSING != state && (ReplicaSlot.State.STATED == slot.state() || slot.isMatched()))
            {
                trouble = "node " + replicaNodeId + " says " + reason + " at position " + position;
                lose(slot, nowNs);
            }
        }
        else if (ResponseCode.OK != code)
        {
            epochs.note(fenceEpoch);
            refused(slot, code, reason, fenceEpoch, entryLengthMax, chain, nowNs);
        }
        else if (ReplicaSlot.State.OPENING == slot.state())
        {
            epochs.note(fenceEpoch);
            answered(slot, position, journalId, lastHlc, chain, nowNs);
        }
    }

    private void answered(
        final ReplicaSlot slot,
        final long position,
        final long journalId,
        final long lastHlc,
        final EpochChain chain,
        final long nowNs)
    {
        core.clock().observe(lastHlc);
        if (slot == own)
        {
            final MarketHistory stated = place.take(slot.session);
            if (null != stated)
            {
                replaceHistory(stated);
                own.stated(journalId, history.lastPosition());
                ownJournalRefuses = false;
                answers.cutTo(history.lastPosition(), nowNs); // What it lacks was never committed.
            }
        }
        else if (journalId == own.journalId)
        {
            reject(slot, ReplicaWords.IS_COPY, null);
        }
        else
        {
            standby.stated(journalId, position, chain);
            if (isPair() && !isBetweenTerms() && journalId != newestStandbyJournalId())
            {
                begin(term, nowNs, "the standby came back with another journal");
            }
        }
    }

    /** An epoch once established stays so when no disk has kept the entry that says it: only this node knows then. */
    private void replaceHistory(final MarketHistory stated)
    {
        final EpochChain known = history.chain();
        final int newest = known.newestEstablished();
        history = stated;
        if (newest >= 0)
        {
            history.chain().establish(known.epoch(newest));
        }
    }

    private void refused(
        final ReplicaSlot slot,
        final ResponseCode code,
        final StateReason reason,
        final long fenceEpoch,
        final long replicaEntryLengthMax,
        final EpochChain chain,
        final long nowNs)
    {
        if (slot == own && (StateReason.OWNED == reason || StateReason.NOT_ELIGIBLE == reason))
        {
            stepDown(tenure.ownerBesides(), ReplicaWords.notOwner(reason));

            return;
        }

        final long successor =
            slot == own || StateReason.DIVERGED == reason ? Epoch.NONE : CommonPoint.successor(history.chain(), chain);
        if (Epoch.NONE != successor && Epoch.nodeId(successor) != own.nodeId)
        {
            stepDown(Epoch.nodeId(successor), ReplicaWords.succeeded(slot.nodeId, successor));
        }
        else if (StateReason.FENCED == reason && fenceEpoch >= slot.epoch && (slot == own || isPair()))
        {
            fenced(slot, fenceEpoch, nowNs);
        }
        else
        {
            reject(slot, ReplicaWords.notFollowing(code, reason, replicaEntryLengthMax, entryLengthMax()), null);
        }
    }

    /** An attempt that came to nothing, another node's or an own one of before: the next one goes above it. */
    private void fenced(final ReplicaSlot slot, final long fenceEpoch, final long nowNs)
    {
        final boolean isOwn = slot == own || epochs.isOwn(fenceEpoch);
        if (!isOwn)
        {
            reject(slot, ReplicaWords.FENCED, null);
        }

        begin(
            term,
            nowNs + (isOwn ? 0 : core.config().retryIntervalNs()),
            "node " + slot.nodeId + " has heard of epoch " + Epoch.toString(fenceEpoch));
    }

    /** A replica does not follow: said once, tried again later. */
    void reject(final ReplicaSlot slot, final String why, final RuntimeException cause)
    {
        final String text = (slot == own ? "own journal: " : "standby " + standby.link().standbyName + ": ") + why;
        if (!text.equals(trouble))
        {
            trouble = text;
            core.report(this, text, cause);
        }

        ownJournalRefuses = ownJournalRefuses || slot == own;
        lose(slot, core.nanoTime() + core.config().retryIntervalNs());
    }

    private void lose(final ReplicaSlot slot, final long retryTimeNs)
    {
        if (slot == own)
        {
            begin(term, retryTimeNs, trouble);

            return;
        }

        standby.lose(retryTimeNs);
        if (isPair() && (OwnerState.LIVE == state || OwnerState.PASSING == state))
        {
            become(OwnerState.REPAIRING);
        }
    }

    /**
     * The standby's node is silent or was started again.
     */
    void onStandbyLost(final long nowNs, final String why)
    {
        if (isPair())
        {
            trouble = why;
        }

        lose(standby.slot(), nowNs);
    }

    /** All is numbered that this owner will number, until it has passed the market on or taken it back. */
    void pass()
    {
        become(OwnerState.PASSING);
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
        if (null == slot || ackEpoch != slot.epoch || journalId != slot.journalId || !isOwner())
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
            standby.link().heardInSession(nowNs);
        }

        if (position > slot.ackedPosition)
        {
            if (slot == own)
            {
                answers.noteJournal(slot.ackedPosition + 1, position, nowNs);
            }
            else if (isPair())
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
        if (OwnerState.LIVE == state || OwnerState.REPAIRING == state || OwnerState.PASSING == state)
        {
            final long committed = committedPosition();
            lease.onCommitted(committed);
            answers.advance(committed, nowNs);
        }
    }

    private ReplicaSlot slotOf(final int nodeId)
    {
        if (nodeId == own.nodeId)
        {
            return own;
        }

        return null != standby && nodeId == standby.slot().nodeId ? standby.slot() : null;
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
                return standby.slot();
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

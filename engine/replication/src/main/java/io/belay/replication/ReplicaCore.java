package io.belay.replication;

import java.util.ArrayDeque;

import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;
import io.belay.sbe.wal.Claim;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.StateReason;
import io.belay.sbe.wal.SupersededEncoder;
import io.belay.wire.Crc32c;
import io.belay.wire.Defect;
import io.belay.wire.Entry;
import io.belay.wire.Epoch;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The replica's side of replication, for all markets of a node: fences, matches, stores, acknowledges.
 * <p>
 * Pure: it is told messages and the end of each poll, and acts on a {@link FrameSink} and a {@link ReplicaOutput}. The
 * same on owner and standby. Nothing is acknowledged that was not applied and synced before.
 */
final class ReplicaCore
{
    private static final EpochChain NO_CHAIN = new EpochChain();

    private final int nodeId;
    private final FrameSink sink;
    private final MarketShelf shelf;
    private final ReplicaOutput output;
    private final ErrorHandler errorHandler;
    private final Long2ObjectHashMap<ReplicaMarket> markets = new Long2ObjectHashMap<>();
    private final ArrayDeque<ReplicaMarket> owing = new ArrayDeque<>();
    private final ArrayDeque<ReplicaMarket> dirty = new ArrayDeque<>();
    private final TailSender tailSender;
    private final Crc32c crc = new Crc32c();
    private final UnsafeBuffer supersededBuffer =
        new UnsafeBuffer(new byte[Entry.HEADER_LENGTH + SupersededEncoder.BLOCK_LENGTH]);
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final SupersededEncoder supersededEncoder = new SupersededEncoder();
    private final TailSender.FailureHandler onTailFailed = this::onTailFailed;
    private boolean unsynced;
    private long defectCount;

    ReplicaCore(
        final int nodeId,
        final FrameSink sink,
        final MarketShelf shelf,
        final ReplicaOutput output,
        final ErrorHandler errorHandler)
    {
        this.nodeId = nodeId;
        this.sink = sink;
        this.shelf = shelf;
        this.output = output;
        this.errorHandler = errorHandler;
        tailSender = new TailSender(sink, output);
    }

    void close()
    {
        tailSender.close();
    }

    /**
     * A market that this node stores, and the node whose frames it takes.
     */
    ReplicaMarket add(final long marketId, final String name, final int ownerNodeId)
    {
        final ReplicaMarket market = new ReplicaMarket(
            marketId, name, sink.history(marketId), shelf.place(marketId), ownerNodeId);
        markets.put(marketId, market);
        market.place.follow(ownerNodeId, market.fenceEpoch);
        market.tellEstablished();

        return market;
    }

    /** Accepts no owner's epoch below this one any more. */
    void fence(final long marketId, final long epoch)
    {
        final ReplicaMarket market = markets.get(marketId);
        market.fenceEpoch = Math.max(market.fenceEpoch, epoch);
        market.place.follow(market.ownerNodeId, market.fenceEpoch);
    }

    long defectCount()
    {
        return defectCount;
    }

    void onMarketOpen(
        final long source,
        final long session,
        final long marketId,
        final long epoch,
        final long ownerInstance,
        final int ownerNodeId,
        final Claim claim,
        final long entryLengthMax,
        final EpochChain ownerChain)
    {
        final ReplicaMarket market = markets.get(marketId);
        if (null == market)
        {
            output.refuse(
                ownerNodeId, ResponseCode.UNKNOWN_MARKET, StateReason.ANSWER, marketId, epoch, session, 0,
                sink.entryLengthMax(), NO_CHAIN);

            return;
        }

        if (session == market.session && source == market.source && ReplicaState.BROKEN != market.state())
        {
            owe(market, StateReason.ANSWER, ResponseCode.OK, session); // The first answer may not have arrived.

            return;
        }

        if (sink.isFailed())
        {
            refuse(market, ownerNodeId, ResponseCode.SERVER_INTERNAL, StateReason.ANSWER, epoch, session);

            return;
        }

        final StateReason refusal = entryLengthMax > sink.entryLengthMax() ? StateReason.ENTRY_LENGTH :
            whyNot(market, epoch, ownerInstance, ownerNodeId, claim, ownerChain);
        if (null != refusal)
        {
            refuse(market, ownerNodeId, ResponseCode.NOT_STANDBY, refusal, epoch, session);
        }
        else
        {
            market.statedFrom =
                nodeId == ownerNodeId ? 0 : CommonPoint.statedFrom(market.history.chain(), ownerChain);
            follow(market, source, session, epoch, ownerInstance, ownerNodeId);
        }
    }

    /**
     * Why an owner is not followed, or null. An epoch is refused when it is below the fence, and when it is another
     * incarnation's attempt at the same number. The number says nothing about who is right: the chains do.
     */
    private StateReason whyNot(
        final ReplicaMarket market,
        final long epoch,
        final long ownerInstance,
        final int ownerNodeId,
        final Claim claim,
        final EpochChain ownerChain)
    {
        if (epoch < market.fenceEpoch || (epoch == market.fenceEpoch && ownerInstance != market.fenceInstance &&
            ownerChain.indexOf(epoch) < 0))
        {
            return StateReason.FENCED;
        }

        return nodeId == ownerNodeId ? whyNotOwn(market, claim, ownerChain) :
            whyNotOther(market, ownerNodeId, claim, ownerChain);
    }

    /** Asked here, where entries are appended, so that nothing comes between the answer and the fence. */
    private StateReason whyNotOwn(final ReplicaMarket market, final Claim claim, final EpochChain ownerChain)
    {
        final EpochChain chain = market.history.chain();

        return switch (claim)
        {
            case TOKEN -> chain.mayGoAlone(sink.journalId()) ? null : StateReason.NOT_ELIGIBLE;
            case HANDED -> chain.isNewestHeldBy(sink.journalId()) ? null : StateReason.NOT_ELIGIBLE;
            case FORCED -> null;
            default -> isMaker(nodeId, CommonPoint.newestEstablished(chain, ownerChain)) ? null : StateReason.OWNED;
        };
    }

    private StateReason whyNotOther(
        final ReplicaMarket market, final int ownerNodeId, final Claim claim, final EpochChain ownerChain)
    {
        final EpochChain chain = market.history.chain();
        final boolean isNews = Epoch.NONE != CommonPoint.successor(chain, ownerChain);
        final boolean isBusyHere = nodeId == market.ownerNodeId && market.place.isClaimed();
        if (Claim.HANDED != claim &&
            (!isMaker(ownerNodeId, CommonPoint.newestEstablished(chain, ownerChain)) || (isBusyHere && !isNews)))
        {
            return StateReason.OWNED;
        }

        return CommonPoint.isAnother(chain, ownerChain) ? StateReason.DIVERGED : null;
    }

    private static boolean isMaker(final int nodeId, final long epoch)
    {
        return Epoch.NONE == epoch || Epoch.nodeId(epoch) == nodeId;
    }

    private void follow(
        final ReplicaMarket market,
        final long source,
        final long session,
        final long epoch,
        final long ownerInstance,
        final int ownerNodeId)
    {
        market.fenceEpoch = epoch;
        market.fenceInstance = ownerInstance;
        market.source = source;
        market.session = session;
        market.sessionEpoch = epoch;
        market.ownerNodeId = ownerNodeId;
        market.forgetCommitted();
        market.ackOwed = false;
        market.become(ReplicaState.OPENED);
        market.place.follow(ownerNodeId, epoch);
        market.place.idle(false);
        if (nodeId == ownerNodeId)
        {
            market.place.state(session, market.history.copy());
        }

        owe(market, StateReason.ANSWER, ResponseCode.OK, session);
    }

    private void refuse(
        final ReplicaMarket market,
        final int ownerNodeId,
        final ResponseCode code,
        final StateReason reason,
        final long epoch,
        final long session)
    {
        output.refuse(
            ownerNodeId, code, reason, market.marketId, epoch, session, market.fenceEpoch,
            sink.entryLengthMax(), market.history.chain());
    }

    void onMatch(
        final long source,
        final long session,
        final long marketId,
        final long commonPosition,
        final long commonTxid)
    {
        final ReplicaMarket market = markets.get(marketId);
        if (null == market || source != market.source || session != market.session ||
            ReplicaState.OPENED != market.state())
        {
            return;
        }

        final MarketHistory history = market.history;
        if (commonPosition > history.lastPosition())
        {
            breakSession(market, ResponseCode.SERVER_INTERNAL, new IllegalStateException(
                "market " + market.name + ": owner says that position " + commonPosition + " is common, but " +
                history.lastPosition() + " is the last one here"));
        }
        else if (commonPosition == history.lastPosition())
        {
            matched(market);
        }
        else if (!market.maySupersedeBehind(commonPosition, commonTxid))
        {
            diverged(market);
        }
        else if (supersede(market, commonPosition, commonTxid))
        {
            matched(market);
        }
    }

    private boolean supersede(final ReplicaMarket market, final long commonPosition, final long commonTxid)
    {
        final MarketHistory history = market.history;
        supersededEncoder.wrapAndApplyHeader(supersededBuffer, 0, headerEncoder)
            .marketId(market.marketId)
            .epoch(market.sessionEpoch)
            .position(commonPosition + 1)
            .txid(commonTxid + 1)
            .committedTxid(history.committedTxid())
            .hlc(history.lastHlc())
            .lastPosition(history.lastPosition())
            .lastTxid(history.lastTxid())
            .crc32c(0);
        crc.seal(supersededBuffer, 0, supersededBuffer.capacity());

        return apply(market, supersededBuffer, 0, supersededBuffer.capacity());
    }

    private void diverged(final ReplicaMarket market)
    {
        market.become(ReplicaState.BROKEN);
        owe(market, StateReason.DIVERGED, ResponseCode.NOT_STANDBY, market.session);
    }

    /**
     * The owner lacks what this replica may hold: it is sent, when it is all that was acknowledged.
     */
    void onTailRequest(final long source, final long session, final long marketId, final long fromPosition)
    {
        final ReplicaMarket market = markets.get(marketId);
        if (null == market || source != market.source || session != market.session ||
            ReplicaState.OPENED != market.state())
        {
            return;
        }

        if (market.history.chain().isNewestHeldBy(sink.journalId()))
        {
            tailSender.begin(market, fromPosition);
        }
        else
        {
            diverged(market);
        }
    }

    private void onTailFailed(final ReplicaMarket market, final RuntimeException cause)
    {
        breakSession(market, ResponseCode.SERVER_INTERNAL, cause);
    }

    private void matched(final ReplicaMarket market)
    {
        market.become(ReplicaState.MATCHED);
        touch(market);
    }

    /**
     * An entry whose form was already found right.
     */
    void onEntry(final long source, final DirectBuffer buffer, final int offset, final int length)
    {
        final ReplicaMarket market = markets.get(Entry.marketId(buffer, offset));
        if (null == market || source != market.source || ReplicaState.MATCHED != market.state())
        {
            return;
        }

        if (!crc.matches(buffer, offset, length))
        {
            onDefect(source, market.marketId, Defect.WRONG_CRC.name());

            return;
        }

        final long expected = market.history.lastPosition() + 1;
        final long position = Entry.position(buffer, offset);
        if (position == expected)
        {
            take(market, buffer, offset, length);
        }
        else if (position > expected)
        {
            market.become(ReplicaState.BROKEN);
            owe(market, StateReason.GAP, ResponseCode.OK, market.session);
        }
    }

    private void take(final ReplicaMarket market, final DirectBuffer buffer, final int offset, final int length)
    {
        final MarketHistory history = market.history;
        if (!EntryOrder.continues(history, market.sessionEpoch, buffer, offset))
        {
            breakSession(market, ResponseCode.SERVER_INTERNAL, new IllegalStateException(
                "market " + market.name + EntryOrder.defect(history, buffer, offset)));
        }
        else if (apply(market, buffer, offset, length))
        {
            touch(market);
        }
    }

    private boolean apply(final ReplicaMarket market, final DirectBuffer buffer, final int offset, final int length)
    {
        try
        {
            sink.apply(buffer, offset, length);
            unsynced = true;
            final int templateId = Entry.templateId(buffer, offset);
            if (Entry.EPOCH_ESTABLISHED == templateId || Entry.SUPERSEDED == templateId)
            {
                market.tellEstablished();
            }

            return true;
        }
        catch (final RuntimeException ex)
        {
            breakSession(market, ResponseCode.SERVER_INTERNAL, ex);

            return false;
        }
    }

    /**
     * A message that cannot be read. Bad frame is for a wrong checksum, length or form; the session of the market that
     * it names ends.
     */
    void onDefect(final long source, final long marketId, final String defect)
    {
        defectCount++;
        final ReplicaMarket market = markets.get(marketId);
        if (null != market && source == market.source &&
            (ReplicaState.OPENED == market.state() || ReplicaState.MATCHED == market.state()))
        {
            breakSession(market, ResponseCode.BAD_FRAME, new IllegalArgumentException(
                "market " + market.name + ": bad frame after position " + market.history.lastPosition() + ": " +
                defect));
        }
        else
        {
            errorHandler.onError(
                new IllegalArgumentException("an owner sent a message that cannot be read: " + defect));
        }
    }

    /**
     * A handler threw: the market's session ends, the node lives on.
     */
    void onHandlerFailed(final long source, final long marketId)
    {
        final ReplicaMarket market = markets.get(marketId);
        if (null != market && source == market.source &&
            (ReplicaState.OPENED == market.state() || ReplicaState.MATCHED == market.state()))
        {
            market.become(ReplicaState.BROKEN);
            oweAck(market, ResponseCode.SERVER_INTERNAL);
        }
    }

    void onHeartbeat(final long ownerInstance, final int ownerNodeId)
    {
        output.heartbeat(ownerNodeId, sink.journalId(), ownerInstance);
    }

    /**
     * @param promisedPosition up to which the session's entries were sent before; 0 when they may be on their way.
     */
    void onHeartbeatMarket(
        final long source,
        final int ownerNodeId,
        final long marketId,
        final long session,
        final long promisedPosition,
        final long committedTxid)
    {
        final ReplicaMarket market = markets.get(marketId);
        if (null == market)
        {
            return;
        }

        if (ownerNodeId != market.ownerNodeId)
        {
            // A paused owner that wakes asks again, and hears who owns the market now.
            refuse(market, ownerNodeId, ResponseCode.NOT_STANDBY, StateReason.NO_SESSION, market.fenceEpoch, session);

            return;
        }

        if (session == market.session && source == market.source && ReplicaState.IDLE != market.state())
        {
            market.hearCommitted(committedTxid);
            compare(market, promisedPosition);
        }
        else
        {
            owe(market, StateReason.NO_SESSION, ResponseCode.OK, session);
        }
    }

    /** A message that was lost with none behind it shows here; so does an ack that was lost, or a report. */
    private void compare(final ReplicaMarket market, final long promisedPosition)
    {
        if (ReplicaState.MATCHED == market.state() && promisedPosition <= market.history.lastPosition())
        {
            touch(market);
        }
        else if (promisedPosition > 0)
        {
            if (ReplicaState.BROKEN != market.state())
            {
                market.become(ReplicaState.BROKEN);
            }

            owe(market, StateReason.GAP, ResponseCode.OK, market.session);
        }
    }

    void onSourceLost(final long source)
    {
        for (final ReplicaMarket market : markets.values())
        {
            if (market.source == source && ReplicaState.IDLE != market.state())
            {
                market.forgetCommitted();
                market.become(ReplicaState.IDLE);
                market.place.idle(true);
                market.source = 0;
                owe(market, StateReason.NO_SESSION, ResponseCode.OK, market.session);
            }
        }
    }

    /**
     * Makes durable what the poll brought, once for all markets and all peers, and owes each owner its ack.
     *
     * @return how many markets were touched.
     */
    int endOfPoll()
    {
        final int count = dirty.size();
        if (0 == count)
        {
            return 0;
        }

        final RuntimeException failure = sync();
        ReplicaMarket market;
        while (null != (market = dirty.pollFirst()))
        {
            market.dirty = false;
            if (null == failure)
            {
                market.noteDurable();
            }

            if (null == failure && ReplicaState.MATCHED == market.state())
            {
                oweAck(market, ResponseCode.OK);
            }
            else if (null != failure && market.state().canBecome(ReplicaState.BROKEN))
            {
                market.become(ReplicaState.BROKEN); // Opened anew, too: what it has stated is not durable.
                oweAck(market, ResponseCode.SERVER_INTERNAL);
            }
        }

        return count;
    }

    private RuntimeException sync()
    {
        if (!unsynced)
        {
            return null;
        }

        try
        {
            sink.sync();
            unsynced = false;

            return null;
        }
        catch (final RuntimeException ex)
        {
            errorHandler.onError(ex);

            return ex;
        }
    }

    /**
     * Sends what is owed, as far as there is room.
     *
     * @return how many messages left.
     */
    int flush()
    {
        int sent = tailSender.work(onTailFailed);
        for (int i = owing.size(); i > 0; i--)
        {
            final ReplicaMarket market = owing.pollFirst();
            sent += flush(market);
            if (market.ackOwed || StateReason.NULL_VAL != market.statementOwed)
            {
                owing.addLast(market);
            }
            else
            {
                market.queued = false;
            }
        }

        return sent;
    }

    private int flush(final ReplicaMarket market)
    {
        int sent = 0;
        if (StateReason.NULL_VAL != market.statementOwed &&
            output.state(market, market.statementOwed, market.statementCode, sink))
        {
            market.statementOwed = StateReason.NULL_VAL;
            sent++;
        }

        if (market.ackOwed && output.ack(
            market.ownerNodeId,
            market.ackCode,
            market.marketId,
            market.sessionEpoch,
            market.durablePosition,
            market.durableTxid,
            sink.journalId(),
            market.session))
        {
            market.ackOwed = false;
            sent++;
        }

        return sent;
    }

    private void breakSession(final ReplicaMarket market, final ResponseCode code, final RuntimeException cause)
    {
        errorHandler.onError(cause);
        market.become(ReplicaState.BROKEN);
        oweAck(market, code);
    }

    private void touch(final ReplicaMarket market)
    {
        if (!market.dirty)
        {
            market.dirty = true;
            dirty.addLast(market);
        }
    }

    private void oweAck(final ReplicaMarket market, final ResponseCode code)
    {
        market.ackOwed = true;
        market.ackCode = code;
        queue(market);
    }

    private void owe(
        final ReplicaMarket market, final StateReason reason, final ResponseCode code, final long session)
    {
        market.statementSession = session;
        market.statementOwed = reason;
        market.statementCode = code;
        queue(market);
    }

    private void queue(final ReplicaMarket market)
    {
        if (!market.queued)
        {
            market.queued = true;
            owing.addLast(market);
        }
    }

    int nodeId()
    {
        return nodeId;
    }
}

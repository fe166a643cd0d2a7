package io.belay.replication;

import java.util.ArrayList;
import java.util.List;

import io.belay.clock.HybridLogicalClock;
import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;
import io.belay.sbe.client.Command;
import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.RefusalCode;
import io.belay.sbe.wal.HandoverCode;
import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.StateReason;
import io.belay.transport.OutboundStream;
import io.belay.wire.Crc32c;
import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.NanoClock;

/**
 * The owner's side of replication, for all markets of a node: hands messages to markets, links and client sessions.
 * <p>
 * Pure: it is told messages and ticks, and writes to streams. Of one thread.
 */
final class OwnerCore
{
    private static final int HEARTBEAT_MARKETS_MAX = 24;
    private static final long STUCK_CLIENT_TIMEOUT_NS = 5_000_000_000L;

    private final OwnerConfig config;
    private final long instance;
    private final NanoClock nanoClock;
    private final HybridLogicalClock clock;
    private final ErrorHandler errorHandler;
    private final ClientSessions sessions;
    private final Long2ObjectHashMap<OwnerMarket> markets = new Long2ObjectHashMap<>();
    private final List<OwnerMarket> all = new ArrayList<>();
    private final Int2ObjectHashMap<PeerPublisher> peers = new Int2ObjectHashMap<>();
    private final List<CommandReply> replies = new ArrayList<>();
    private final MarketShelf shelf;
    private final Int2ObjectHashMap<String> nodeNames = new Int2ObjectHashMap<>();
    private final List<OwnerLink> links = new ArrayList<>();
    private final List<OwnerMarket> unsettled = new ArrayList<>();
    private final Crc32c payloadCrc = new Crc32c();
    private final long startNs;
    private long nextSession;
    private long nextHeartbeatNs;
    private long refusedCount;
    private long defectCount;

    OwnerCore(
        final OwnerConfig config,
        final long instance,
        final NanoClock nanoClock,
        final HybridLogicalClock clock,
        final MarketShelf shelf,
        final ClientStreams clientStreams,
        final ErrorHandler errorHandler)
    {
        this.config = config;
        this.instance = instance;
        this.nanoClock = nanoClock;
        this.clock = clock;
        this.shelf = shelf;
        this.errorHandler = errorHandler;
        nextSession = instance;
        startNs = nanoClock.nanoTime();
        nextHeartbeatNs = startNs;
        sessions = new ClientSessions(config, clientStreams, instance);
    }

    void addNode(final int nodeId, final String name)
    {
        nodeNames.put(nodeId, name);
    }

    void addLink(final OwnerLink link)
    {
        links.add(link);
    }

    /**
     * A market of this node, whoever owns it. Its links and peers are known by now.
     *
     * @param history as the own journal holds it.
     */
    OwnerMarket addMarket(final MarketDefinition definition, final MarketHistory history)
    {
        clock.floor(history.lastHlc());
        final OwnerMarket market = new OwnerMarket(definition, this, history.copy());
        markets.put(definition.marketId(), market);
        all.add(market);
        market.tenure().start();

        return market;
    }

    void addPeer(final int nodeId, final OutboundStream stream)
    {
        peers.put(nodeId, new PeerPublisher(config.nodeId(), nodeId, stream));
    }

    /** The stream to a node, or null when it is not configured. */
    PeerPublisher peer(final int nodeId)
    {
        return peers.get(nodeId);
    }

    /** The WAL stream to a node, or to nobody but the own journal; null when there is none. */
    OwnerLink link(final int standbyNodeId)
    {
        for (int i = links.size() - 1; i >= 0; i--)
        {
            final OwnerLink link = links.get(i);
            if (link.standbyNodeId == standbyNodeId)
            {
                return link;
            }
        }

        return null;
    }

    MarketShelf shelf()
    {
        return shelf;
    }

    /** An answer that is sent as soon as there is room. */
    void send(final CommandReply reply)
    {
        replies.add(reply);
    }

    Crc32c payloadCrc()
    {
        return payloadCrc;
    }

    OwnerConfig config()
    {
        return config;
    }

    long instance()
    {
        return instance;
    }

    HybridLogicalClock clock()
    {
        return clock;
    }

    ClientPublisher clients()
    {
        return sessions.publisher();
    }

    long nanoTime()
    {
        return nanoClock.nanoTime();
    }

    long nextSession()
    {
        final long session = nextSession++;

        return 0 == session ? nextSession++ : session;
    }

    long refusedCount()
    {
        return refusedCount;
    }

    long defectCount()
    {
        return defectCount;
    }

    int sessionCount()
    {
        return sessions.size();
    }

    void onStateChange(final OwnerMarket market)
    {
        unsettle(market);
    }

    void unsettle(final OwnerMarket market)
    {
        if (!market.isUnsettled())
        {
            market.unsettled(true);
            unsettled.add(market);
        }
    }

    void report(final OwnerMarket market, final String text, final RuntimeException cause)
    {
        errorHandler.onError(new ReplicationException("market " + market.name() + ": " + text, cause));
    }

    void answer(
        final ClientSession session,
        final OutcomeKind kind,
        final RefusalCode code,
        final long marketId,
        final long clientSequence,
        final long nowNs)
    {
        if (OutcomeKind.REFUSED == kind)
        {
            refusedCount++;
        }

        sessions.answer(session, kind, code, marketId, clientSequence, nowNs);
    }

    /**
     * Outcomes of one client must not hold back those of others for long.
     *
     * @return true when the client has taken none for too long, and is cut off.
     */
    boolean cutOffWhenStuck(final ClientSession session, final long nowNs)
    {
        if (!session.isStuck)
        {
            session.isStuck = true;
            session.stuckSinceNs = nowNs;
        }

        if (nowNs - session.stuckSinceNs <= STUCK_CLIENT_TIMEOUT_NS)
        {
            return false;
        }

        errorHandler.onError(new ReplicationException("client " + session.name + " has not taken its outcomes for " +
            STUCK_CLIENT_TIMEOUT_NS / 1_000_000_000L + " s, and is cut off", null));
        sessions.close(session);

        return true;
    }

    /**
     * Does what time asks for.
     *
     * @return how much was done.
     */
    int step(final long nowNs)
    {
        int work = sessions.step(nowNs);
        if (nowNs - nextHeartbeatNs >= 0)
        {
            nextHeartbeatNs = nowNs + config.heartbeatIntervalNs();
            beat(nowNs); // No work: a thread that only beats should park.
        }

        if (!replies.isEmpty())
        {
            replies.removeIf(CommandReply::send);
        }

        for (int i = unsettled.size() - 1; i >= 0; i--)
        {
            final OwnerMarket market = unsettled.get(i);
            work += market.step(nowNs);
            if (market.isSettled())
            {
                market.unsettled(false);
                unsettled.remove(i);
            }
        }

        for (int i = links.size() - 1; i >= 0; i--)
        {
            work += links.get(i).catchUp.work();
        }

        return work;
    }

    private void beat(final long nowNs)
    {
        for (int i = all.size() - 1; i >= 0; i--)
        {
            all.get(i).tenure().beat(nowNs);
        }

        for (int i = links.size() - 1; i >= 0; i--)
        {
            final OwnerLink link = links.get(i);
            if (OwnerLink.SOLO == link.standbyNodeId)
            {
                continue;
            }

            link.heartbeat(config.nodeId(), instance, HEARTBEAT_MARKETS_MAX);
            if (link.expire(nowNs, config.replicaTimeoutNs()))
            {
                loseStandby(link, nowNs, "standby " + link.standbyName + " is silent");
            }
            else if (link.isMissed(nowNs, startNs, config.replicaTimeoutNs()))
            {
                errorHandler.onError(new ReplicationException("standby " + link.standbyName +
                    " has not been heard yet; until it is, its markets take no appends", null));
            }
        }
    }

    private void loseStandby(final OwnerLink link, final long nowNs, final String why)
    {
        if (!link.markets.isEmpty())
        {
            errorHandler.onError(new ReplicationException(why, null));
        }

        for (int i = link.markets.size() - 1; i >= 0; i--)
        {
            link.markets.get(i).onStandbyLost(nowNs, why);
        }
    }

    void onReplicaHeartbeat(
        final int replicaNodeId, final long replicaInstance, final long ownerInstance, final long nowNs)
    {
        final OwnerLink link = link(replicaNodeId);
        if (null == link || ownerInstance != instance)
        {
            return;
        }

        final boolean wasAlive = link.isAlive();
        if (link.heard(replicaInstance, nowNs))
        {
            if (wasAlive)
            {
                loseStandby(link, nowNs, "standby " + link.standbyName + " was started again");
            }

            for (final OwnerMarket market : link.markets)
            {
                if (!market.isSettled())
                {
                    unsettle(market);
                }
            }
        }
    }

    void onStatement(
        final int replicaNodeId,
        final long marketId,
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
        final OwnerMarket market = markets.get(marketId);
        if (null != market)
        {
            market.onStatement(
                replicaNodeId,
                code,
                reason,
                session,
                fenceEpoch,
                position,
                journalId,
                lastHlc,
                entryLengthMax,
                chain,
                nowNs);
        }
    }

    void onAck(
        final ResponseCode code,
        final long marketId,
        final long epoch,
        final long position,
        final long journalId,
        final long session,
        final long nowNs)
    {
        final OwnerMarket market = markets.get(marketId);
        if (null != market)
        {
            market.onAck(code, epoch, position, journalId, session, nowNs);
        }
    }

    /**
     * A replica sends an entry that an owner's journal has lost.
     *
     * @return false when it cannot be taken now and must be handed over again.
     */
    boolean onTailEntry(final DirectBuffer buffer, final int offset, final int length, final long nowNs)
    {
        final OwnerMarket market = markets.get(Entry.marketId(buffer, offset));

        return null == market || market.onTailEntry(buffer, offset, length, nowNs);
    }

    void onOpenSession(
        final long correlationId,
        final long clientId,
        final int responseStreamId,
        final String name,
        final int sourceId,
        final long nowNs)
    {
        try
        {
            sessions.open(correlationId, clientId, responseStreamId, name, sourceId, nowNs);
        }
        catch (final RuntimeException ex)
        {
            notTaken(name, ex);
        }
    }

    /**
     * A client whose messages are of a newer version than this node knows.
     */
    void onUnsupportedSession(
        final long correlationId, final int responseStreamId, final int sourceId, final long nowNs)
    {
        try
        {
            sessions.refuse(correlationId, responseStreamId, sourceId, RefusalCode.UNSUPPORTED_VERSION, nowNs);
        }
        catch (final RuntimeException ex)
        {
            notTaken("of a newer version", ex);
        }
    }

    /** One client that cannot be answered must not take the node from the others; it hears nothing and gives up. */
    private void notTaken(final String name, final RuntimeException cause)
    {
        errorHandler.onError(new ReplicationException(
            "client " + name + " cannot be answered, and is not taken: " + cause.getMessage(), cause));
    }

    /**
     * @return false when the answer cannot be sent now.
     */
    boolean onOpenMarket(final long sessionId, final long correlationId, final long marketId, final String name)
    {
        final ClientSession session = sessions.get(sessionId);
        if (null == session)
        {
            onUnknownSession();

            return true;
        }

        final OwnerMarket market = markets.get(marketId);
        if (null != market && !name.equals(market.name()))
        {
            return answered(session, clients().marketOpened(
                session, RefusalCode.BAD_REQUEST, correlationId, marketId, 0, 0, 0, "", 0));
        }

        if (null == market)
        {
            return answered(session, clients().marketOpened(
                session, RefusalCode.UNKNOWN_MARKET, correlationId, marketId, 0, 0, 0, "", 0));
        }

        final int ownerNodeId = market.ownerNodeId();

        return answered(session, clients().marketOpened(
            session,
            market.isOwner() ? RefusalCode.NONE : RefusalCode.NOT_OWNER,
            correlationId,
            marketId,
            market.epoch(),
            market.w(),
            ownerNodeId,
            nodeName(ownerNodeId),
            market.history().clients().lastSequence(session.clientId)));
    }

    private static boolean answered(final ClientSession session, final boolean isSent)
    {
        return isSent || !session.stream.isConnected();
    }

    String nodeName(final int nodeId)
    {
        final String name = nodeNames.get(nodeId);

        return null == name ? "" : name;
    }

    /**
     * @return false when it cannot be taken now and must be handed over again.
     */
    boolean onAppend(
        final long sessionId,
        final long marketId,
        final long clientSequence,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        final ClientSession session = sessions.get(sessionId);
        if (null == session)
        {
            onUnknownSession();

            return true;
        }

        final long nowNs = nanoClock.nanoTime();
        final RefusalCode refusal = append(session, marketId, clientSequence, buffer, offset, length, nowNs);
        if (RefusalCode.NULL_VAL == refusal)
        {
            return false;
        }

        if (null != refusal)
        {
            answer(session, OutcomeKind.REFUSED, refusal, marketId, clientSequence, nowNs);
        }

        return true;
    }

    private RefusalCode append(
        final ClientSession session,
        final long marketId,
        final long clientSequence,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final long nowNs)
    {
        final OwnerMarket market = markets.get(marketId);
        if (null == market)
        {
            return RefusalCode.UNKNOWN_MARKET;
        }

        if (length > config.frameLengthMax())
        {
            return RefusalCode.FRAME_TOO_LONG;
        }

        if (session.inFlight(marketId) >= config.clientWindowMax())
        {
            return RefusalCode.WINDOW_FULL;
        }

        return market.append(session, clientSequence, buffer, offset, length, nowNs);
    }

    /** An operator's command: answered when it has ended. */
    void onCommand(
        final long sessionId,
        final long correlationId,
        final Command command,
        final long marketId,
        final boolean isLossAccepted,
        final boolean isVouched,
        final String nodeName)
    {
        final ClientSession session = sessions.get(sessionId);
        if (null == session)
        {
            onUnknownSession();

            return;
        }

        final CommandReply reply = new CommandReply(this, session, correlationId);
        final OwnerMarket market = markets.get(marketId);
        if (0 == marketId && Command.PROMOTE == command)
        {
            promoteAllOf(session, correlationId, nodeName, reply, isLossAccepted);
        }
        else if (null == market)
        {
            reply.refused(null, "this node does not know the market");
        }
        else if (market.tenure().isBusy())
        {
            reply.refused(market, "another change of this market is under way");
        }
        else
        {
            switch (command)
            {
                case PROMOTE -> promote(market, reply, isLossAccepted);
                case HANDOVER -> handOver(market, reply, nodeName);
                default -> assign(market, reply, nodeName, isVouched);
            }
        }
    }

    private void promoteAllOf(
        final ClientSession session,
        final long correlationId,
        final String ownerName,
        final CommandReply reply,
        final boolean isLossAccepted)
    {
        final int ownerNodeId = nodeIdOf(ownerName);
        final List<OwnerMarket> owned = new ArrayList<>(all);
        owned.removeIf((market) -> market.tenure().isOwner() || market.tenure().ownerBesides() != ownerNodeId);
        if (owned.isEmpty())
        {
            reply.refused(null, "node '" + ownerName + "' owns no market that this node knows");

            return;
        }

        final CommandGroup group = new CommandGroup(reply, owned.size());
        for (final OwnerMarket market : owned)
        {
            final CommandReply one = new CommandReply(this, session, correlationId, group);
            if (market.tenure().isBusy())
            {
                one.refused(market, "another change of this market is under way");
            }
            else
            {
                promote(market, one, isLossAccepted);
            }
        }
    }

    private void promote(final OwnerMarket market, final CommandReply reply, final boolean isLossAccepted)
    {
        if (market.tenure().isOwner())
        {
            reply.done(market, "it was the owner already");
        }
        else
        {
            market.tenure().begin(new Promotion(market, this, reply, isLossAccepted));
        }
    }

    private void handOver(final OwnerMarket market, final CommandReply reply, final String nodeName)
    {
        final int nodeId = nodeIdOf(nodeName);
        final HandoverCode code = Passing.whyNot(market, nodeId);
        if (HandoverCode.ACCEPTED == code && null != peer(nodeId))
        {
            market.tenure().begin(new Passing(market, this, reply, peer(nodeId), nextSession()));
        }
        else
        {
            reply.refused(market, HandoverCode.NOT_OWNER == code ? notOwner(market) : "node '" + nodeName +
                "' is not its standby, or does not hold all of it" +
                (market.trouble().isEmpty() ? "" : ": " + market.trouble()));
        }
    }

    private void assign(
        final OwnerMarket market, final CommandReply reply, final String nodeName, final boolean isVouched)
    {
        final int nodeId = nodeIdOf(nodeName);
        if (!market.isOwner())
        {
            reply.refused(market, notOwner(market));
        }
        else if (null == link(nodeId) || OwnerLink.SOLO == nodeId)
        {
            reply.refused(market, "node '" + nodeName + "' is not configured here, or is this node");
        }
        else if (nodeId == market.standbyNodeId())
        {
            reply.done(market, "it was the standby already");
        }
        else
        {
            market.tenure().begin(new Assignment(market, this, reply, nodeId, isVouched));
        }
    }

    private String notOwner(final OwnerMarket market)
    {
        return "this node does not own the market; node '" + nodeName(market.ownerNodeId()) + "' does";
    }

    private int nodeIdOf(final String nodeName)
    {
        for (final Int2ObjectHashMap<String>.EntryIterator i = nodeNames.entrySet().iterator(); i.hasNext();)
        {
            i.next();
            if (i.getValue().equals(nodeName))
            {
                return i.getIntKey();
            }
        }

        return OwnerLink.SOLO;
    }

    /** Another node asks for a market. */
    void onHandoverRequest(final long handover, final long marketId, final int fromNodeId)
    {
        final PeerPublisher asker = peer(fromNodeId);
        if (null == asker)
        {
            return;
        }

        final OwnerMarket market = markets.get(marketId);
        if (null == market)
        {
            asker.handoverAnswer(handover, marketId, 0, HandoverCode.UNKNOWN_MARKET);

            return;
        }

        final boolean isAgain =
            market.tenure().change() instanceof final Passing passing && passing.handover() == handover;
        final HandoverCode code = isAgain ? HandoverCode.ACCEPTED : Passing.whyNot(market, fromNodeId);
        if (HandoverCode.ACCEPTED == code && !isAgain)
        {
            market.tenure().begin(new Passing(market, this, null, asker, handover));
        }

        asker.handoverAnswer(handover, marketId, market.epoch(), code);
    }

    /** An owner passes a market on to this node. */
    void onPass(
        final long handover,
        final long marketId,
        final int fromNodeId,
        final long lastPosition,
        final long lastTxid)
    {
        final PeerPublisher owner = peer(fromNodeId);
        final OwnerMarket market = markets.get(marketId);
        if (null == owner || null == market)
        {
            if (null != owner)
            {
                owner.handoverAnswer(handover, marketId, 0, HandoverCode.UNKNOWN_MARKET);
            }

            return;
        }

        if (market.tenure().change() instanceof final Promotion promotion)
        {
            promotion.onPass(handover, lastPosition, lastTxid);
        }
        else if (!market.isOwner())
        {
            market.tenure().begin(new Promotion(market, this, fromNodeId, handover, lastPosition, lastTxid));
        }

        owner.handoverAnswer(handover, marketId, market.epoch(), HandoverCode.ACCEPTED);
    }

    /** Another node answers. */
    void onHandoverAnswer(
        final long handover, final long marketId, final HandoverCode code, final long nowNs)
    {
        final OwnerMarket market = markets.get(marketId);
        if (null != market && market.tenure().isBusy())
        {
            market.tenure().change().onAnswer(handover, code, nowNs);
        }
    }

    /** Another node's journal says that this one owns a market. */
    void onHello(final long marketId, final long epoch, final long nowNs)
    {
        final OwnerMarket market = markets.get(marketId);
        if (null != market)
        {
            market.tenure().onHello(epoch, nowNs);
        }
    }

    void onPeerDefect(final String defect)
    {
        defectCount++;
        errorHandler.onError(new IllegalArgumentException("a node sent a message that cannot be read: " + defect));
    }

    void onCloseSession(final long sessionId)
    {
        final ClientSession session = sessions.get(sessionId);
        if (null != session)
        {
            clients().sessionClosed(session, RefusalCode.NONE);
            sessions.close(session);
        }
    }

    void onClientLost(final int sourceId)
    {
        sessions.onSourceLost(sourceId);
    }

    void onClientDefect(final String defect)
    {
        defectCount++;
        errorHandler.onError(new IllegalArgumentException("a client sent a message that cannot be read: " + defect));
    }

    /** Nobody to answer: the client hears nothing and ends its append UNKNOWN. */
    private void onUnknownSession()
    {
        defectCount++;
        errorHandler.onError(new IllegalArgumentException(
            "a client uses a session that this node does not know: it was closed, or opened at an earlier run"));
    }

    void onReplicaDefect(final String defect)
    {
        defectCount++;
        errorHandler.onError(new IllegalArgumentException("a replica sent a message that cannot be read: " + defect));
    }

    void close()
    {
        sessions.closeAll();
    }
}

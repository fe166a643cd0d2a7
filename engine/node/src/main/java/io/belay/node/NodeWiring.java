package io.belay.node;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.belay.clock.HybridLogicalClock;
import io.belay.driver.YieldThenPark;
import io.belay.journal.ChronicleJournal;
import io.belay.journal.HousekeepingIdleStrategy;
import io.belay.replication.JournalAgent;
import io.belay.replication.JournalFrameSink;
import io.belay.replication.MarketDefinition;
import io.belay.replication.MarketShelf;
import io.belay.replication.MessageRegistry;
import io.belay.replication.OwnerAgent;
import io.belay.replication.OwnerConfig;
import io.belay.replication.OwnerView;
import io.belay.replication.ReplicaView;
import io.belay.transport.AeronStreams;
import io.belay.transport.NodeCounter;
import io.belay.transport.OutboundStream;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.CompositeAgent;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * The agents of a node, the streams and gauges that they are wired to, and their threads.
 */
final class NodeWiring implements AutoCloseable
{
    private final NodeConfig config;
    private final long instance;
    private final List<MarketRoles> roles;
    private final AeronStreams aeronStreams;
    private final NodeStreams streams;
    private final ChronicleJournal journal;
    private final ForceTimes forces;
    private final JournalFrameSink sink;
    private final NodeErrors errors;
    private final NodeFailures failures;
    private final NanoClock nanoClock = SystemNanoClock.INSTANCE;
    private final JournalAgent journalAgent;
    private final OwnerAgent ownerAgent;
    private final LastSecond ownerSecond = new LastSecond(nanoClock);
    private final LastSecond journalSecond = new LastSecond(nanoClock);
    private final OwnerTotals ownerTotals = new OwnerTotals();
    private final List<Runnable> ownerGauges = new ArrayList<>();
    private final List<Runnable> journalGauges = new ArrayList<>();
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();

    NodeWiring(
        final NodeConfig config,
        final List<MarketRoles> roles,
        final long instance,
        final AeronStreams aeronStreams,
        final ChronicleJournal journal,
        final ForceTimes forces,
        final NodeErrors errors,
        final NodeFailures failures)
    {
        this.config = config;
        this.instance = instance;
        this.roles = roles;
        this.aeronStreams = aeronStreams;
        this.journal = journal;
        this.forces = forces;
        this.errors = errors;
        this.failures = failures;
        streams = new NodeStreams(aeronStreams, config);
        sink = new JournalFrameSink(journal);
        final MarketShelf shelf = new MarketShelf();
        journalAgent = new JournalAgent(config.self().id(), instance, sink, shelf, new MessageRegistry(), errors);
        ownerAgent = new OwnerAgent(
            ownerConfig(),
            instance,
            nanoClock,
            new HybridLogicalClock(SystemEpochClock.INSTANCE),
            shelf,
            journal,
            streams::outcomes,
            errors);
    }

    private OwnerConfig ownerConfig()
    {
        return new OwnerConfig(
            config.self().id(),
            config.self().name(),
            config.frameLengthMax(),
            config.clientWindow(),
            config.marketWindow(),
            config.heartbeatIntervalNs(),
            config.replicaTimeoutNs(),
            config.retryIntervalNs());
    }

    /** Opens the streams, starts the threads, and shows the node to clients when all listen. */
    void run(final NodeGauges gauges, final NodePulse pulse)
    {
        wireAcks();
        wireLinks();
        ownerGauges.add(() ->
        {
            ownerSecond.look();
            ownerTotals.begin();
        });
        journalGauges.add(journalSecond::look);
        wireMarkets();
        ownerAgent.appendStream(streams::appends);
        ownerGauges.add(() ->
        {
            pulse.ownerBeats();
            gauges.owner(ownerAgent, ownerTotals, ownerSecond, errors);
        });
        journalGauges.add(() ->
        {
            pulse.journalBeats();
            gauges.journal(journal, sink, forces, journalSecond, journalAgent);
            if (sink.isFailed())
            {
                failures.onJournalFailed();
            }
        });
        startAll();
        closeables.push(NodeCounter.publish(
            aeronStreams.aeron(), config.self().id(), streams.appendStreamId(), config.self().name()));
    }

    private void wireAcks()
    {
        ownerAgent.addAckStream(streams.ownAcksIn());
        ownerAgent.addAckStream(streams.acksFromPeers());
        journalAgent.addAckStream(config.self().id(), streams.ownAcks());
        journalAgent.addInbound(streams::walFromPeers);
        for (final NodeConfig.NodeAddress peer : config.nodes().values())
        {
            ownerAgent.addNode(peer.id(), peer.name());
            if (peer.id() != config.self().id())
            {
                journalAgent.addAckStream(peer.id(), streams.ackTo(peer));
            }
        }
    }

    private void wireMarkets()
    {
        final MarketTable table = MarketTable.create(
            aeronStreams.aeron().context().aeronDirectoryName(),
            config.self().id(),
            instance,
            roles.stream().map((role) -> role.effective().name()).toList());
        for (final MarketRoles role : roles)
        {
            final MarketDefinition market = role.effective();
            requirePeers(market);
            final ReplicaView replica = journalAgent.addMarket(market);
            final OwnerView owner = ownerAgent.addMarket(market, journal.markets().getOrCreate(market.marketId()));
            final MarketGauges gauges =
                new MarketGauges(table, role, config.self().id(), owner, replica, ownerSecond);
            ownerGauges.add(() -> gauges.refreshOwner(ownerTotals));
            journalGauges.add(gauges::refreshReplica);
        }
    }

    /** A WAL stream to each peer and one to nobody, since any node may come to own any market. */
    private void wireLinks()
    {
        final OutboundStream solo = streams.soloWal();
        journalAgent.addInbound(streams::soloWalIn);
        ownerAgent.addLink(0, "", solo);
        ownerAgent.addPeerStream(streams.fromPeers());
        for (final NodeConfig.NodeAddress peer : config.nodes().values())
        {
            if (peer.id() != config.self().id())
            {
                final int sessionId = new SecureRandom().nextInt();
                final OutboundStream stream = streams.wal(peer, sessionId);
                journalAgent.addInbound((listener) -> streams.walSpy(peer, sessionId, listener));
                ownerAgent.addLink(peer.id(), peer.name(), stream);
                ownerAgent.addPeer(peer.id(), streams.peerTo(peer));
            }
        }
    }

    private void requirePeers(final MarketDefinition market)
    {
        final int standbyId = market.standbyNodeId();
        if (0 != standbyId && config.nodes().values().stream().noneMatch((node) -> node.id() == standbyId))
        {
            throw new ConfigException("the journal names node id " + standbyId + " as a standby, but no " +
                "belay.node.<name>.id has it; the nodes configured are " + String.join(", ", config.nodes().keySet()));
        }
    }

    private void startAll()
    {
        final Agent gaugedJournal = new GaugedAgent(journalAgent, nanoClock, journalGauges);
        final Agent gaugedOwner = new GaugedAgent(ownerAgent, nanoClock, ownerGauges);
        start(journal.housekeeping(), new HousekeepingIdleStrategy());
        if (NodeConfig.Threading.SHARED == config.threading())
        {
            start(new CompositeAgent(gaugedOwner, gaugedJournal), idleStrategy());
        }
        else
        {
            start(gaugedJournal, idleStrategy());
            start(gaugedOwner, idleStrategy());
        }
    }

    private void start(final Agent agent, final IdleStrategy idleStrategy)
    {
        final AgentRunner runner = new AgentRunner(idleStrategy, failures::onAgentError, null, agent);
        closeables.push(runner);
        AgentRunner.startOnThread(runner);
    }

    private IdleStrategy idleStrategy()
    {
        return switch (config.idle())
        {
            case ADAPTIVE -> new YieldThenPark();
            case YIELD -> new YieldingIdleStrategy();
            case SPIN -> new BusySpinIdleStrategy();
        };
    }

    @Override
    public void close()
    {
        while (!closeables.isEmpty())
        {
            CloseHelper.quietClose(closeables.pop());
        }
    }
}

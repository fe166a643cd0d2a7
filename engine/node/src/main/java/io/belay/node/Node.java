package io.belay.node;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.exceptions.DriverTimeoutException;
import io.belay.clock.HybridLogicalClock;
import io.belay.driver.BelayDriver;
import io.belay.driver.DriverConfig;
import io.belay.driver.DriverRefusedException;
import io.belay.driver.YieldThenPark;
import io.belay.journal.ChronicleJournal;
import io.belay.journal.JournalException;
import io.belay.replication.FrameSink;
import io.belay.replication.JournalAgent;
import io.belay.replication.JournalFrameSink;
import io.belay.replication.MarketDefinition;
import io.belay.replication.MessageRegistry;
import io.belay.replication.OwnerAgent;
import io.belay.replication.OwnerConfig;
import io.belay.replication.OwnerView;
import io.belay.replication.ReplicaView;
import io.belay.transport.AeronStreams;
import io.belay.transport.NodeCounter;
import io.belay.transport.OutboundStream;
import io.belay.transport.TransportException;
import org.agrona.CloseHelper;
import org.agrona.SystemUtil;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.CompositeAgent;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * A running node: its journal, its agents, its streams and counters. The composition root.
 */
public final class Node implements AutoCloseable
{
    private final NodeConfig config;
    private final PrintStream err;
    private final Consumer<NodeFailure> onFailure;
    private final EpochClock epochClock = SystemEpochClock.INSTANCE;
    private final NanoClock nanoClock = SystemNanoClock.INSTANCE;
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private final List<Runnable> ownerGauges = new ArrayList<>();
    private final List<Runnable> journalGauges = new ArrayList<>();
    private List<MarketRoles> roles = List.of();
    private NodeErrors errors;
    private String aeronDirectory;
    private long journalId;

    private Node(final NodeConfig config, final PrintStream err, final Consumer<NodeFailure> onFailure)
    {
        this.config = config;
        this.err = err;
        this.onFailure = onFailure;
    }

    /**
     * Starts a node.
     *
     * @param config    of the node.
     * @param err       where what goes wrong is said.
     * @param onFailure told, on any thread and maybe more than once, that the node can no longer do its work and must
     *                  be closed.
     * @return the node, taking appends as soon as its markets are live.
     * @throws NodeRefusedException   when the directory, an endpoint or the driver cannot be used.
     * @throws JournalException       when the journal cannot be opened.
     * @throws DriverRefusedException when an embedded driver cannot start.
     */
    public static Node launch(
        final NodeConfig config, final PrintStream err, final Consumer<NodeFailure> onFailure)
    {
        final Node node = new Node(config, err, onFailure);
        try
        {
            node.start();

            return node;
        }
        catch (final RuntimeException ex)
        {
            node.close();
            throw ex;
        }
    }

    /**
     * @return id of the node's journal.
     */
    public long journalId()
    {
        return journalId;
    }

    /**
     * @return directory of the media driver that the node uses.
     */
    public String aeronDirectory()
    {
        return aeronDirectory;
    }

    private void start()
    {
        makeDirectory();
        final ChronicleJournal journal = ChronicleJournal.open(config.journal(), epochClock);
        closeables.push(journal);
        journalId = journal.journalId();
        roles = MarketRoles.of(config.markets(), journal.markets());

        aeronDirectory = driverDirectory();
        final NodeMarkFile mark = NodeMarkFile.create(
            config.directory(), config.self().id(), config.self().name(), aeronDirectory, epochClock.time());
        closeables.push(mark);
        errors = new NodeErrors(mark.errors(), epochClock, err);
        warn();

        final AeronStreams streams = connect();
        closeables.push(streams);
        wire(streams, streams.aeron(), journal, mark);
    }

    private void makeDirectory()
    {
        try
        {
            Files.createDirectories(config.directory());
        }
        catch (final IOException ex)
        {
            final String why = Files.exists(config.directory()) ? "it is not a directory" : "it cannot be made: " + ex;
            throw new NodeRefusedException(NodeFailure.Kind.NOT_USABLE,
                "belay.dir=" + config.directory() + " cannot be used: " + why, ex);
        }
    }

    private String driverDirectory()
    {
        if (!config.driverEmbedded())
        {
            return config.aeron().getOrDefault("aeron.dir", CommonContext.getAeronDirectoryName());
        }

        final BelayDriver driver = BelayDriver.launch(driverConfig());
        driver.warnings().forEach((finding) -> err.println("belay: " + finding));
        closeables.push(driver);

        return driver.aeronDirectoryName();
    }

    private DriverConfig driverConfig()
    {
        DriverConfig driver = DriverConfig.of(config.driverProfile());
        if (!config.aeron().containsKey("aeron.dir"))
        {
            driver = driver.withDirectory(embeddedDriverDirectory());
        }

        for (final Map.Entry<String, String> setting : config.aeron().entrySet())
        {
            driver = driver.with(setting.getKey(), setting.getValue(), "configuration of the node");
        }

        return driver;
    }

    /** The same at every start, so that what a killed node has left there is replaced. */
    private String embeddedDriverDirectory()
    {
        final String path = config.directory().toAbsolutePath().normalize().toString();

        return CommonContext.AERON_DIR_PROP_DEFAULT + "-" + config.self().name() + "-" +
            Integer.toHexString(path.hashCode());
    }

    private AeronStreams connect()
    {
        try
        {
            return AeronStreams.connect(
                new Aeron.Context()
                    .aeronDirectoryName(aeronDirectory)
                    .driverTimeoutMs(TimeUnit.NANOSECONDS.toMillis(config.driverTimeoutNs())),
                errors,
                this::onDriverLost);
        }
        catch (final DriverTimeoutException ex)
        {
            throw new NodeRefusedException(NodeFailure.Kind.DRIVER_MISSING, "no media driver runs in " +
                aeronDirectory + "; start one with 'belay driver', set aeron.dir to the directory of one that runs, " +
                "or set belay.driver.embedded=true", ex);
        }
    }

    private void onDriverLost(final Throwable cause)
    {
        onFailure.accept(new NodeFailure(NodeFailure.Kind.DRIVER_LOST,
            "the media driver in " + aeronDirectory + " is gone; start it, then start the node again", cause));
    }

    /** What an operator must not overlook. */
    private void warn()
    {
        for (final MarketRoles role : roles)
        {
            if (1 == role.effective().w())
            {
                err.println("belay: WARNING market " + role.effective().name() +
                    " has W=1: an acknowledged append is on one disk only, and is lost with it");
            }

            if (role.differs())
            {
                err.println("belay: WARNING market " + role.effective().name() + ": the configuration says " +
                    inWords(role.configured()) + "; the journal says " + inWords(role.effective()) +
                    ", and the journal wins");
            }
        }
    }

    private String inWords(final MarketDefinition market)
    {
        return "owner " + nodeName(market.ownerNodeId()) +
            (0 == market.standbyNodeId() ? "" : ", standby " + nodeName(market.standbyNodeId())) + ", W=" + market.w();
    }

    private String nodeName(final int nodeId)
    {
        return config.nodes().values().stream()
            .filter((node) -> node.id() == nodeId)
            .map(NodeConfig.NodeAddress::name)
            .findFirst()
            .orElse("with id " + nodeId);
    }

    private void wire(
        final AeronStreams aeronStreams, final Aeron aeron, final ChronicleJournal journal, final NodeMarkFile mark)
    {
        final NodeStreams streams = new NodeStreams(aeronStreams, config);
        final NodeCounters counters = new NodeCounters(aeron, config.self().id(), config.self().name());
        final long instance = new SecureRandom().nextLong();
        final FrameSink sink = new JournalFrameSink(journal);
        final JournalAgent journalAgent =
            new JournalAgent(config.self().id(), instance, sink, new MessageRegistry(), errors);
        final OwnerAgent ownerAgent = new OwnerAgent(
            ownerConfig(),
            instance,
            nanoClock,
            new HybridLogicalClock(epochClock),
            journal,
            streams::outcomes,
            errors);

        wireAcks(streams, journalAgent, ownerAgent);
        wireMarkets(streams, counters, journal, journalAgent, ownerAgent);
        ownerAgent.appendStream(streams::appends);
        nodeGauges(counters, journal, sink, journalAgent, ownerAgent, mark);
        run(journalAgent, ownerAgent, journal);
        closeables.push(NodeCounter.publish(
            aeron, config.self().id(), streams.appendStreamId(), config.self().name()));
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

    private void wireAcks(final NodeStreams streams, final JournalAgent journalAgent, final OwnerAgent ownerAgent)
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

    private void wireMarkets(
        final NodeStreams streams,
        final NodeCounters counters,
        final ChronicleJournal journal,
        final JournalAgent journalAgent,
        final OwnerAgent ownerAgent)
    {
        final Map<Integer, OwnerAgent.Link> links = new HashMap<>();
        for (final MarketRoles role : roles)
        {
            final MarketDefinition market = role.effective();
            if (role.isOwner(config.self().id()))
            {
                final OwnerAgent.Link link = links.computeIfAbsent(
                    market.standbyNodeId(), (standbyId) -> link(standbyId, streams, journalAgent, ownerAgent));
                final ReplicaView replica = journalAgent.addMarket(market.marketId(), market.ownerNodeId());
                final OwnerView owner = ownerAgent.addMarket(
                    market, link, journal.markets().getOrCreate(market.marketId()));
                gauge(new MarketGauges(counters, role, owner, replica), ownerGauges);
            }
            else
            {
                ownerAgent.addForeignMarket(market);
                if (role.isStandby(config.self().id()))
                {
                    final ReplicaView replica = journalAgent.addMarket(market.marketId(), market.ownerNodeId());
                    gauge(new MarketGauges(counters, role, null, replica), journalGauges);
                }
            }
        }
    }

    private void gauge(final MarketGauges gauges, final List<Runnable> of)
    {
        closeables.push(gauges);
        of.add(gauges::refresh);
    }

    private OwnerAgent.Link link(
        final int standbyId, final NodeStreams streams, final JournalAgent journalAgent, final OwnerAgent ownerAgent)
    {
        if (0 == standbyId)
        {
            final OutboundStream stream = streams.soloWal();
            journalAgent.addInbound(streams::soloWalIn);

            return ownerAgent.addLink(0, "", stream);
        }

        for (final NodeConfig.NodeAddress peer : config.nodes().values())
        {
            if (peer.id() == standbyId)
            {
                final int sessionId = new SecureRandom().nextInt();
                final OutboundStream stream = streams.wal(peer, sessionId);
                journalAgent.addInbound((listener) -> streams.walSpy(peer, sessionId, listener));

                return ownerAgent.addLink(standbyId, peer.name(), stream);
            }
        }

        throw new ConfigException("the journal names node id " + standbyId +
            " as a standby, but no belay.node.<name>.id has it: " + config.nodes().values());
    }

    private void nodeGauges(
        final NodeCounters counters,
        final ChronicleJournal journal,
        final FrameSink sink,
        final JournalAgent journalAgent,
        final OwnerAgent ownerAgent,
        final NodeMarkFile mark)
    {
        final NodeGauges gauges = new NodeGauges(counters);
        closeables.push(gauges);
        ownerGauges.add(() -> gauges.owner(ownerAgent, errors));
        journalGauges.add(() ->
        {
            gauges.journal(journal, sink, journalAgent);
            mark.touch(epochClock.time());
            if (sink.isFailed())
            {
                onFailure.accept(new NodeFailure(NodeFailure.Kind.JOURNAL_FAILED, "the journal in " +
                    config.directory() + " has failed; start the node again, it then verifies and recovers it", null));
            }
        });
    }

    private void run(final JournalAgent journalAgent, final OwnerAgent ownerAgent, final ChronicleJournal journal)
    {
        final Agent gaugedJournal = new GaugedAgent(journalAgent, nanoClock, journalGauges);
        final Agent gaugedOwner = new GaugedAgent(ownerAgent, nanoClock, ownerGauges);
        start(journal.housekeeping(), new BackoffIdleStrategy(1, 1, 100_000, 20_000_000));
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
        final AgentRunner runner = new AgentRunner(idleStrategy, this::onAgentError, null, agent);
        closeables.push(runner);
        AgentRunner.startOnThread(runner);
    }

    private void onAgentError(final Throwable error)
    {
        if (error instanceof TransportException)
        {
            // No stream is closed before its agent was, but by the loss of the driver, which is being told elsewhere.
            onDriverLost(error);

            return;
        }

        errors.onError(error);
        if (!(error instanceof java.nio.channels.ClosedByInterruptException))
        {
            onFailure.accept(new NodeFailure(NodeFailure.Kind.AGENT_FAILED, "an agent has failed: " + error, error));
        }
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

    @Override
    public String toString()
    {
        return "node " + config.self().name() + " pid " + SystemUtil.getPid() + " " + config.directory();
    }
}

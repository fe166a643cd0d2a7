package io.belay.node;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import io.belay.driver.DriverRefusedException;
import io.belay.journal.ChronicleJournal;
import io.belay.journal.JournalException;
import io.belay.replication.MarketDefinition;
import io.belay.transport.AeronStreams;
import org.agrona.CloseHelper;
import org.agrona.SystemUtil;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * A running node: its directory, journal, driver and agents, opened in this order and closed in the reverse one.
 */
public final class Node implements AutoCloseable
{
    private final NodeConfig config;
    private final PrintStream err;
    private final Consumer<NodeFailure> onFailure;
    private final EpochClock epochClock = SystemEpochClock.INSTANCE;
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private List<MarketRoles> roles = List.of();
    private String aeronDirectory;
    private NodeFailures failures;
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
            final boolean isOfTheLoss = null != node.failures && node.failures.isOfTheLoss(ex);
            node.close();
            throw isOfTheLoss ? new NodeRefusedException(NodeFailure.Kind.DRIVER_LOST, "the media driver in " +
                node.aeronDirectory + " stopped answering while the node was starting; start it, then start the " +
                "node again", ex) : ex;
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
        final ForceTimes forces = new ForceTimes();
        final ChronicleJournal journal = opened(ChronicleJournal.open(config.journal(), epochClock, forces));
        journalId = journal.journalId();
        roles = MarketRoles.of(config.markets(), journal.markets());

        final NodeDriver driver = opened(NodeDriver.of(config, err));
        aeronDirectory = driver.directory();
        // The lock of the journal is held here, so the node that ran in this directory before is dead.
        final long predecessor = NodeMarkFile.instanceIn(config.directory());
        final long instance = new SecureRandom().nextLong();
        final NodeMarkFile mark = opened(NodeMarkFile.create(
            config.directory(), config.self().id(), config.self().name(), instance, aeronDirectory, epochClock.time()));
        final NodeErrors errors = new NodeErrors(mark.errors(), epochClock, err);
        warn();

        failures = new NodeFailures(config, aeronDirectory, errors, onFailure);
        final AeronStreams streams = opened(driver.connect(errors, failures::onDriverLost));
        failures.watch(streams);
        final NodeCounters counters =
            new NodeCounters(streams.aeron(), config.self().id(), config.self().name(), instance);
        final NodeGauges gauges = opened(new NodeGauges(counters));
        new Namesakes(streams.aeron(), config.self(), instance, err, () -> mark.touch(epochClock.time()))
            .settle(predecessor, gauges.registrationId());

        final NodePulse pulse = new NodePulse(SystemNanoClock.INSTANCE, epochClock, mark);
        failures.watch(pulse);
        opened(new NodeWiring(config, roles, instance, streams, journal, forces, errors, failures))
            .run(gauges, pulse);
    }

    private <T extends AutoCloseable> T opened(final T part)
    {
        closeables.push(part);

        return part;
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

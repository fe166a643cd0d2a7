package io.belay.replication;

import java.util.ArrayList;
import java.util.List;

import io.belay.clock.HybridLogicalClock;
import io.belay.journal.Journal;
import io.belay.journal.MarketHistory;
import io.belay.transport.InboundStream;
import io.belay.transport.OutboundStream;
import io.belay.transport.SourceListener;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/**
 * Takes appends, numbers them, writes each once to its WAL stream, counts acks, answers. Reads a disk only to bring a
 * standby up that fell behind.
 */
public final class OwnerAgent implements Agent
{
    private static final int APPEND_LIMIT = 64;
    private static final int ACK_LIMIT = 64;

    private final OwnerCore core;
    private final AckAdapter ackAdapter;
    private final ClientAdapter clientAdapter;
    private final Journal journal;
    private final NanoClock clock;
    private final ErrorHandler errorHandler;
    private final List<InboundStream> ackStreams = new ArrayList<>();
    private final List<OutboundStream> outStreams = new ArrayList<>();
    private final List<InboundStream> peerStreams = new ArrayList<>();
    private final PeerAdapter peerAdapter;
    private InboundStream appendStream;

    private final class ClientSources implements SourceListener
    {
        @Override
        public void onSourceAvailable(final int sourceId)
        {
            // A client counts from its OpenSession on.
        }

        @Override
        public void onSourceUnavailable(final int sourceId)
        {
            core.onClientLost(sourceId);
        }
    }

    /**
     * @param config        of the owner.
     * @param instance      random number of this start of the node.
     * @param nanoClock     monotonic time.
     * @param clock         that stamps frames.
     * @param shelf         shared with the node's journal agent.
     * @param journal       the own journal, read to bring a standby up to it.
     * @param clientStreams opens the streams to clients.
     * @param errorHandler  of what keeps a market from being live, and of what cannot be read.
     */
    public OwnerAgent(
        final OwnerConfig config,
        final long instance,
        final NanoClock nanoClock,
        final HybridLogicalClock clock,
        final MarketShelf shelf,
        final Journal journal,
        final ClientStreams clientStreams,
        final ErrorHandler errorHandler)
    {
        this.clock = nanoClock;
        this.journal = journal;
        this.errorHandler = errorHandler;
        core = new OwnerCore(config, instance, nanoClock, clock, shelf, clientStreams, errorHandler);
        ackAdapter = new AckAdapter(core, nanoClock);
        clientAdapter = new ClientAdapter(core, nanoClock);
        peerAdapter = new PeerAdapter(core, nanoClock);
    }

    /**
     * A node of the cluster, to be named to clients that look for an owner. Before the agent starts.
     *
     * @param nodeId of the node.
     * @param name   of the node.
     */
    public void addNode(final int nodeId, final String name)
    {
        core.addNode(nodeId, name);
    }

    /**
     * A WAL stream. Before the markets, and before the agent starts; closed by the agent.
     *
     * @param standbyNodeId who receives it beside the own journal, 0 for nobody.
     * @param standbyName   of that node.
     * @param stream        to write to.
     */
    public void addLink(final int standbyNodeId, final String standbyName, final OutboundStream stream)
    {
        final WalPublisher publisher = new WalPublisher(stream);
        final OwnerLink link =
            new OwnerLink(standbyNodeId, standbyName, publisher, new CatchUp(journal, publisher));
        core.addLink(link);
        outStreams.add(stream);
    }

    /**
     * A stream to another node's owner agent. Before the agent starts; closed by the agent.
     *
     * @param nodeId of that node.
     * @param stream to it.
     */
    public void addPeer(final int nodeId, final OutboundStream stream)
    {
        core.addPeer(nodeId, stream);
        outStreams.add(stream);
    }

    /**
     * A stream of other nodes' owner agents. Before the agent starts; closed by the agent.
     *
     * @param stream to poll.
     */
    public void addPeerStream(final InboundStream stream)
    {
        peerStreams.add(stream);
    }

    /**
     * A market that this node keeps, or may come to keep. After the links and peers, before the agent starts.
     *
     * @param definition of the market; the configuration seeds an empty one, later the journal's roles hold.
     * @param history    as the own journal holds it; copied.
     * @return what can be seen of it.
     */
    public OwnerView addMarket(final MarketDefinition definition, final MarketHistory history)
    {
        return new OwnerView(core.addMarket(definition, history));
    }

    /**
     * A stream of acks. Before the agent starts; closed by the agent.
     *
     * @param stream to poll.
     */
    public void addAckStream(final InboundStream stream)
    {
        ackStreams.add(stream);
    }

    /**
     * The stream of the clients' requests. Before the agent starts; closed by the agent.
     *
     * @param opener of the stream.
     */
    public void appendStream(final JournalAgent.InboundOpener opener)
    {
        appendStream = opener.open(new ClientSources());
    }

    /**
     * @return how many clients are connected.
     */
    public int sessionCount()
    {
        return core.sessionCount();
    }

    /**
     * @return how many appends were refused.
     */
    public long refusedCount()
    {
        return core.refusedCount();
    }

    /**
     * @return how many messages could not be read.
     */
    public long defectCount()
    {
        return core.defectCount();
    }

    @Override
    public int doWork()
    {
        int work = 0;
        for (int i = ackStreams.size() - 1; i >= 0; i--)
        {
            work += ackStreams.get(i).poll(ackAdapter, ACK_LIMIT);
        }

        for (int i = peerStreams.size() - 1; i >= 0; i--)
        {
            work += peerStreams.get(i).poll(peerAdapter, ACK_LIMIT);
        }

        if (null != appendStream)
        {
            work += appendStream.poll(clientAdapter, APPEND_LIMIT);
        }

        return work + core.step(clock.nanoTime());
    }

    @Override
    public void onClose()
    {
        core.close();
        CloseHelper.close(errorHandler, appendStream);
        CloseHelper.closeAll(errorHandler, ackStreams);
        CloseHelper.closeAll(errorHandler, peerStreams);
        CloseHelper.closeAll(errorHandler, outStreams);
    }

    @Override
    public String roleName()
    {
        return "belay-owner";
    }
}

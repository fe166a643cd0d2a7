package io.belay.replication;

import java.util.ArrayList;
import java.util.List;

import io.belay.transport.InboundStream;
import io.belay.transport.MessageHandler;
import io.belay.transport.OutboundStream;
import io.belay.transport.SourceListener;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;

/**
 * Polls what owners send, stores it, makes it durable once per poll, acknowledges. The same on owner and standby.
 * <p>
 * It has a thread of its own in production: a sync blocks.
 */
public final class JournalAgent implements Agent
{
    private static final int POLL_LIMIT = 256;

    private final ReplicaCore core;
    private final WalAdapter adapter;
    private final AckPublisher acks;
    private final List<Inbound> inbounds = new ArrayList<>();
    private final List<OutboundStream> outbounds = new ArrayList<>();
    private final ErrorHandler errorHandler;

    /** One stream of owners, with its place in the numbers of sources. */
    private final class Inbound implements MessageHandler, SourceListener
    {
        private final long base;
        private InboundStream stream;

        Inbound(final int index)
        {
            base = (index + 1L) << Integer.SIZE;
        }

        @Override
        public boolean onMessage(final DirectBuffer buffer, final int offset, final int length, final int id)
        {
            adapter.onMessage(sourceOf(id), buffer, offset, length);

            return true;
        }

        @Override
        public void onSourceAvailable(final int sourceId)
        {
            // A source counts from its first MarketOpen on.
        }

        @Override
        public void onSourceUnavailable(final int sourceId)
        {
            core.onSourceLost(sourceOf(sourceId));
        }

        private long sourceOf(final int sourceId)
        {
            return base | Integer.toUnsignedLong(sourceId);
        }
    }

    /** Opens an inbound stream that tells a listener of its sources. */
    @FunctionalInterface
    public interface InboundOpener
    {
        /**
         * @param listener to be told, on the poller's thread.
         * @return the stream.
         */
        InboundStream open(SourceListener listener);
    }

    /**
     * @param nodeId       of this node.
     * @param instance     random number of this start of the node.
     * @param sink         where entries are stored.
     * @param shelf        shared with the node's owner agent.
     * @param registry     of handlers, to which an embedder may have added its own.
     * @param errorHandler of what cannot be taken.
     */
    public JournalAgent(
        final int nodeId,
        final long instance,
        final FrameSink sink,
        final MarketShelf shelf,
        final MessageRegistry registry,
        final ErrorHandler errorHandler)
    {
        this.errorHandler = errorHandler;
        acks = new AckPublisher(nodeId, instance);
        core = new ReplicaCore(nodeId, sink, shelf, acks, errorHandler);
        adapter = new WalAdapter(core, registry, errorHandler);
    }

    /**
     * A market that this node stores. Before the agent starts.
     *
     * @param market whose owner's frames are taken.
     * @return what can be seen of it.
     */
    public ReplicaView addMarket(final MarketDefinition market)
    {
        return new ReplicaView(core.add(market.marketId(), market.name(), market.ownerNodeId()));
    }

    /**
     * A stream of owners: the network, or the node's own publication. Before the agent starts.
     *
     * @param opener of the stream.
     */
    public void addInbound(final InboundOpener opener)
    {
        final Inbound inbound = new Inbound(inbounds.size());
        inbound.stream = opener.open(inbound);
        inbounds.add(inbound);
    }

    /**
     * The stream on which acks go to a node. Before the agent starts; closed by the agent.
     *
     * @param ownerNodeId the node.
     * @param stream      to it.
     */
    public void addAckStream(final int ownerNodeId, final OutboundStream stream)
    {
        acks.add(ownerNodeId, stream);
        outbounds.add(stream);
    }

    /** For tests: as if another owner's epoch had been accepted. */
    void fence(final long marketId, final long epoch)
    {
        core.fence(marketId, epoch);
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
        for (int i = inbounds.size() - 1; i >= 0; i--)
        {
            final Inbound inbound = inbounds.get(i);
            work += inbound.stream.poll(inbound, POLL_LIMIT);
        }

        return work + core.endOfPoll() + core.flush();
    }

    @Override
    public void onClose()
    {
        core.close();
        for (final Inbound inbound : inbounds)
        {
            CloseHelper.close(errorHandler, inbound.stream);
        }

        CloseHelper.closeAll(errorHandler, outbounds);
    }

    @Override
    public String roleName()
    {
        return "belay-journal";
    }
}

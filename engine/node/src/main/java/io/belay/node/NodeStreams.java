package io.belay.node;

import java.util.function.Supplier;

import io.aeron.exceptions.RegistrationException;
import io.aeron.logbuffer.FrameDescriptor;
import io.belay.node.NodeConfig.NodeAddress;
import io.belay.transport.AeronStreams;
import io.belay.transport.Channels;
import io.belay.transport.InboundStream;
import io.belay.transport.OutboundStream;
import io.belay.transport.SourceListener;
import org.agrona.BitUtil;

/**
 * The channels and stream ids of a node.
 * <p>
 * Between nodes the endpoint tells nodes apart, so stream ids are the same everywhere. Inside one driver, which several
 * nodes may share, the node id is part of the stream id.
 */
final class NodeStreams
{
    static final int WAL_STREAM_ID = 1001;
    static final int ACK_STREAM_ID = 1002;
    static final int PEER_STREAM_ID = 1003;
    private static final int PEER_TERM_BYTES = 1 << 16;
    private static final int SOLO_WAL_STREAM_BASE = 0x10_0000;
    private static final int OWN_ACK_STREAM_BASE = 0x20_0000;
    static final int APPEND_STREAM_BASE = 0x30_0000;
    private static final int PEER_MTU_BYTES = 1408;
    private static final int OUTCOME_BYTES = 192;
    private static final int IPC_MTU_BYTES_MAX = 65_504;

    /** Acks name their replica and its session: where they come from does not matter. */
    private static final SourceListener ANY_SOURCE = new SourceListener()
    {
        @Override
        public void onSourceAvailable(final int sourceId)
        {
            // See above.
        }

        @Override
        public void onSourceUnavailable(final int sourceId)
        {
            // See above.
        }
    };

    private final AeronStreams streams;
    private final NodeConfig config;

    NodeStreams(final AeronStreams streams, final NodeConfig config)
    {
        this.streams = streams;
        this.config = config;
    }

    int appendStreamId()
    {
        return APPEND_STREAM_BASE + config.self().id();
    }

    OutboundStream wal(final NodeAddress peer, final int sessionId)
    {
        return at(peer, () -> streams.outbound(walChannel(peer, sessionId), WAL_STREAM_ID));
    }

    InboundStream walSpy(final NodeAddress peer, final int sessionId, final SourceListener listener)
    {
        return streams.inbound(Channels.spy(walChannel(peer, sessionId)), WAL_STREAM_ID, listener);
    }

    private String walChannel(final NodeAddress peer, final int sessionId)
    {
        return Channels.wal(peer.endpoint(), sessionId, config.walMtuBytes(), config.walTermBytes());
    }

    /** Names the key of an endpoint that the driver refuses. */
    private static <T> T at(final NodeAddress node, final Supplier<T> opening)
    {
        try
        {
            return opening.get();
        }
        catch (final RegistrationException ex)
        {
            throw new NodeRefusedException(NodeFailure.Kind.NOT_USABLE, "belay.node." + node.name() + ".endpoint=" +
                node.endpoint() + " cannot be used: " + inWords(ex.getMessage()), ex);
        }
    }

    /** The driver tells the reason in the words of the system, deep inside its own. */
    private static String inWords(final String message)
    {
        if (message.contains("Address already in use"))
        {
            return "another process listens on this UDP port; 'ss -lunp' shows which";
        }

        if (message.contains("Cannot assign requested address"))
        {
            return "this machine has no such address";
        }

        return message.contains("UnknownHostException") ? "there is no such host" : message;
    }

    OutboundStream soloWal()
    {
        return streams.outbound(ipc(), SOLO_WAL_STREAM_BASE + config.self().id());
    }

    InboundStream soloWalIn(final SourceListener listener)
    {
        return streams.inbound(ipc(), SOLO_WAL_STREAM_BASE + config.self().id(), listener);
    }

    InboundStream walFromPeers(final SourceListener listener)
    {
        return fromPeers(WAL_STREAM_ID, listener);
    }

    InboundStream acksFromPeers()
    {
        return fromPeers(ACK_STREAM_ID, ANY_SOURCE);
    }

    private InboundStream fromPeers(final int streamId, final SourceListener listener)
    {
        final NodeAddress self = config.self();

        return at(self, () -> streams.inbound(Channels.udp(self.endpoint()), streamId, listener));
    }

    OutboundStream ackTo(final NodeAddress peer)
    {
        return at(peer, () -> streams.outbound(
            Channels.udp(peer.endpoint(), config.walMtuBytes(), config.walTermBytes()), ACK_STREAM_ID));
    }

    OutboundStream peerTo(final NodeAddress peer)
    {
        return at(peer, () -> streams.outbound(
            Channels.udp(peer.endpoint(), PEER_MTU_BYTES, PEER_TERM_BYTES), PEER_STREAM_ID));
    }

    InboundStream fromPeers()
    {
        return fromPeers(PEER_STREAM_ID, ANY_SOURCE);
    }

    OutboundStream ownAcks()
    {
        return streams.outbound(ipc(), OWN_ACK_STREAM_BASE + config.self().id());
    }

    InboundStream ownAcksIn()
    {
        return streams.inbound(ipc(), OWN_ACK_STREAM_BASE + config.self().id(), ANY_SOURCE);
    }

    InboundStream appends(final SourceListener listener)
    {
        return streams.inbound(ipc(), appendStreamId(), listener);
    }

    /**
     * The stream to one client, so large that all outcomes of its window fit into it unread.
     */
    OutboundStream outcomes(final int responseStreamId)
    {
        final int bytes = Math.max(1 << 16, 4 * OUTCOME_BYTES * config.clientWindow());

        return streams.outbound(ipc(BitUtil.findNextPositivePowerOfTwo(bytes)), responseStreamId);
    }

    private String ipc()
    {
        return ipc(config.walTermBytes());
    }

    /** What can be claimed is as long as a message can be, up to Aeron's own limit. */
    private static String ipc(final int termBytes)
    {
        return Channels.ipc(termBytes, Math.min(IPC_MTU_BYTES_MAX, FrameDescriptor.computeMaxMessageLength(termBytes)));
    }
}

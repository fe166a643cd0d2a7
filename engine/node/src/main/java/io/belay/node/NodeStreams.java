package io.belay.node;

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
    private static final int WAL_STREAM_ID = 1001;
    private static final int ACK_STREAM_ID = 1002;
    private static final int SOLO_WAL_STREAM_BASE = 0x10_0000;
    private static final int OWN_ACK_STREAM_BASE = 0x20_0000;
    private static final int APPEND_STREAM_BASE = 0x30_0000;
    private static final int OUTCOME_BYTES = 192;

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

    OutboundStream wal(final String endpoint, final int sessionId)
    {
        return streams.outbound(walChannel(endpoint, sessionId), WAL_STREAM_ID);
    }

    InboundStream walSpy(final String endpoint, final int sessionId, final SourceListener listener)
    {
        return streams.inbound(Channels.spy(walChannel(endpoint, sessionId)), WAL_STREAM_ID, listener);
    }

    private String walChannel(final String endpoint, final int sessionId)
    {
        return Channels.wal(endpoint, sessionId, config.walMtuBytes(), config.walTermBytes());
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
        return streams.inbound(Channels.udp(config.self().endpoint()), WAL_STREAM_ID, listener);
    }

    OutboundStream ackTo(final String endpoint)
    {
        return streams.outbound(Channels.udp(endpoint), ACK_STREAM_ID);
    }

    InboundStream acksFromPeers()
    {
        return streams.inbound(Channels.udp(config.self().endpoint()), ACK_STREAM_ID, ANY_SOURCE);
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

        return streams.outbound(Channels.ipc(BitUtil.findNextPositivePowerOfTwo(bytes)), responseStreamId);
    }

    private String ipc()
    {
        return Channels.ipc(config.walTermBytes());
    }
}

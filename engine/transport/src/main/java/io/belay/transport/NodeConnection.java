package io.belay.transport;

import java.io.File;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.exceptions.AeronException;
import io.belay.transport.NodeNotFoundException.Reason;
import org.agrona.CloseHelper;

/**
 * The two streams between a client and a node that use the same media driver: requests there, and responses to this
 * client only.
 */
public final class NodeConnection implements AutoCloseable
{
    /** An eighth of it, the longest message, holds twice the longest frame that a node may be configured to take. */
    private static final int REQUEST_TERM_BYTES = 16 * 1024 * 1024;

    private static final int RESPONSE_STREAM_BIT = 0x4000_0000;

    private final AeronStreams streams;
    private final boolean ownsStreams;
    private final int responseStreamId;
    private final InboundStream responses;
    private NodeCounter node;
    private OutboundStream requests;

    private NodeConnection(final AeronStreams streams, final boolean ownsStreams, final SourceListener listener)
    {
        this.streams = streams;
        this.ownsStreams = ownsStreams;
        // Correlation ids are unique in a driver, so no two clients of it listen to one stream.
        responseStreamId = RESPONSE_STREAM_BIT | (int)(streams.aeron().nextCorrelationId() & (RESPONSE_STREAM_BIT - 1));
        responses = streams.inbound(Channels.ipc(), responseStreamId, listener);
    }

    /**
     * Finds the driver and the node, and opens the streams. Blocks until the node listens, or the time is up.
     *
     * @param search   for the node.
     * @param listener that hears when the node's responses come and go, while they are polled.
     * @return the connection.
     * @throws NodeNotFoundException when it could not be reached, with the reason.
     */
    public static NodeConnection open(final NodeSearch search, final SourceListener listener)
    {
        final long deadlineNs = System.nanoTime() + search.timeoutNs();
        final boolean ownsStreams = null == search.streams();
        final AeronStreams streams = ownsStreams ? connect(search, deadlineNs) : search.streams();
        NodeConnection connection = null;
        try
        {
            connection = new NodeConnection(streams, ownsStreams, listener);
            connection.reach(search, deadlineNs);

            return connection;
        }
        catch (final AeronException ex)
        {
            CloseHelper.quietClose(null != connection ? connection : ownsStreams ? streams : null);
            throw new NodeNotFoundException(Reason.NO_DRIVER, "the media driver in " +
                streams.aeron().context().aeronDirectoryName() + " did not open the streams: " + ex.getMessage(), ex);
        }
        catch (final RuntimeException ex)
        {
            CloseHelper.quietClose(null != connection ? connection : ownsStreams ? streams : null);
            throw ex;
        }
    }

    /**
     * @return stream of requests to the node.
     */
    public OutboundStream requests()
    {
        return requests;
    }

    /**
     * @return stream of the node's responses.
     */
    public InboundStream responses()
    {
        return responses;
    }

    /**
     * @return id of the stream on which the node must answer.
     */
    public int responseStreamId()
    {
        return responseStreamId;
    }

    /**
     * @return the node that was found.
     */
    public NodeCounter node()
    {
        return node;
    }

    /**
     * @return whether the media driver can still be used.
     */
    public boolean isDriverAlive()
    {
        return streams.isDriverAlive();
    }

    @Override
    public void close()
    {
        CloseHelper.quietCloseAll(requests, responses, ownsStreams ? streams : null);
    }

    private void reach(final NodeSearch search, final long deadlineNs)
    {
        while (true)
        {
            // Asked again each time: a node that restarts meanwhile has a newer counter, maybe with another stream.
            final NodeCounter newest = NodeCounter.newest(streams.counters(), search.nodeName());
            if (null != newest && !newest.equals(node))
            {
                CloseHelper.quietClose(requests);
                requests = streams.outbound(Channels.ipc(REQUEST_TERM_BYTES), newest.appendStreamId());
                node = newest;
            }
            if (null != newest && requests.isConnected())
            {
                return;
            }
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw notReached(search);
            }

            search.idleStrategy().idle(0);
        }
    }

    private NodeNotFoundException notReached(final NodeSearch search)
    {
        final String directory = streams.aeron().context().aeronDirectoryName();
        if (null != node)
        {
            return new NodeNotFoundException(Reason.NOT_LISTENING, "node '" + node.nodeName() +
                "' has announced itself in " + directory + " but takes no requests: it is starting, or has just" +
                " died; look at 'belay status' and connect again");
        }

        return new NodeNotFoundException(Reason.NO_NODE, (null == search.nodeName() ? "no node uses" : "node '" +
            search.nodeName() + "' does not use") + " the media driver in " + directory +
            "; start it with 'belay node FILE', or name the driver's directory that it uses");
    }

    private static AeronStreams connect(final NodeSearch search, final long deadlineNs)
    {
        final String directory = null == search.aeronDirectoryName() ?
            CommonContext.getAeronDirectoryName() : search.aeronDirectoryName();

        // Looked for before connecting, since the timeout for that would be the one for the driver's whole life.
        final long activeTimeoutMs = new Aeron.Context().driverTimeoutMs();
        while (!CommonContext.isDriverActive(new File(directory), activeTimeoutMs, (message) -> {}))
        {
            if (System.nanoTime() - deadlineNs > 0)
            {
                throw new NodeNotFoundException(Reason.NO_DRIVER, noDriver(directory));
            }
            search.idleStrategy().idle(0);
        }

        try
        {
            return AeronStreams.connect(
                new Aeron.Context().aeronDirectoryName(directory).clientName("belay-client"),
                search.errorHandler(),
                (cause) -> {});
        }
        catch (final AeronException ex)
        {
            throw new NodeNotFoundException(Reason.NO_DRIVER, noDriver(directory), ex);
        }
    }

    private static String noDriver(final String directory)
    {
        return "no media driver runs in " + directory +
            "; start one with 'belay driver', or name the directory of the one that the node uses";
    }
}

package io.belay.transport;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.exceptions.AeronException;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.YieldingIdleStrategy;

/**
 * The two streams between a client and a node that uses the same media driver: requests there, responses back.
 *
 * @param requests         to the node.
 * @param responses        from the node, to this client only.
 * @param responseStreamId that the node must answer on.
 * @param nodeName         of the node that was found.
 * @param aeron            client of its own, closed with the connection.
 */
public record NodeConnection(
    OutboundStream requests, InboundStream responses, int responseStreamId, String nodeName, Aeron aeron)
    implements AutoCloseable
{
    /** An append of the largest frame, an eighth of this, must fit. */
    private static final int REQUEST_TERM_BYTES = 1 << 24;
    /** Ids that no node uses for a stream of its own. */
    private static final int RESPONSE_STREAM_BASE = 0x4000_0000;
    private static final int RESPONSE_STREAM_MASK = 0x3FFF_FFFF;

    /** Why there is no connection. */
    public static final class NotFoundException extends RuntimeException
    {
        private static final long serialVersionUID = 1L;

        private final boolean driverMissing;

        NotFoundException(final boolean driverMissing, final String message, final Throwable cause)
        {
            super(message, cause);
            this.driverMissing = driverMissing;
        }

        /**
         * @return whether no media driver answers; otherwise it is the node that is missing.
         */
        public boolean isDriverMissing()
        {
            return driverMissing;
        }
    }

    /**
     * Finds a node and opens the streams. Blocks until both are there or the timeout has passed.
     *
     * @param aeronDirectory of the media driver, null for the default.
     * @param node           name of the node, null for the only one.
     * @param timeoutNs      to find the driver and the node.
     * @param listener       told when the node's response stream comes and goes, while responses are polled.
     * @param errorHandler   of the Aeron client.
     * @param onDriverLost   run, on any thread, when the driver is gone.
     * @return the connection.
     * @throws NotFoundException when there is no driver, no node, or more than one and none was named.
     */
    public static NodeConnection open(
        final String aeronDirectory,
        final String node,
        final long timeoutNs,
        final SourceListener listener,
        final ErrorHandler errorHandler,
        final Runnable onDriverLost)
    {
        final String directory = null == aeronDirectory ? CommonContext.getAeronDirectoryName() : aeronDirectory;
        final long deadlineNs = System.nanoTime() + timeoutNs;
        final Aeron aeron = connect(directory, timeoutNs, errorHandler, onDriverLost);
        try
        {
            final NodeCounter counter = find(aeron, directory, node, deadlineNs);
            final AeronStreams streams = new AeronStreams(aeron);
            final int responseStreamId =
                RESPONSE_STREAM_BASE | ((int)aeron.nextCorrelationId() & RESPONSE_STREAM_MASK);
            final InboundStream responses =
                streams.inbound(CommonContext.IPC_CHANNEL, responseStreamId, listener);
            final OutboundStream requests =
                streams.outbound(Channels.ipc(REQUEST_TERM_BYTES), counter.appendStreamId());

            return new NodeConnection(requests, responses, responseStreamId, counter.nodeName(), aeron);
        }
        catch (final RuntimeException ex)
        {
            CloseHelper.quietClose(aeron);
            throw ex;
        }
    }

    private static Aeron connect(
        final String directory, final long timeoutNs, final ErrorHandler errorHandler, final Runnable onDriverLost)
    {
        try
        {
            return Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(directory)
                .driverTimeoutMs(Math.max(1, timeoutNs / 1_000_000))
                .errorHandler((error) ->
                {
                    if (AeronStreams.isDriverLost(error))
                    {
                        onDriverLost.run();
                    }

                    errorHandler.onError(error);
                }));
        }
        catch (final AeronException ex)
        {
            throw new NotFoundException(true, "no media driver answers in " + directory +
                "; start one with 'belay driver', or name the directory of the one that the node uses", ex);
        }
    }

    private static NodeCounter find(
        final Aeron aeron, final String directory, final String node, final long deadlineNs)
    {
        final YieldingIdleStrategy idle = new YieldingIdleStrategy();
        while (true)
        {
            final List<NodeCounter> fitting = NodeCounter.find(aeron.countersReader()).stream()
                .filter((counter) -> null == node || counter.nodeName().equals(node))
                .sorted(Comparator.comparingLong(NodeCounter::registrationId).reversed())
                .toList();
            final Set<String> names =
                fitting.stream().map(NodeCounter::nodeName).collect(Collectors.toCollection(TreeSet::new));
            if (1 == names.size())
            {
                return fitting.get(0);
            }

            if (names.size() > 1)
            {
                throw new NotFoundException(false,
                    "several nodes use the media driver in " + directory + ": " + names + "; name one", null);
            }

            if (System.nanoTime() - deadlineNs > 0)
            {
                throw new NotFoundException(false, (null == node ? "no node uses" : "node " + node +
                    " does not use") + " the media driver in " + directory + "; start one with 'belay node'", null);
            }

            idle.idle(0);
        }
    }

    @Override
    public void close()
    {
        CloseHelper.quietCloseAll(requests, responses, aeron);
    }
}

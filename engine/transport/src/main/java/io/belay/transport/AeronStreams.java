package io.belay.transport;

import io.aeron.Aeron;
import io.aeron.exceptions.ConductorServiceTimeoutException;
import io.aeron.exceptions.DriverTimeoutException;

/**
 * Opens streams over one Aeron client.
 */
public final class AeronStreams
{
    private final Aeron aeron;

    /**
     * @param aeron client to open them with; owned by the caller.
     */
    public AeronStreams(final Aeron aeron)
    {
        this.aeron = aeron;
    }

    /**
     * Opens a stream to send on. Blocks until the driver has answered.
     *
     * @param channel  of the stream.
     * @param streamId of the stream.
     * @return the stream.
     */
    public OutboundStream outbound(final String channel, final int streamId)
    {
        return new AeronOutboundStream(aeron.addExclusivePublication(channel, streamId));
    }

    /**
     * Opens a stream to receive from. Blocks until the driver has answered.
     *
     * @param channel  of the stream.
     * @param streamId of the stream.
     * @param listener to its sources, or null.
     * @return the stream.
     */
    public InboundStream inbound(final String channel, final int streamId, final SourceListener listener)
    {
        final AeronInboundStream stream = new AeronInboundStream(listener);
        stream.subscription(aeron.addSubscription(
            channel, streamId, stream::onAvailableImage, stream::onUnavailableImage));

        return stream;
    }

    /**
     * Whether an error of an Aeron client means that its driver, or its own conductor, is gone, so that nothing opened
     * with it works any more.
     *
     * @param error that the client reported.
     * @return true when the client must be closed.
     */
    public static boolean isDriverLost(final Throwable error)
    {
        return error instanceof DriverTimeoutException || error instanceof ConductorServiceTimeoutException;
    }
}

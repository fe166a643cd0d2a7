package io.belay.transport;

import io.aeron.Aeron;
import io.aeron.exceptions.ClientTimeoutException;
import io.aeron.exceptions.ConductorServiceTimeoutException;
import io.aeron.exceptions.DriverTimeoutException;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.status.CountersReader;

/**
 * Streams over one Aeron client. Opening is safe from several threads, except in Aeron's own callbacks; each stream is
 * of one thread.
 * <p>
 * A client that was too long without its driver, or whose own conductor stalled for too long, is dead for good: its
 * senders throw {@link TransportException}, its readers report all sources as gone, and only a new client helps.
 */
public final class AeronStreams implements Streams, AutoCloseable
{
    private final Aeron aeron;
    private final boolean isOwner;
    private final DriverWatch watch;

    private AeronStreams(final Aeron aeron, final boolean isOwner, final DriverWatch watch)
    {
        this.aeron = aeron;
        this.isOwner = isOwner;
        this.watch = watch;
        aeron.addCloseHandler(watch::onClosed);
    }

    /**
     * Makes a client of its own, which {@link #close} closes.
     *
     * @param context      of the client; its error handler is replaced.
     * @param errorHandler gets what Aeron reports, on Aeron's conductor thread.
     * @param listener     hears when the driver is lost, once, on Aeron's conductor thread.
     * @return the streams.
     * @throws DriverTimeoutException when no driver answers in time.
     */
    public static AeronStreams connect(
        final Aeron.Context context, final ErrorHandler errorHandler, final DriverListener listener)
    {
        final DriverWatch watch = new DriverWatch(errorHandler, listener);

        return new AeronStreams(Aeron.connect(context.errorHandler(watch)), true, watch);
    }

    /**
     * Uses a client which somebody else owns and closes, and whose errors go where its owner said.
     *
     * @param aeron    the client.
     * @param listener hears when the client was closed under the streams, once, on Aeron's conductor thread.
     * @return the streams.
     */
    public static AeronStreams around(final Aeron aeron, final DriverListener listener)
    {
        return new AeronStreams(aeron, false, new DriverWatch((ex) -> {}, listener));
    }

    /**
     * Whether an error that Aeron reports means that a client is dead for good.
     *
     * @param error as reported.
     * @return true when the client lost its driver, or its conductor stalled for so long that the driver gave it up.
     */
    public static boolean isDriverLost(final Throwable error)
    {
        return error instanceof DriverTimeoutException || isStandstill(error);
    }

    /**
     * Whether an error that Aeron reports means that the client stood still, while its driver may well be alive.
     *
     * @param error as reported.
     * @return true when the client's conductor was not run for so long that the driver gave the client up.
     */
    public static boolean isStandstill(final Throwable error)
    {
        return error instanceof ConductorServiceTimeoutException || error instanceof ClientTimeoutException;
    }

    @Override
    public OutboundStream outbound(final String channel, final int streamId)
    {
        return new AeronOutboundStream(aeron.addExclusivePublication(channel, streamId));
    }

    @Override
    public InboundStream inbound(final String channel, final int streamId, final SourceListener listener)
    {
        final AeronInboundStream stream = new AeronInboundStream(listener);
        stream.subscription(
            aeron.addSubscription(channel, streamId, stream::onImageAvailable, stream::onImageUnavailable));

        return stream;
    }

    /**
     * @return the client, for counters and correlation ids.
     */
    public Aeron aeron()
    {
        return aeron;
    }

    /**
     * @return the counters of the driver.
     */
    public CountersReader counters()
    {
        return aeron.countersReader();
    }

    /**
     * @return whether the driver can still be used, as far as is known; false after {@link #close}.
     */
    public boolean isDriverAlive()
    {
        return !watch.isLost() && !aeron.isClosed();
    }

    /** Closes the client, and with it each stream, when it was made here. Idempotent. */
    @Override
    public void close()
    {
        watch.expectClose();
        if (isOwner)
        {
            aeron.close();
        }
    }
}

package io.belay.node;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.aeron.exceptions.TimeoutException;
import io.belay.transport.AeronStreams;
import io.belay.transport.TransportException;

/**
 * Tells why a node can no longer do its work: what an agent meets may be its own defect, or the loss of the driver, or
 * come from this process having stood still.
 */
final class NodeFailures
{
    /** Of a driver that nobody configured otherwise; it tells its own when it is asked. */
    private static final long SERVICE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    private final NodeConfig config;
    private final String aeronDirectory;
    private final NodeErrors errors;
    private final Consumer<NodeFailure> listener;
    private volatile AeronStreams streams;
    private volatile NodePulse pulse;

    NodeFailures(
        final NodeConfig config,
        final String aeronDirectory,
        final NodeErrors errors,
        final Consumer<NodeFailure> listener)
    {
        this.config = config;
        this.aeronDirectory = aeronDirectory;
        this.errors = errors;
        this.listener = listener;
    }

    /** From now on it is seen whether the driver lives. */
    void watch(final AeronStreams of)
    {
        streams = of;
    }

    /** From now on it is seen whether the process is run. */
    void watch(final NodePulse of)
    {
        pulse = of;
    }

    /** On any thread. */
    void onDriverLost(final Throwable cause)
    {
        listener.accept(hasStoodStill(cause) ? standstill(cause) : new NodeFailure(NodeFailure.Kind.DRIVER_LOST,
            "the media driver in " + aeronDirectory + " is gone; start it, then start the node again", cause));
    }

    /** On the thread of the agent. */
    void onAgentError(final Throwable error)
    {
        if (isOfTheLoss(error))
        {
            onDriverLost(error);

            return;
        }

        errors.onError(error);
        if (!(error instanceof ClosedByInterruptException))
        {
            listener.accept(
                new NodeFailure(NodeFailure.Kind.AGENT_FAILED, "an agent has failed: " + error, error));
        }
    }

    /** On the thread of the journal's agent. */
    void onJournalFailed()
    {
        listener.accept(new NodeFailure(NodeFailure.Kind.JOURNAL_FAILED, "the journal in " + config.directory() +
            " has failed; start the node again, it then verifies and recovers it", null));
    }

    /**
     * No stream is closed before its agent was, but by the loss. An agent that asks the driver for something at that
     * time is told so in other ways: it waits for the answer in vain, or the Aeron client says that it is closed.
     */
    boolean isOfTheLoss(final Throwable error)
    {
        final AeronStreams seen = streams;

        return error instanceof TransportException || error instanceof TimeoutException ||
            (null != seen && !seen.isDriverAlive());
    }

    private boolean hasStoodStill(final Throwable cause)
    {
        return AeronStreams.isStandstill(cause) || standstillNs() >= serviceTimeoutNs();
    }

    private NodeFailure standstill(final Throwable cause)
    {
        final long timeoutNs = serviceTimeoutNs();
        final long seconds = TimeUnit.NANOSECONDS.toSeconds(Math.max(standstillNs(), timeoutNs));

        return new NodeFailure(NodeFailure.Kind.NOT_RUN, "this process was not run for " + seconds +
            " s, and the media driver gives up a client after " + TimeUnit.NANOSECONDS.toSeconds(timeoutNs) +
            " s; nothing acknowledged is lost: start the node again", cause);
    }

    private long standstillNs()
    {
        final NodePulse seen = pulse;

        return null == seen ? 0 : seen.standstillNs();
    }

    /** Told to the client by the driver. */
    private long serviceTimeoutNs()
    {
        final AeronStreams seen = streams;

        return null == seen ? SERVICE_TIMEOUT_NS : seen.aeron().context().interServiceTimeoutNs();
    }
}

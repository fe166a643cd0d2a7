package io.belay.transport;

import io.aeron.Aeron;
import io.aeron.DriverProxy;
import io.aeron.status.HeartbeatTimestamp;
import org.agrona.concurrent.status.CountersReader;

/**
 * The clients of a media driver, as another client of it sees them by their ids.
 * <p>
 * What a killed process had open stays in the driver, and slows down whoever shares a stream with it, until the driver
 * has not heard its client for the liveness timeout, which is 10 s unless configured.
 */
public final class DriverClients
{
    /** What {@link #heartbeatMs} answers about a client which the driver does not have. */
    public static final long NO_CLIENT = Long.MIN_VALUE;

    private final Aeron aeron;

    /**
     * @param aeron client of the same driver.
     */
    public DriverClients(final Aeron aeron)
    {
        this.aeron = aeron;
    }

    /**
     * When a client last said that it lives. A client that runs says it twice a second.
     *
     * @param clientId of the client, as {@link CountersReader#getCounterOwnerId} tells.
     * @return milliseconds since 1970, or {@link #NO_CLIENT}.
     */
    public long heartbeatMs(final long clientId)
    {
        final CountersReader counters = aeron.countersReader();
        final int counterId = HeartbeatTimestamp.findCounterIdByRegistrationId(
            counters, HeartbeatTimestamp.HEARTBEAT_TYPE_ID, clientId);

        return CountersReader.NULL_COUNTER_ID == counterId ? NO_CLIENT : counters.getCounterValue(counterId);
    }

    /**
     * Takes leave of the driver in the name of a client whose process is known to be dead. The driver gives up all that
     * it had open at its next look, which it takes once a second unless configured; this does not wait for it.
     *
     * @param clientId of the dead client.
     */
    public void bury(final long clientId)
    {
        new DriverProxy(aeron.context().toDriverBuffer(), clientId).clientClose();
    }
}

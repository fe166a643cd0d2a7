package io.belay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.aeron.Aeron;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DriverClientsTest
{
    private static final ErrorHandler SILENT = (error) -> {};

    @TempDir
    private Path folder;

    /** Nobody runs its conductor, as in a killed process: it never says that it lives, and never takes leave. */
    private static Aeron dead(final DriverFixture fixture)
    {
        return Aeron.connect(new Aeron.Context()
            .aeronDirectoryName(fixture.driver.aeronDirectoryName())
            .errorHandler(SILENT)
            .useConductorAgentInvoker(true));
    }

    /** A driver knows a client from when it first asked for something. */
    private static long living(final DriverFixture fixture)
    {
        fixture.streams.aeron().addCounter(7777, "of the living");

        return fixture.streams.aeron().clientId();
    }

    @Test
    void shouldSeeNoHeartbeatOfAClientThatIsNotThere()
    {
        try (DriverFixture fixture = new DriverFixture(folder))
        {
            assertEquals(DriverClients.NO_CLIENT, new DriverClients(fixture.streams.aeron()).heartbeatMs(-5));
        }
    }

    @Test
    void shouldSeeTheHeartbeatOfALivingClientMove()
    {
        try (DriverFixture fixture = new DriverFixture(folder))
        {
            final DriverClients clients = new DriverClients(fixture.streams.aeron());
            final long clientId = living(fixture);
            final long before = clients.heartbeatMs(clientId);
            DriverFixture.await("the next", () -> clients.heartbeatMs(clientId) > before);
        }
    }

    @Test
    void shouldEndWhatADeadClientHadOpenLongBeforeTheDriverWould()
    {
        try (DriverFixture fixture = new DriverFixture(folder); Aeron dead = dead(fixture))
        {
            final DriverClients clients = new DriverClients(fixture.streams.aeron());
            final int counterId = dead.addCounter(7777, "of the dead").id();
            assertNotEquals(DriverClients.NO_CLIENT, clients.heartbeatMs(dead.clientId()));
            final long startNs = System.nanoTime();
            clients.bury(dead.clientId());
            DriverFixture.await(
                "the client is gone", () -> DriverClients.NO_CLIENT == clients.heartbeatMs(dead.clientId()));
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(5), "that was the liveness timeout");
            DriverFixture.await("so is its counter", () ->
                CountersReader.RECORD_ALLOCATED != fixture.streams.counters().getCounterState(counterId));
            assertTrue(fixture.streams.isDriverAlive());
            assertEquals(List.of(), fixture.losses);
        }
    }

    @Test
    void shouldDoNothingWhenThereIsNoSuchClient()
    {
        try (DriverFixture fixture = new DriverFixture(folder))
        {
            final DriverClients clients = new DriverClients(fixture.streams.aeron());
            clients.bury(987_654_321L);
            final long clientId = living(fixture);
            final long before = clients.heartbeatMs(clientId);
            DriverFixture.await("the next heartbeat", () -> clients.heartbeatMs(clientId) > before);
            assertTrue(fixture.errors.isEmpty(), fixture.errors::toString);
        }
    }
}

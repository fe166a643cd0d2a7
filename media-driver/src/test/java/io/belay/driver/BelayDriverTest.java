package io.belay.driver;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BelayDriverTest
{
    private static final int MESSAGE_BYTES = 1 << 20;

    @TempDir
    private Path folder;
    private DriverConfig config;

    @BeforeEach
    void configure()
    {
        config = DriverConfig.of(DriverProfile.DEV).withDirectory(folder.resolve("driver").toString());
    }

    @Test
    void shouldRefuseAndNameThePidWhenADriverLivesInTheDirectory()
    {
        try (BelayDriver first = BelayDriver.launch(config))
        {
            final DriverConfig forced = config.withForce(true);
            final DriverRefusedException ex = assertThrows(
                DriverRefusedException.class, () -> BelayDriver.launch(forced));

            assertTrue(ex.getMessage().contains("pid " + ProcessHandle.current().pid()), ex.getMessage());
            assertEquals(config.directory(), first.aeronDirectoryName());
            try (Aeron aeron = connect(first))
            {
                assertFalse(aeron.isClosed(), "the first driver must not have noticed");
            }
        }
    }

    @Test
    void shouldRefuseWhenTheDirectoryHoldsWhatNoDriverMade() throws IOException
    {
        final Path precious = Files.createDirectories(Path.of(config.directory())).resolve("orders.csv");
        Files.writeString(precious, "1,BTC-USD");

        assertThrows(DriverRefusedException.class, () -> BelayDriver.launch(config.withForce(true)));
        assertEquals("1,BTC-USD", Files.readString(precious));
    }

    @Test
    void shouldRefuseWhenTheDirectoryIsAFile() throws IOException
    {
        Files.writeString(Path.of(config.directory()), "not a directory");

        assertThrows(DriverRefusedException.class, () -> BelayDriver.launch(config));
    }

    @Test
    void shouldRefuseWithoutATraceWhenAeronRefusesTheConfiguration() throws IOException
    {
        final DriverConfig misaligned = config.with("aeron.mtu.length", "1409", "-D");
        final DriverConfig unreadable = config.with("aeron.mtu.length", "8 apples", "-D");

        assertThrows(DriverRefusedException.class, () -> BelayDriver.launch(misaligned));
        assertThrows(DriverRefusedException.class, () -> BelayDriver.launch(unreadable));
        try (var left = Files.list(folder))
        {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void shouldRefuseWhenThePreflightDoes()
    {
        final DriverConfig spinning = config
            .with("aeron.threading.mode", "DEDICATED", "-D").with("aeron.receiver.idle.strategy", "spin", "-D");

        final DriverRefusedException ex = assertThrows(
            DriverRefusedException.class, () -> BelayDriver.launch(spinning, Machines.withCores(2), () -> {}));
        assertTrue(ex.getMessage().contains("receiver would spin"), ex.getMessage());
        assertFalse(Files.exists(Path.of(config.directory())));
    }

    @Test
    void shouldLetOneOfTwoStartWhenBothWantTheDirectory() throws InterruptedException, ExecutionException
    {
        final ExecutorService threads = Executors.newFixedThreadPool(2);
        try
        {
            final Callable<BelayDriver> launch = () -> BelayDriver.launch(config);
            final List<BelayDriver> started = new ArrayList<>();
            int refused = 0;
            for (final Future<BelayDriver> launched : threads.invokeAll(List.of(launch, launch)))
            {
                try
                {
                    started.add(launched.get());
                }
                catch (final ExecutionException ex)
                {
                    assertEquals(DriverRefusedException.class, ex.getCause().getClass());
                    refused++;
                }
            }

            started.forEach(BelayDriver::close);
            assertEquals(1, started.size());
            assertEquals(1, refused);
        }
        finally
        {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldCarryAMessageOfAMebibyteOverIpcAndUdp()
    {
        try (BelayDriver driver = BelayDriver.launch(config); Aeron aeron = connect(driver))
        {
            assertReceivedOverIpc(aeron);
            try (Subscription subscription = aeron.addSubscription("aeron:udp?endpoint=127.0.0.1:0", 2))
            {
                while (subscription.resolvedEndpoint() == null)
                {
                    Thread.onSpinWait();
                }

                final String channel = "aeron:udp?endpoint=" + subscription.resolvedEndpoint();
                assertReceived(aeron.addExclusivePublication(channel, 2), subscription);
            }
        }
    }

    @Test
    void shouldStartWhenTheFileSystemIsUnknown()
    {
        final Machine machine = Machines.withFree(Machine.UNKNOWN_FILE_SYSTEM, 0, 1L << 34);
        try (BelayDriver driver = BelayDriver.launch(config, machine, () -> {}); Aeron aeron = connect(driver))
        {
            assertReceivedOverIpc(aeron);
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenClosedTwice() throws IOException
    {
        final BelayDriver driver = BelayDriver.launch(config);
        assertEquals(
            "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(config.directory()))));
        driver.close();
        driver.close();

        try (var left = Files.list(folder))
        {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void shouldTakeThePropertiesThatItLentToAeronBack()
    {
        assertNull(System.getProperty("aeron.threading.mode"));
        System.setProperty("aeron.mtu.length", "1408");
        try (BelayDriver driver = BelayDriver.launch(config))
        {
            assertNotEquals("", driver.aeronDirectoryName());
            assertNull(System.getProperty("aeron.threading.mode"));
            assertEquals("1408", System.getProperty("aeron.mtu.length"));
        }
        finally
        {
            System.clearProperty("aeron.mtu.length");
        }
    }

    @Test
    void shouldRunTwoDriversWithDifferentSettingsInOneProcess()
    {
        final DriverConfig other = DriverConfig.embedded().with("aeron.ipc.term.buffer.length", "1m", "test");
        try (BelayDriver large = BelayDriver.launch(config);
            BelayDriver small = BelayDriver.launch(other);
            Aeron toLarge = connect(large);
            Aeron toSmall = connect(small))
        {
            assertEquals(16 << 20, toLarge.addExclusivePublication("aeron:ipc", 1).termBufferLength());
            assertEquals(1 << 20, toSmall.addExclusivePublication("aeron:ipc", 1).termBufferLength());
        }
    }

    private static Aeron connect(final BelayDriver driver)
    {
        return Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
    }

    private static void assertReceivedOverIpc(final Aeron aeron)
    {
        try (Subscription subscription = aeron.addSubscription("aeron:ipc", 1))
        {
            assertReceived(aeron.addExclusivePublication("aeron:ipc", 1), subscription);
        }
    }

    private static void assertReceived(final ExclusivePublication publication, final Subscription subscription)
    {
        try (publication)
        {
            final UnsafeBuffer message = new UnsafeBuffer(new byte[MESSAGE_BYTES]);
            message.setMemory(0, MESSAGE_BYTES, (byte)0x5A);
            while (publication.offer(message) < 0)
            {
                Thread.onSpinWait();
            }

            long receivedBytes = 0;
            while (receivedBytes < MESSAGE_BYTES)
            {
                final long[] polledBytes = {0};
                subscription.poll((buffer, offset, length, header) -> polledBytes[0] += length, 16);
                receivedBytes += polledBytes[0];
            }

            assertEquals(MESSAGE_BYTES, receivedBytes);
        }
    }
}

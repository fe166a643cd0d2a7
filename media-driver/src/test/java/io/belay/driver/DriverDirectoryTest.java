package io.belay.driver;

import io.aeron.CncFileDescriptor;
import org.agrona.concurrent.CachedEpochClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DriverDirectoryTest
{
    private static final long HEARTBEAT_MAX_AGE_MS = 10_000;

    @TempDir
    private Path folder;
    private final CachedEpochClock clock = new CachedEpochClock();

    @Test
    void shouldSeeNobodyWhenTheHeartbeatIsOld()
    {
        final Path path = folder.resolve("driver");
        try (BelayDriver driver = BelayDriver.launch(
            DriverConfig.of(DriverProfile.DEV).withDirectory(path.toString())))
        {
            assertEquals(path.toString(), driver.aeronDirectoryName());
            clock.update(System.currentTimeMillis());
            assertEquals(ProcessHandle.current().pid(), new DriverDirectory(path, clock).livePid());

            clock.update(System.currentTimeMillis() + 2 * HEARTBEAT_MAX_AGE_MS);
            assertEquals(-1, new DriverDirectory(path, clock).livePid());
        }
    }

    @Test
    void shouldBelieveAMovingHeartbeatOfAProcessThatItCannotSee() throws IOException
    {
        final Path path = folder.resolve("driver");
        try (BelayDriver driver = BelayDriver.launch(
            DriverConfig.of(DriverProfile.DEV).withDirectory(path.toString())))
        {
            assertEquals(path.toString(), driver.aeronDirectoryName());
            final long unseenPid = Integer.MAX_VALUE;
            overwritePid(path.resolve("cnc.dat"), unseenPid);

            assertEquals(unseenPid, new DriverDirectory(path).livePid());
        }
    }

    @Test
    void shouldSeeNobodyWhenAFreshHeartbeatStandsStillAndItsProcessIsGone() throws IOException
    {
        final Path live = folder.resolve("live");
        final Path dead = Files.createDirectory(folder.resolve("dead"));
        try (BelayDriver driver = BelayDriver.launch(
            DriverConfig.of(DriverProfile.DEV).withDirectory(live.toString())))
        {
            assertEquals(live.toString(), driver.aeronDirectoryName());
            Files.copy(live.resolve("cnc.dat"), dead.resolve("cnc.dat"));
        }

        overwritePid(dead.resolve("cnc.dat"), Integer.MAX_VALUE);
        assertEquals(-1, new DriverDirectory(dead).livePid());
    }

    @Test
    void shouldBeFreeWhenADriverDiedBeforeItFinishedItsFile() throws IOException
    {
        final Path file = folder.resolve("cnc.dat");

        Files.write(file, new byte[3]);
        assertDoesNotThrow(new DriverDirectory(folder)::requireFree);

        Files.write(file, new byte[1 << 20]);
        assertDoesNotThrow(new DriverDirectory(folder)::requireFree);
    }

    @Test
    void shouldRefuseWhenAnotherGenerationOfAeronMadeTheFile() throws IOException
    {
        final byte[] bytes = new byte[1 << 20];
        bytes[2] = 7; // Version 7.0.0, little-endian.
        Files.write(folder.resolve("cnc.dat"), bytes);

        final Exception ex = assertThrows(DriverRefusedException.class, new DriverDirectory(folder)::requireFree);
        assertTrue(ex.getMessage().contains("another generation"), ex.getMessage());
    }

    private static void overwritePid(final Path cnc, final long pid) throws IOException
    {
        try (RandomAccessFile file = new RandomAccessFile(cnc.toFile(), "rw"))
        {
            file.seek(CncFileDescriptor.pidOffset(0));
            file.writeLong(Long.reverseBytes(pid));
        }
    }
}

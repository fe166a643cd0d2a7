package io.belay.driver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DriverConfigTest
{
    private static final String MTU = "aeron.mtu.length";

    @TempDir
    private Path folder;

    @Test
    void shouldRefuseWhenAFileIsNeitherThereNorBundled()
    {
        final DriverConfig config = DriverConfig.of(DriverProfile.DEV);

        final DriverRefusedException ex = assertThrows(
            DriverRefusedException.class, () -> config.withFile("nowhere.properties"));
        assertTrue(ex.getMessage().contains("nowhere.properties"), ex.getMessage());
    }

    @Test
    void shouldRefuseWhenAFileIsNoPropertiesFile() throws IOException
    {
        final Path broken = Files.writeString(folder.resolve("broken.properties"), "aeron.mtu.length=\\u00zz\n");
        final DriverConfig config = DriverConfig.of(DriverProfile.DEV);

        assertThrows(DriverRefusedException.class, () -> config.withFile(broken.toString()));
        assertThrows(DriverRefusedException.class, () -> config.withFile(folder.toString()));
    }

    @Test
    void shouldRefuseAFileInWhichAKeyStandsTwice() throws IOException
    {
        final Path twice = Files.writeString(folder.resolve("twice.properties"), MTU + "=1504\n" + MTU + "=1408\n");
        final DriverConfig config = DriverConfig.of(DriverProfile.DEV);
        final DriverRefusedException ex =
            assertThrows(DriverRefusedException.class, () -> config.withFile(twice.toString()));
        assertEquals("cannot read " + twice + ": '" + MTU + "' stands there twice, with '1504' and with '1408'; " +
            "remove one", ex.getMessage());
    }

    @Test
    void shouldNameTheProfilesWhenThereIsNoSuchProfile()
    {
        final Exception ex = assertThrows(IllegalArgumentException.class, () -> DriverProfile.of("fast"));

        assertTrue(ex.getMessage().contains("dev, low-latency or throughput"), ex.getMessage());
    }

    @Test
    void shouldFindAProfileByTheNameThatItHas()
    {
        for (final DriverProfile profile : DriverProfile.values())
        {
            assertEquals(profile, DriverProfile.of(profile.profileName()));
        }
    }

    @Test
    void shouldLetTheNearestWinAndSayWhoItWas() throws IOException
    {
        final Path first =
            Files.writeString(folder.resolve("first.properties"), MTU + "=1504\naeron.socket.so_sndbuf=1m\n");
        final Path second = Files.writeString(folder.resolve("second.properties"), MTU + " = 2048 \n");
        final Properties system = new Properties();
        system.setProperty(MTU, "4096");
        system.setProperty("java.version", "17");

        final DriverConfig profile = DriverConfig.of(DriverProfile.DEV);
        final DriverConfig files = profile.withFile(first.toString()).withFile(second.toString());
        final DriverConfig all = files.withSystemProperties(system);

        assertEquals(new DriverSetting(MTU, "8192", "profile dev"), profile.setting(MTU));
        assertEquals(new DriverSetting(MTU, "2048", "file " + second), files.setting(MTU));
        assertEquals(new DriverSetting(MTU, "4096", "-D"), all.setting(MTU));
        assertEquals("file " + first, all.setting("aeron.socket.so_sndbuf").origin());
        assertNull(all.setting("java.version"));
    }

    @Test
    void shouldReadBundledFilesByName()
    {
        final DriverConfig own = DriverConfig.of(DriverProfile.DEV).withFile("low-latency.properties");
        assertEquals("noop", own.setting("aeron.sender.idle.strategy").value());
        assertEquals("file low-latency.properties", own.setting("aeron.threading.mode").origin());

        final DriverConfig ofAeron = DriverConfig.of(DriverProfile.DEV).withFile("debug-loss-10.properties");
        assertTrue(ofAeron.settings().stream().anyMatch((setting) -> setting.key().contains("loss")));
    }

    @Test
    void shouldKnowEveryKeyThatAProfileOrAeronItselfBundles()
    {
        for (final DriverProfile profile : DriverProfile.values())
        {
            assertEquals(List.of(), DriverConfig.of(profile).unknownKeys());
        }

        DriverConfig config = DriverConfig.of(DriverProfile.DEV);
        for (final String name : List.of("aeron-ipc", "aeron-throughput", "debug-loss-10", "high-stream-count"))
        {
            config = config.withFile(name + ".properties");
        }

        assertEquals(List.of(), config.unknownKeys());
    }

    @Test
    void shouldGiveEachEmbeddedDriverItsOwnDirectory()
    {
        final String first = DriverConfig.embedded().directory();

        assertTrue(first.startsWith("/dev/shm/aeron-"), first);
        assertTrue(!first.equals(DriverConfig.embedded().directory()), first);
    }
}

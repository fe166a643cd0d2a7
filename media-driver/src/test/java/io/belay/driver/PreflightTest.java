package io.belay.driver;

import org.junit.jupiter.api.Test;

import java.util.List;

import static io.belay.driver.Machines.MIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PreflightTest
{
    private static final int DEBIAN_SOCKET_MAX = 212_992;

    @Test
    void shouldRefuseWhenSpinningThreadsLeaveTooFewCores()
    {
        final Finding finding = only(check(DriverConfig.of(DriverProfile.LOW_LATENCY), Machines.withCores(3)));

        assertTrue(finding.refused());
        assertTrue(finding.what().contains("sender and receiver"), finding.what());
        assertTrue(finding.what().contains("2 of 3 cores"), finding.what());
        assertTrue(finding.what().contains("4 are needed"), finding.what());
    }

    @Test
    void shouldCountSpinningThreadsOfTheChosenModeOnly()
    {
        final DriverConfig shared =
            DriverConfig.of(DriverProfile.LOW_LATENCY).with("aeron.threading.mode", "SHARED", "-D");
        assertEquals(List.of(), check(shared, Machines.withCores(2)));

        final DriverConfig spinning = shared.with(
            "aeron.shared.idle.strategy", "org.agrona.concurrent.BusySpinIdleStrategy", "-D");
        assertTrue(only(check(spinning, Machines.withCores(2))).refused());
        assertEquals(List.of(), check(spinning, Machines.withCores(3)));
    }

    @Test
    void shouldOnlyWarnWhenForced()
    {
        final DriverConfig config = DriverConfig.of(DriverProfile.LOW_LATENCY).withForce(true);

        assertFalse(only(check(config, Machines.withCores(1))).refused());
    }

    @Test
    void shouldRefuseWhenTheDriverHasNoThread()
    {
        final DriverConfig config = DriverConfig.of(DriverProfile.DEV).with("aeron.threading.mode", "INVOKER", "-D");

        assertTrue(only(check(config, Machines.ample())).what().contains("INVOKER"));
    }

    @Test
    void shouldRefuseWhenSharedMemoryDoesNotHoldFourStreams()
    {
        // What a container gets unless asked: 64 MiB. Four streams of three 16 MiB terms need 192, and the driver's
        // files come on top.
        final Finding finding = only(check(
            DriverConfig.of(DriverProfile.DEV), Machines.withFree("tmpfs", 0, 64L * MIB)));

        assertTrue(finding.refused());
        assertTrue(
            finding.what().startsWith("64 MiB are free on /dev/shm, but four streams take 205 MiB"), finding.what());
        assertTrue(finding.mend().startsWith("mount -o remount,size=781m /dev/shm"), finding.mend());
    }

    @Test
    void shouldCountWhatIsUsedWhenItSaysHowLargeToMount()
    {
        final Finding finding = only(check(
            DriverConfig.of(DriverProfile.DEV), Machines.withFree("tmpfs", 1_000L * MIB, 24L * MIB)));

        assertTrue(finding.mend().startsWith("mount -o remount,size=1781m /dev/shm"), finding.mend());
    }

    @Test
    void shouldWarnWhenSharedMemoryHoldsFourStreamsButNotSixteen()
    {
        final Finding finding = only(check(
            DriverConfig.of(DriverProfile.DEV), Machines.withFree("tmpfs", 0, 512L * MIB)));

        assertFalse(finding.refused());
        assertTrue(finding.what().contains("sixteen streams"), finding.what());
    }

    @Test
    void shouldNeedLessSpaceWhenTermsAreSmaller()
    {
        final DriverConfig config = DriverConfig.of(DriverProfile.DEV)
            .with("aeron.term.buffer.length", "1m", "-D")
            .with("aeron.ipc.term.buffer.length", "1m", "-D");

        assertEquals(List.of(), check(config, Machines.withFree("tmpfs", 0, 64L * MIB)));
    }

    @Test
    void shouldWarnWhenTheDirectoryIsOnADisk()
    {
        final Finding finding = only(check(
            DriverConfig.of(DriverProfile.DEV), Machines.withFree("ext4", 0, 16_384L * MIB)));

        assertFalse(finding.refused());
        assertTrue(finding.what().contains("is on ext4"), finding.what());
    }

    @Test
    void shouldNotGuessWhenTheFileSystemIsUnknown()
    {
        final DriverConfig config = DriverConfig.of(DriverProfile.DEV);
        final String unknown = Machine.UNKNOWN_FILE_SYSTEM;

        assertEquals(List.of(), check(config, Machines.withFree(unknown, 0, 16_384L * MIB)));
        final Finding full = only(check(config, Machines.withFree(unknown, 0, MIB)));
        assertTrue(full.refused());
        assertTrue(full.mend().contains("--dir on another file system"), full.mend());
    }

    @Test
    void shouldLowerItsOwnBuffersWhenTheDevProfileMeetsASmallKernel()
    {
        final Preflight preflight = BelayDriver.preflight(
            DriverConfig.of(DriverProfile.DEV), Machines.withSockets(DEBIAN_SOCKET_MAX, DEBIAN_SOCKET_MAX));

        assertEquals(
            List.of("sysctl -w net.core.wmem_max=2097152", "sysctl -w net.core.rmem_max=2097152"),
            preflight.findings().stream().map(Finding::mend).toList());
        assertTrue(preflight.findings().stream().noneMatch(Finding::refused));
        for (final String key : List.of("socket.so_sndbuf", "socket.so_rcvbuf", "rcv.initial.window.length"))
        {
            final DriverSetting setting = preflight.fitted().setting("aeron." + key);
            assertEquals("212992", setting.value());
            assertEquals("profile dev, lowered to fit the machine", setting.origin());
        }
    }

    @Test
    void shouldRefuseWhenAUserAsksForMoreThanTheKernelGives()
    {
        final DriverConfig config = DriverConfig.of(DriverProfile.DEV).with("aeron.socket.so_rcvbuf", "32m", "-D");
        final Preflight preflight = BelayDriver.preflight(config, Machines.ample());

        assertTrue(only(preflight.findings()).refused());
        assertEquals("sysctl -w net.core.rmem_max=33554432", only(preflight.findings()).mend());
        assertEquals("32m", preflight.fitted().setting("aeron.socket.so_rcvbuf").value());
    }

    @Test
    void shouldRefuseWhenAProfileForSpeedMeetsASmallKernel()
    {
        final List<Finding> findings = check(
            DriverConfig.of(DriverProfile.THROUGHPUT), Machines.withSockets(DEBIAN_SOCKET_MAX, DEBIAN_SOCKET_MAX));

        assertEquals(2, findings.size());
        assertTrue(findings.stream().allMatch(Finding::refused));
    }

    @Test
    void shouldRefuseWhenTheWindowOrADatagramDoesNotFitItsBuffer()
    {
        final DriverConfig window =
            DriverConfig.of(DriverProfile.DEV).with("aeron.rcv.initial.window.length", "3m", "-D");
        assertTrue(only(check(window, Machines.ample())).what().contains("aeron.socket.so_rcvbuf=2097152"));

        final DriverConfig datagram = DriverConfig.of(DriverProfile.DEV).with("aeron.socket.so_sndbuf", "4k", "-D");
        assertTrue(only(check(datagram, Machines.ample())).what().contains("aeron.mtu.length=8192"));
    }

    @Test
    void shouldRefuseWhenADatagramIsLongerThanATermsLongestMessage()
    {
        final DriverConfig ipc = DriverConfig.of(DriverProfile.DEV).with("aeron.ipc.term.buffer.length", "256k", "-D");
        assertTrue(only(check(ipc, Machines.ample())).what().contains("aeron.ipc.mtu.length=65504"));

        final DriverConfig udp = DriverConfig.of(DriverProfile.DEV)
            .with("aeron.term.buffer.length", "64k", "-D").with("aeron.mtu.length", "16k", "-D");
        assertTrue(only(check(udp, Machines.ample())).what().contains("aeron.mtu.length=16384"));
    }

    @Test
    void shouldWarnWhenAKeyIsMisspelled()
    {
        final DriverConfig config = DriverConfig.of(DriverProfile.DEV).with("aeron.treading.mode", "SHARED", "file a");
        final Finding finding = only(check(config, Machines.ample()));

        assertFalse(finding.refused());
        assertEquals("did you mean aeron.threading.mode?", finding.mend());
    }

    @Test
    void shouldFindNothingWhenAProfileMeetsAnAmpleMachine()
    {
        for (final DriverProfile profile : DriverProfile.values())
        {
            assertEquals(List.of(), check(DriverConfig.of(profile), Machines.ample()), profile.profileName());
        }
    }

    private static List<Finding> check(final DriverConfig config, final Machine machine)
    {
        return BelayDriver.preflight(config, machine).findings();
    }

    private static Finding only(final List<Finding> findings)
    {
        assertEquals(1, findings.size(), findings::toString);

        return findings.get(0);
    }
}

package io.belay.driver;

import io.aeron.driver.Configuration;
import io.aeron.driver.ThreadingMode;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds what a driver needs against what the machine has, before anything is started: a driver whose memory file system
 * fills up dies of a bus error in the middle of a write, and one that spins on too few cores is slow by a factor of
 * hundreds without a word.
 */
final class Preflight
{
    /** The least that an owner's driver holds: appends, outcomes, WAL, acks. */
    private static final long LOGS_REQUIRED = 4;
    private static final long LOGS_ADVISED = 16;
    /** One for the agents of the node and one for the trading process, which must not wait for a spinning driver. */
    private static final int CORES_BESIDE_SPINNERS = 2;
    private static final long MIB = 1 << 20;
    private static final List<String> MEMORY_FILE_SYSTEMS = List.of("tmpfs", "ramfs");

    private final DriverConfig config;
    private final DriverNeeds needs;
    private final Machine machine;
    private final List<Finding> findings = new ArrayList<>();
    private DriverConfig fitted;

    private Preflight(final DriverConfig config, final DriverNeeds needs, final Machine machine)
    {
        this.config = config;
        this.needs = needs;
        this.machine = machine;
        fitted = config;
    }

    static Preflight check(final DriverConfig config, final DriverNeeds needs, final Machine machine)
    {
        final Preflight preflight = new Preflight(config, needs, machine);
        preflight.checkThreads();
        preflight.checkCores();
        preflight.checkSpace();
        preflight.checkSockets();
        preflight.checkTerms();
        preflight.checkKeys();

        return preflight;
    }

    /** Everything found. When the configuration is forced, refusals are warnings. */
    List<Finding> findings()
    {
        return config.isForced() ? findings.stream().map(Finding::asWarning).toList() : List.copyOf(findings);
    }

    /** The configuration with the values of a lenient profile lowered to what the machine allows. */
    DriverConfig fitted()
    {
        return fitted;
    }

    private void checkThreads()
    {
        if (needs.mode() == ThreadingMode.INVOKER)
        {
            findings.add(Finding.refusal(
                "aeron.threading.mode=INVOKER gives the driver no thread, so nothing would move",
                "choose SHARED, SHARED_NETWORK or DEDICATED"));
        }
    }

    private void checkCores()
    {
        final int spinning = needs.spinningThreads().size();
        final int required = spinning + CORES_BESIDE_SPINNERS;
        if (spinning > 0 && machine.cores() < required)
        {
            findings.add(Finding.refusal(
                "the driver's " + String.join(" and ", needs.spinningThreads()) + " would spin and so keep " +
                    spinning + " of " + machine.cores() + " cores; with the processes that use it " + required +
                    " are needed, and " +
                    "with fewer a round trip of 10 µs becomes 2 ms",
                "--profile dev, or an idle strategy that yields (io.belay.driver.YieldThenPark), or --force"));
        }
    }

    private void checkSpace()
    {
        final long requiredBytes = needs.fixedBytes() + LOGS_REQUIRED * needs.logBytes();
        final long advisedBytes = needs.fixedBytes() + LOGS_ADVISED * needs.logBytes();
        if (machine.freeBytes() < advisedBytes)
        {
            final boolean refused = machine.freeBytes() < requiredBytes;
            findings.add(new Finding(
                refused,
                mib(machine.freeBytes()) + " MiB are free on " + machine.mountPoint() + ", but " +
                    (refused ? "four streams take " + mib(requiredBytes) :
                        "sixteen streams take " + mib(advisedBytes)) +
                    " MiB; a driver that runs out dies of a bus error",
                spaceMend(advisedBytes)));
        }

        if (machine.isFileSystemKnown() && !MEMORY_FILE_SYSTEMS.contains(machine.fileSystem()))
        {
            findings.add(Finding.warning(
                config.directory() + " is on " + machine.fileSystem() +
                    ", so the kernel writes messages to a disk and stalls on it now and then",
                "--dir below /dev/shm, or mount -t tmpfs -o size=1g tmpfs " + config.directory()));
        }
    }

    private String spaceMend(final long bytes)
    {
        if ("tmpfs".equals(machine.fileSystem()))
        {
            return "mount -o remount,size=" + mib(machine.usedBytes() + bytes) + "m " + machine.mountPoint() +
                " (a container: --shm-size), or smaller terms: aeron.term.buffer.length, aeron.ipc.term.buffer.length";
        }

        return "free " + mib(bytes) + " MiB there, or --dir on another file system";
    }

    private void checkSockets()
    {
        final int sendBytes = fit(
            Configuration.SOCKET_SNDBUF_LENGTH_PROP_NAME, needs.sendBytes(), machine.sendBufferMaxBytes(),
            "net.core.wmem_max");
        final int recvBytes = fit(
            Configuration.SOCKET_RCVBUF_LENGTH_PROP_NAME, needs.recvBytes(), machine.recvBufferMaxBytes(),
            "net.core.rmem_max");

        checkFits(Configuration.MTU_LENGTH_PROP_NAME, needs.mtuBytes(), "aeron.socket.so_sndbuf", sendBytes);
        if (recvBytes < needs.recvBytes() && isFromLenientProfile(Configuration.INITIAL_WINDOW_LENGTH_PROP_NAME))
        {
            lower(Configuration.INITIAL_WINDOW_LENGTH_PROP_NAME, Math.min(needs.windowBytes(), recvBytes));
        }
        else
        {
            checkFits(
                Configuration.INITIAL_WINDOW_LENGTH_PROP_NAME,
                needs.windowBytes(),
                "aeron.socket.so_rcvbuf",
                recvBytes);
        }
    }

    private int fit(final String key, final int wantedBytes, final int allowedBytes, final String sysctl)
    {
        if (wantedBytes <= allowedBytes)
        {
            return wantedBytes;
        }

        final String what = key + " wants " + wantedBytes + " bytes, but the kernel gives a socket " + allowedBytes;
        final String mend = "sysctl -w " + sysctl + "=" + wantedBytes;
        if (isFromLenientProfile(key))
        {
            findings.add(Finding.warning(what + "; going on with that, which costs throughput", mend));
            lower(key, allowedBytes);

            return allowedBytes;
        }

        findings.add(Finding.refusal(what + ", and drops what does not fit", mend));

        return wantedBytes;
    }

    private void checkFits(final String key, final int bytes, final String limitKey, final int limitBytes)
    {
        if (limitBytes > 0 && bytes > limitBytes)
        {
            findings.add(Finding.refusal(
                key + "=" + bytes + " does not fit " + limitKey + "=" + limitBytes,
                "a smaller " + key + ", or more of the other"));
        }
    }

    /** Aeron finds this out only when the first stream is opened, and then it is the client that fails. */
    private void checkTerms()
    {
        checkFits(
            Configuration.MTU_LENGTH_PROP_NAME, needs.mtuBytes(),
            "an eighth of aeron.term.buffer.length", needs.messageMaxBytes());
        checkFits(
            Configuration.IPC_MTU_LENGTH_PROP_NAME, needs.ipcMtuBytes(),
            "an eighth of aeron.ipc.term.buffer.length", needs.ipcMessageMaxBytes());
    }

    private void checkKeys()
    {
        for (final String key : config.unknownKeys())
        {
            findings.add(Finding.warning(
                key + " (" + config.setting(key).origin() + ") is not a key of this Aeron and changes nothing",
                "did you mean " + AeronKeys.nearest(key) + "?"));
        }
    }

    private boolean isFromLenientProfile(final String key)
    {
        final DriverSetting setting = config.setting(key);

        return config.profile().isLenient() && setting != null && setting.origin().startsWith("profile ");
    }

    private void lower(final String key, final int bytes)
    {
        fitted = fitted.with(
            key, Integer.toString(bytes), "profile " + config.profile() + ", lowered to fit the machine");
    }

    private static long mib(final long bytes)
    {
        return (bytes + MIB - 1) / MIB;
    }
}

package io.belay.driver;

import io.aeron.driver.Configuration;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.LogBufferDescriptor;

import java.util.List;

/**
 * What a configuration asks of a machine, with Aeron's defaults where nothing is set.
 *
 * @param mode            how the driver's agents are laid on threads.
 * @param spinningThreads names of the driver's threads that never let go of their core.
 * @param fixedBytes      of the files that the driver makes when it starts.
 * @param logBytes        of the longest log buffer that a stream takes with the default term lengths.
 * @param sendBytes       of a socket's send buffer; 0 means what the system gives.
 * @param recvBytes       of a socket's receive buffer; 0 means what the system gives.
 * @param windowBytes     that a receiver lets a sender be ahead.
 * @param mtuBytes        of the longest datagram.
 * @param ipcMtuBytes     of the longest piece of a message between processes of this machine.
 * @param messageMaxBytes of the longest message that a network term carries.
 * @param ipcMessageMaxBytes of the longest message that a term between processes carries.
 */
record DriverNeeds(
    ThreadingMode mode,
    List<String> spinningThreads,
    long fixedBytes,
    long logBytes,
    int sendBytes,
    int recvBytes,
    int windowBytes,
    int mtuBytes,
    int ipcMtuBytes,
    int messageMaxBytes,
    int ipcMessageMaxBytes)
{
    private static final List<String> SPINNING_STRATEGIES = List.of(
        "spin",
        "noop",
        "org.agrona.concurrent.BusySpinIdleStrategy",
        "org.agrona.concurrent.NoOpIdleStrategy");

    /**
     * Read the needs off a context that was made from the same configuration.
     *
     * @param context not concluded yet: then its numbers are as configured and nothing is allocated.
     */
    static DriverNeeds of(final DriverConfig config, final MediaDriver.Context context)
    {
        final long termBytes = Math.max(context.publicationTermBufferLength(), context.ipcTermBufferLength());
        final int countersBytes = context.counterValuesBufferLength();
        final ThreadingMode mode = mode(config);

        return new DriverNeeds(
            mode,
            threads(mode).stream().filter((thread) -> spins(config, thread)).toList(),
            (long)context.conductorBufferLength() + context.toClientsBufferLength() + context.errorBufferLength() +
                context.lossReportBufferLength() + countersBytes +
                    Configuration.countersMetadataBufferLength(countersBytes),
            LogBufferDescriptor.PARTITION_COUNT * termBytes + LogBufferDescriptor.LOG_META_DATA_LENGTH,
            context.socketSndbufLength(),
            context.socketRcvbufLength(),
            context.initialWindowLength(),
            context.mtuLength(),
            context.ipcMtuLength(),
            FrameDescriptor.computeMaxMessageLength(context.publicationTermBufferLength()),
            FrameDescriptor.computeMaxMessageLength(context.ipcTermBufferLength()));
    }

    /** A context that is not concluded does not know its mode yet. */
    private static ThreadingMode mode(final DriverConfig config)
    {
        final DriverSetting mode = config.setting(Configuration.THREADING_MODE_PROP_NAME);

        return mode == null ? ThreadingMode.DEDICATED : ThreadingMode.valueOf(mode.value());
    }

    /** The names are those of Aeron's keys: {@code aeron.<thread>.idle.strategy}. */
    private static List<String> threads(final ThreadingMode mode)
    {
        return switch (mode)
        {
            case INVOKER -> List.of();
            case SHARED -> List.of("shared");
            case SHARED_NETWORK -> List.of("sharednetwork", "conductor");
            case DEDICATED -> List.of("sender", "receiver", "conductor");
        };
    }

    private static boolean spins(final DriverConfig config, final String thread)
    {
        final DriverSetting strategy = config.setting("aeron." + thread + ".idle.strategy");

        return strategy != null && SPINNING_STRATEGIES.contains(strategy.value());
    }
}

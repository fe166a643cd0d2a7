package io.belay.bench.command;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

import io.belay.bench.flow.LobsterFormatException;
import io.belay.bench.flow.OrderTimes;
import io.belay.bench.load.LoadPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Latency at a rate.
 */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Appends at a fixed rate, in bursts or at the times of a real order file (open loop), and measures " +
        "from when each was due to when it was acknowledged from two disks.")
final class LatencyCommand extends BelayBench
{
    private static final long SETTLE_NS = 1_000_000_000L;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "5000",
        description = "Frames a second. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(names = "--burst", paramLabel = "N", defaultValue = "1",
        description = "Frames that are due at one moment. Default: ${DEFAULT-VALUE}.")
    private int burst;

    @Option(names = "--orders", paramLabel = "FILE",
        description = "Order events as a LOBSTER message file, whose times of arrival are used in place of a rate.")
    private Path orders;

    @Option(names = "--speed", paramLabel = "N", defaultValue = "1",
        description = "How many times faster than the file's own times. Default: ${DEFAULT-VALUE}.")
    private double speed;

    @Option(names = "--in-flight", paramLabel = "N",
        description = "A closed loop instead: so many appends await their acknowledgement, always.")
    private int inFlight;

    @Override
    List<LoadPlan> plans()
    {
        if (null != orders)
        {
            readOrders();
        }

        final LoadPlan plan = inFlight > 0 ?
            LoadPlan.closed(inFlight, options.bytes, SETTLE_NS, options.duration.ns()) :
            new LoadPlan(
                LoadPlan.Kind.OPEN,
                LoadPlan.IN_FLIGHT_MAX,
                null == orders ? rate : 0,
                burst,
                null == orders ? null : orders.toAbsolutePath().toString(),
                speed,
                options.bytes,
                1,
                SETTLE_NS,
                options.duration.ns());

        return inFlight > 0 ? List.of(warmup(), plan.over(options.markets)) :
            List.of(warmup(), openWarmup(), plan.over(options.markets));
    }

    /** Before anything is started. */
    private void readOrders()
    {
        try
        {
            OrderTimes.of(orders);
        }
        catch (final UncheckedIOException ex)
        {
            final boolean isRead = ex.getCause() instanceof LobsterFormatException;
            throw new ParameterException(spec.commandLine(), "--orders: " +
                (isRead ? ex.getCause().getMessage() : orders + " cannot be read: " + ex.getCause()), ex);
        }
    }
}

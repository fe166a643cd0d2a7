package io.belay.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.belay.bench.floor.FloorMain;
import io.belay.bench.floor.PeerCommand;
import io.belay.bench.load.LoadPlan;
import io.belay.bench.process.JavaCommand;
import io.belay.bench.system.BelaySettings;

/**
 * Everything that is measured in a round, by name.
 *
 * @param settings of Belay.
 * @param sizes    of frames in bytes, the first is the one that goals are about.
 * @param inFlight of the closed loops.
 * @param windowNs of each measurement.
 */
record Contenders(BelaySettings settings, List<Integer> sizes, List<Integer> inFlight, long windowNs)
{
    static final String BELAY = "belay";
    static final String BELAY_MARKETS = "belay-1000-markets";
    static final String FLOOR_DISK = "floor-disk";
    static final String FLOOR_UDP = "floor-udp";
    static final String FLOOR_IPC = "floor-ipc";
    static final String AERON_ECHO = "aeron-echo";
    static final String NIO_PAIR = "nio-pair";
    static final String CLUSTER = "aeron-cluster-";
    static final String BOOKKEEPER = "bookkeeper";

    private static final int MARKETS = 1000;
    private static final int LOAD_IN_FLIGHT = 64;
    private static final int RATE_IN_FLIGHT = 256;
    private static final double OPEN_RATE = 5000;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long SETTLE_NS = SECOND_NS / 2;

    /** The floor at 1 in flight and at a fixed rate: disk, network, shared memory. */
    List<Contender> floors()
    {
        final List<LoadPlan> one = List.of(warmup(SECOND_NS, sizes.get(0)), closed(1, sizes.get(0)), openLoop());

        return List.of(
            floor(FLOOR_DISK, FloorMain.DISK, true, Map.of(),
                List.of(closed(1, sizes.get(0)), openLoop())),
            floor(FLOOR_UDP, FloorMain.AERON_UDP, false, echoOptions(), one),
            floor(FLOOR_IPC, FloorMain.AERON_IPC, false, echoOptions(), one));
    }

    /** All of them, in the order of the report. */
    List<Contender> all(final List<Integer> clusterLevels)
    {
        final List<Contender> all = new ArrayList<>(floors());
        all.add(new BelayContender(BELAY, settings, belayPlans(), false));
        all.add(new BelayContender(BELAY_MARKETS, settings.withMarkets(MARKETS), List.of(
            LoadPlan.closed(RATE_IN_FLIGHT, sizes.get(0), 4 * SECOND_NS, 0).over(MARKETS),
            closed(RATE_IN_FLIGHT, sizes.get(0)).over(MARKETS)), true));
        all.add(floor(AERON_ECHO, FloorMain.AERON_UDP, false, echoOptions(), loops(sizes.get(0), 2 * SECOND_NS)));
        all.add(floor(NIO_PAIR, FloorMain.NIO_PAIR, true, Map.of(), loops(sizes.get(0), 2 * SECOND_NS)));
        for (final int level : clusterLevels)
        {
            all.add(peer(CLUSTER + level));
        }
        all.add(peer(BOOKKEEPER));

        return all;
    }

    private List<LoadPlan> belayPlans()
    {
        final List<LoadPlan> plans = new ArrayList<>(List.of(warmup(4 * SECOND_NS, sizes.get(0))));
        for (final int size : sizes)
        {
            for (final int each : inFlight)
            {
                plans.add(closed(each, size));
            }
        }
        plans.add(LoadPlan.openWarmup(sizes.get(0), 3 * SECOND_NS));
        plans.add(openLoop());

        return plans;
    }

    private LoadPlan openLoop()
    {
        return LoadPlan.open(OPEN_RATE, sizes.get(0), SETTLE_NS, Math.max(windowNs, 2 * SECOND_NS));
    }

    private List<LoadPlan> loops(final int bytes, final long warmupNs)
    {
        final List<LoadPlan> plans = new ArrayList<>(List.of(warmup(warmupNs, bytes)));
        for (final int each : inFlight)
        {
            plans.add(closed(each, bytes));
        }

        return plans;
    }

    private static LoadPlan warmup(final long ns, final int bytes)
    {
        return LoadPlan.closed(LOAD_IN_FLIGHT, bytes, ns, 0);
    }

    private LoadPlan closed(final int count, final int bytes)
    {
        return LoadPlan.closed(count, bytes, SETTLE_NS, windowNs);
    }

    private Map<String, String> echoOptions()
    {
        return Map.of("profile", settings.profile());
    }

    private static Contender floor(
        final String name,
        final String system,
        final boolean isOnDisk,
        final Map<String, String> options,
        final List<LoadPlan> plans)
    {
        final JavaCommand java = JavaCommand.ofThisProcess();

        return new ProcessContender(name, system, isOnDisk, options, plans,
            (file) -> java.running(FloorMain.class, List.of(file.toString())));
    }

    private Contender peer(final String name)
    {
        final Path jar = PeerCommand.jar();

        return new ProcessContender(
            name, name, true, Map.of(), loops(sizes.get(0), 4 * SECOND_NS), (file) -> PeerCommand.of(jar, name, file));
    }
}

package io.belay.bench.peers;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.belay.bench.floor.ChildMain;
import io.belay.bench.floor.Options;
import io.belay.bench.load.AnswerListener;
import io.belay.bench.load.ChildSpec;
import io.belay.bench.load.LoadException;
import io.belay.bench.load.LoadProcess;
import io.belay.bench.load.Target;
import io.belay.driver.TimerSlack;

/**
 * The process that runs and loads one peer. Which one, the {@link ChildSpec} says: {@code aeron-cluster-0},
 * {@code -1} or {@code -2}, where the number is the level of file sync, or {@code bookkeeper}. It ends with the process
 * that started it.
 */
public final class PeersMain
{
    static final String BOOKKEEPER = "bookkeeper";
    static final String AERON_CLUSTER = "aeron-cluster-";

    private static final long START_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(120);

    private PeersMain()
    {
    }

    /**
     * @param args file with a {@link ChildSpec}.
     */
    public static void main(final String[] args)
    {
        ChildMain.run(args, (file) ->
        {
            TimerSlack.setNs(1);
            LoadProcess.run(file, PeersMain::connect, System.out);
        });
    }

    static Target connect(final ChildSpec spec, final AnswerListener answers)
    {
        final Options options = new Options(spec.options());
        final int bytes = ChildMain.requestBytes(spec);

        return switch (spec.system())
        {
            case AERON_CLUSTER + "0", AERON_CLUSTER + "1", AERON_CLUSTER + "2" -> StartLimit.within(
                "Aeron Cluster", START_TIMEOUT_NS, () -> AeronClusterPeer.open(
                    Integer.parseInt(spec.system().substring(AERON_CLUSTER.length())), options, bytes, answers));
            case BOOKKEEPER -> StartLimit.within(
                "BookKeeper", START_TIMEOUT_NS, () -> BookKeeperPeer.open(options, bytes, answers));
            default -> throw new LoadException("there is no peer '" + spec.system() + "': choose " +
                String.join(", ", AERON_CLUSTER + 0, AERON_CLUSTER + 1, AERON_CLUSTER + 2, BOOKKEEPER));
        };
    }

    /** What every peer's settings begin with. */
    static Map<String, String> commonSettings(final String version)
    {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("version", version);
        settings.put("JVM", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        settings.put("JVM flags", String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));

        return settings;
    }
}

package io.belay.bench.floor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.belay.bench.load.AnswerListener;
import io.belay.bench.load.ChildResult;
import io.belay.bench.load.ChildSpec;
import io.belay.bench.load.LoadException;
import io.belay.bench.load.LoadPlan;
import io.belay.bench.load.LoadProcess;
import io.belay.bench.load.Target;
import io.belay.bench.result.BenchJson;
import io.belay.bench.result.Load;
import io.belay.bench.result.Measurement;
import io.belay.driver.TimerSlack;
import org.HdrHistogram.Histogram;

/**
 * The process that measures one floor. Which one, the {@link ChildSpec} says: {@link #DISK}, {@link #AERON_UDP},
 * {@link #AERON_IPC} or {@link #NIO_PAIR}. It ends with the process that started it.
 */
public final class FloorMain
{
    /** Write and sync, two processes on one disk. Options: {@code dir}, {@code file.bytes}. */
    public static final String DISK = "disk";
    /** Round trip over UDP. Options: {@code mtu.bytes}, {@code term.bytes}, {@code idle}, {@code profile}. */
    public static final String AERON_UDP = "aeron-udp";
    /** Round trip through shared memory. Options as for UDP. */
    public static final String AERON_IPC = "aeron-ipc";
    /** Two bare Java processes. Options: {@code dir}, {@code file.bytes}. */
    public static final String NIO_PAIR = "nio-pair";

    private static final long DISK_FILE_BYTES = 64L << 20;

    private FloorMain()
    {
    }

    /**
     * @param args file with a {@link ChildSpec}.
     */
    public static void main(final String[] args)
    {
        ChildMain.run(args, FloorMain::run);
    }

    private static void run(final Path file) throws IOException
    {
        TimerSlack.setNs(1);
        final ChildSpec spec = BenchJson.read(file, ChildSpec.class);
        if (DISK.equals(spec.system()))
        {
            measureDisk(spec);
        }
        else
        {
            LoadProcess.run(file, FloorMain::connect, System.out);
        }
    }

    static Target connect(final ChildSpec spec, final AnswerListener answers)
    {
        final Options options = new Options(spec.options());
        final int bytes = ChildMain.requestBytes(spec);

        return switch (spec.system())
        {
            case AERON_UDP, AERON_IPC -> AeronRoundTrip.open(spec.system().equals(AERON_UDP), options, bytes, answers);
            case NIO_PAIR -> NioPair.open(options, bytes, answers);
            default -> throw new LoadException("there is no floor '" + spec.system() + "': choose " +
                String.join(", ", DISK, AERON_UDP, AERON_IPC, NIO_PAIR));
        };
    }

    private static void measureDisk(final ChildSpec spec) throws IOException
    {
        final Options options = new Options(spec.options());
        final Path directory = options.path("dir");
        final long fileBytes = options.number("file.bytes", DISK_FILE_BYTES, 1 << 20, 1L << 40);
        options.requireAllKnown();
        final int bytes = ChildMain.requestBytes(spec);
        System.out.println(LoadProcess.READY + " " + spec.system() + " pid=" + ProcessHandle.current().pid());
        System.out.flush();
        final String startedAt = Instant.now().toString();
        final List<LoadPlan> plans = spec.plans().stream().filter((plan) -> plan.windowNs() > 0).toList();
        final List<DiskFloor> floors = DiskFloor.measure(directory, fileBytes, bytes, plans);
        final List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < floors.size(); i++)
        {
            measurements.add(Measurement.of(
                spec.system(), loadOf(plans.get(i)), spec.round(), startedAt, floors.get(i).windowNs(),
                floors.get(i).latencies()));
        }

        BenchJson.write(
            new ChildResult(settings(floors.get(0), fileBytes), measurements, List.of()), Path.of(spec.out()));
        System.out.println(LoadProcess.DONE + " " + spec.system());
        System.out.flush();
    }

    private static Load loadOf(final LoadPlan plan)
    {
        return LoadPlan.Kind.CLOSED == plan.kind() ?
            new Load("closed", 1, 0, 1, plan.bytes(), 1, "two processes, one record at a time each") :
            new Load("open", 0, plan.rate(), 1, plan.bytes(), 1, "two processes, " + plan.text() + " each");
    }

    private static Map<String, String> settings(final DiskFloor floor, final long fileBytes)
    {
        final Map<String, String> settings = new LinkedHashMap<>();
        settings.put("processes", "two at the same time, each with a file of its own on one disk");
        settings.put("file", (fileBytes >> 20) + " MiB, zero-filled in 4 KiB writes and synced before");
        settings.put("record", "FileChannel.write, then force(false), which is fdatasync");
        settings.put("first process", text(floor.writers().get(0)));
        settings.put("second process", text(floor.writers().get(1)));

        return settings;
    }

    private static String text(final Histogram histogram)
    {
        return histogram.getTotalCount() + " records, p50 " + histogram.getValueAtPercentile(50) + " ns, p99 " +
            histogram.getValueAtPercentile(99) + " ns";
    }
}

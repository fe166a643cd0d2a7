package io.belay.bench.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.BenchFile.Figure;
import io.belay.bench.result.Environment;
import io.belay.bench.result.Goals;
import io.belay.bench.result.HiccupFigures;
import io.belay.bench.result.HistogramText;
import io.belay.bench.result.IntervalFigures;
import io.belay.bench.result.Load;
import io.belay.bench.result.Measurement;
import io.belay.bench.result.StageFigures;
import org.HdrHistogram.Histogram;

/**
 * A comparison as it might have been measured, made up from a seed: medians are set, tails are drawn by lot.
 */
final class SampleRun
{
    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private static final int REQUESTS = 20_000;
    private static final long WINDOW_NS = 5_000_000_000L;
    private static final int INTERVALS = 50;

    private final Random random;
    private final Instant start;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private long windows;

    SampleRun(final long seed, final Instant start)
    {
        random = new Random(seed);
        this.start = start;
    }

    /** Every system of the comparison in so many rounds; the second round's disk was disturbed. */
    static BenchFile compare(final long seed, final int rounds)
    {
        final SampleRun sample = new SampleRun(seed, START.plusSeconds(seed % 1_000_000));
        for (int round = 1; round <= rounds; round++)
        {
            sample.compareRound(round);
        }

        return sample.file("compare", rounds, true);
    }

    /** Rates until Belay cannot follow. */
    static BenchFile sweep(final long seed)
    {
        final SampleRun sample = new SampleRun(seed, START);
        for (final double rate : new double[] {1000, 5000, 20_000, 50_000, 100_000, 200_000, 400_000})
        {
            final boolean isHeld = rate < 200_000;
            final double medianNs = isHeld ? 90_000 + rate / 2 : 40_000_000;
            sample.add("belay", open(rate), 1, medianNs, isHeld ? rate : 183_000, isHeld);
        }

        return sample.file("sweep", 1, false);
    }

    static Load closed(final int inFlight, final int markets)
    {
        return new Load("closed", inFlight, 0, 1, 256, markets,
            inFlight + " in flight, 256 bytes" + (markets > 1 ? ", 1,000 markets" : ""));
    }

    static Load open(final double rate)
    {
        return new Load("open", 0, rate, 1, 256, 1, "open loop, " + Figures.rate(rate) + "/s, 256 bytes");
    }

    SampleRun add(
        final String system,
        final Load load,
        final int round,
        final double medianNs,
        final double rate,
        final boolean isValid)
    {
        final boolean isBelay = system.startsWith("belay");
        final Histogram times = lot(medianNs, 0.35);
        measurements.add(new Measurement(system, load, round, start.plusSeconds(7 * windows++).toString(), WINDOW_NS,
            times.getTotalCount(), 0, rate, isValid, isValid ? null : "the rate was missed: " + Math.round(rate) + " " +
                "a second",
            2 == round && system.startsWith("floor-"), 0.01, times.getValueAtPercentile(50),
            times.getValueAtPercentile(90), times.getValueAtPercentile(99), times.getValueAtPercentile(99.9),
            times.getMaxValue(), HistogramText.of(times), isBelay ? intervals(medianNs) : List.of(),
            isBelay ? stages(medianNs) : List.of(), isBelay ? hiccups() : null));

        return this;
    }

    BenchFile file(final String command, final int rounds, final boolean hasGoals)
    {
        return new BenchFile(BenchFile.SCHEMA, command, start.toString(), "dev", rounds, false,
            new Environment(2, "Some processor at 2.5 GHz", 24_000_000_000L, "6.18.0", "none", "kvm", "OpenJDK 17.0.15",
                List.of("-XX:+UseSerialGC", "-Dagrona.disable.bounds.checks=true"), "data", "ext4 on /dev/vda",
                "write-back cache", "dev", "0123456789ab", "1.51.0"),
            settings(), measurements, figures, hasGoals ? new Goals(measurements, figures).rows() : List.of());
    }

    private void compareRound(final int round)
    {
        add("floor-disk", closed(1, 1), round, 48_000, 39_000, true);
        add("floor-udp", closed(1, 1), round, 10_000, 82_000, true);
        add("floor-ipc", closed(1, 1), round, 1800, 440_000, true);
        add("floor-sum", closed(1, 1), round, 60_000, 16_600, true);
        add("floor-sum", open(5000), round, 70_000, 5000, true);
        final int[] inFlight = {1, 64, 256};
        addThree("belay", round, inFlight, new double[] {78_000, 150_000, 350_000},
            new double[] {12_500, 390_000, 650_000});
        addThree("aeron-cluster-0", round, inFlight, new double[] {201_000, 479_000, 1_500_000},
            new double[] {3200, 125_000, 173_000});
        addThree("aeron-cluster-1", round, inFlight, new double[] {230_000, 660_000, 1_700_000},
            new double[] {3900, 80_000, 120_000});
        addThree("bookkeeper", round, inFlight, new double[] {205_000, 1_338_000, 3_300_000},
            new double[] {3700, 31_600, 58_000});
        addThree("nio-pair", round, inFlight, new double[] {69_000, 98_000, 177_000},
            new double[] {13_700, 624_000, 1_340_000});
        addThree("aeron-echo", round, inFlight, new double[] {10_000, 100_000, 390_000},
            new double[] {82_000, 528_000, 572_000});
        add("belay-1000-markets", closed(256, 1000), round, 380_000, 560_000, true);
        add("belay", open(5000), round, 92_000, 5000, true);
        figures.add(new Figure("allocated.client", round, 0, "B", "bytes allocated per append, client"));
        figures.add(new Figure("allocated.owner", round, 0, "B", "bytes allocated per append, owner agent"));
        figures.add(new Figure("allocated.journal", round, 0, "B", "bytes allocated per append, journal agent"));
        figures.add(new Figure(Goals.IDLE_CPU, round, 0.031, "", "share of a core, idle node with 1,000 markets"));
        figures.add(new Figure(Goals.IDLE_MEMORY, round, 141e6, "B", "memory, idle node with 1,000 markets"));
    }

    private void addThree(
        final String system, final int round, final int[] inFlight, final double[] mediansNs, final double[] rates)
    {
        for (int i = 0; i < inFlight.length; i++)
        {
            final double luck = 0.95 + random.nextDouble() / 10;
            add(system, closed(inFlight[i], 1), round, mediansNs[i] * luck, rates[i] / luck, true);
        }
    }

    private Histogram lot(final double medianNs, final double width)
    {
        final Histogram times = HistogramText.empty();
        for (int i = 0; i < REQUESTS; i++)
        {
            final double tail = 0 == random.nextInt(500) ? 1 + 20 * random.nextDouble() : 1;
            times.recordValue((long)(medianNs * Math.exp(Math.abs(random.nextGaussian()) * width - 0.24) * tail));
        }

        return times;
    }

    private List<IntervalFigures> intervals(final double medianNs)
    {
        final List<IntervalFigures> intervals = new ArrayList<>();
        for (int i = 0; i < INTERVALS; i++)
        {
            final double luck = 1 + random.nextDouble() / 5;
            final long maxNs = (long)(medianNs * luck * (0 == random.nextInt(10) ? 40 : 5));
            intervals.add(new IntervalFigures(i * (WINDOW_NS / INTERVALS), REQUESTS / INTERVALS,
                (long)(medianNs * luck),
                (long)(medianNs * luck * 1.9), maxNs));
        }

        return intervals;
    }

    private List<StageFigures> stages(final double medianNs)
    {
        return List.of(
            stage("clientToOwner", "client to owner", 0.05 * medianNs),
            stage("owner", "owner", 0.02 * medianNs),
            stage("ownJournal", "own journal", 0.7 * medianNs),
            stage("standby", "standby", 0.85 * medianNs),
            stage("outcomeToClient", "outcome to client", 0.06 * medianNs));
    }

    private StageFigures stage(final String key, final String label, final double medianNs)
    {
        return StageFigures.of(key, label, lot(medianNs, 0.3));
    }

    private HiccupFigures hiccups()
    {
        final List<HiccupFigures.Interval> intervals = new ArrayList<>();
        final Histogram times = lot(60_000, 0.2);
        for (int i = 0; i < INTERVALS; i++)
        {
            intervals.add(new HiccupFigures.Interval(i * (WINDOW_NS / INTERVALS),
                (long)(80_000 * (0 == random.nextInt(12) ? 50 * random.nextDouble() : 1 + random.nextDouble()))));
        }

        return new HiccupFigures(times.getValueAtPercentile(50), times.getValueAtPercentile(99), times.getMaxValue(),
            HistogramText.of(times), intervals);
    }

    private static Map<String, Map<String, String>> settings()
    {
        return Map.of(
            "belay", Map.of("W", "2", "profile", "dev", "mtu", "8192"),
            "aeron-cluster-1", Map.of("file.sync.level", "1", "members", "3", "idle strategy", "yielding"));
    }
}

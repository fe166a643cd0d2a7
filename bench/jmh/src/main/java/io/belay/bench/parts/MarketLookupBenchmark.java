package io.belay.bench.parts;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import io.belay.journal.MarketHistory;
import io.belay.journal.Markets;
import io.belay.wire.MarketId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Finds a market by the id that each message carries, in an order that no cache foresees.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MarketLookupBenchmark
{
    private static final int ASKED = 1 << 16;
    private static final long SEED = 42;

    /** How many markets there are. */
    @Param({"1", "1000", "100000"})
    public int markets;

    private final Markets known = new Markets();
    private final long[] asked = new long[ASKED];
    private int next;

    /** Fills them in. */
    @Setup
    public void fill()
    {
        final long[] ids = new long[markets];
        for (int i = 0; i < markets; i++)
        {
            ids[i] = MarketId.of("MARKET-" + i);
            known.getOrCreate(ids[i]);
        }

        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < ASKED; i++)
        {
            asked[i] = ids[random.nextInt(markets)];
        }
    }

    /**
     * @return position of the market found, so that it is touched as well.
     */
    @Benchmark
    public long find()
    {
        final MarketHistory history = known.get(asked[next++ & (ASKED - 1)]);

        return history.lastPosition();
    }
}

package io.belay.bench.parts;

import java.util.concurrent.TimeUnit;

import io.belay.clock.HybridLogicalClock;
import org.agrona.concurrent.SystemEpochClock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What stamping a frame costs, the look at this machine's clock included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HlcBenchmark
{
    private final HybridLogicalClock clock = new HybridLogicalClock(SystemEpochClock.INSTANCE);
    private long last;

    /**
     * @return a stamp above all before it.
     */
    @Benchmark
    public long next()
    {
        final long stamp = clock.next();
        if (stamp <= last)
        {
            throw new IllegalStateException(stamp + " does not follow " + last);
        }

        last = stamp;

        return stamp;
    }

    /**
     * Takes in what another node has said, as an owner does when a replica states what it holds.
     *
     * @return whether it was taken.
     */
    @Benchmark
    public boolean observe()
    {
        return clock.observe(clock.last());
    }
}

package io.belay.bench.parts;

import java.util.concurrent.TimeUnit;

import org.agrona.concurrent.UnsafeBuffer;
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
 * All that an append costs at W=2 but the disks, the network and the change of threads: the owner numbers it, both
 * replicas take it and acknowledge, the quorum is counted, the client gets its outcome. One operation is the whole batch.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QuorumBenchmark
{
    /** Appends that are on their way at once. */
    @Param({"1", "64"})
    public int batch;

    /** Bytes of an event. */
    @Param("256")
    public int bytes;

    private UnsafeBuffer event;
    private MemoryPair pair;

    /** Brings the market live. */
    @Setup
    public void start()
    {
        event = new UnsafeBuffer(new byte[bytes]);
        pair = new MemoryPair();
    }

    /**
     * @return how many are durable.
     */
    @Benchmark
    public long appendAckAndAnswer()
    {
        for (int i = 0; i < batch; i++)
        {
            pair.append(event, bytes);
        }

        return pair.awaitOutcomes();
    }
}

package io.belay.bench.parts;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Encodes and appends frames to a journal on this disk, 1,000 between two forces; the forces are not counted, the waits
 * for a next file are.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JournalAppendBenchmark
{
    private static final int APPENDS = 1000;

    /** Bytes of an event. */
    @Param("256")
    public int bytes;

    private BenchJournal journal;

    /** Opens it. */
    @Setup
    public void open()
    {
        journal = new BenchJournal(bytes);
    }

    /**
     * @return the last sequence.
     */
    @Benchmark
    @OperationsPerInvocation(APPENDS)
    public long append()
    {
        long sequence = 0;
        for (int i = 0; i < APPENDS; i++)
        {
            sequence = journal.append();
        }

        return sequence;
    }

    /** What is not durable cannot be retired: without this the disk would fill. */
    @TearDown(Level.Invocation)
    public void force()
    {
        journal.sync();
    }

    /** Closes and removes it. */
    @TearDown
    public void close()
    {
        journal.close();
    }
}

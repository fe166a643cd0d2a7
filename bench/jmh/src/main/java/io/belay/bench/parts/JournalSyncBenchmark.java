package io.belay.bench.parts;

import java.util.concurrent.TimeUnit;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Appends a batch of frames to a journal on this disk and forces it, as a replica does with what one poll has brought.
 * One operation is the whole batch.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JournalSyncBenchmark
{
    /** Frames before each force. */
    @Param({"1", "8", "64"})
    public int batch;

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
     * @return sequence up to which all is on the disk.
     */
    @Benchmark
    public long appendAndSync()
    {
        for (int i = 0; i < batch; i++)
        {
            journal.append();
        }

        return journal.sync();
    }

    /** Closes and removes it. */
    @TearDown
    public void close()
    {
        journal.close();
    }
}

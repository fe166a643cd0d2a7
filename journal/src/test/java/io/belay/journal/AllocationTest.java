package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;

import com.sun.management.ThreadMXBean;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest
{
    private static final int BATCHES = 400;
    private static final int BATCH = 64;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(WriteMode.class)
    void shouldAllocateNothingPerAppendSyncAndRead(final WriteMode mode)
    {
        final Frames frames = new Frames();
        final int length = frames.frame(1, 176);
        final UnsafeBuffer entry = new UnsafeBuffer(ByteBuffer.allocateDirect(length));
        entry.putBytes(0, frames.buffer(), 0, length);
        final JournalConfig config = JournalConfig.of(directory).withCycleBytes(32 << 20).withReserveBytes(0)
            .withWriteMode(mode);
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        final EntryHandler handler = (sequence, buffer, offset, bytes) -> true;
        try (ChronicleJournal journal = ChronicleJournal.open(config, SystemEpochClock.INSTANCE);
            JournalReader reader = journal.newReader(1))
        {
            // What the first rounds load and compile is not what each append costs. The best of some rounds counts,
            // since the compiler may still be at work in any one of them.
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 4; round++)
            {
                final long before = threads.getCurrentThreadAllocatedBytes();
                run(journal, entry, length, reader, handler);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }

            assertEquals(1, journal.cycles().size());
            assertEquals(4L * BATCHES * BATCH, reader.nextSequence() - 1);
            final long bytes = least;
            assertTrue(bytes < BATCHES, () -> bytes + " bytes in " + BATCHES + " batches of " + BATCH);
        }
    }

    private static void run(
        final Journal journal,
        final UnsafeBuffer entry,
        final int length,
        final JournalReader reader,
        final EntryHandler handler)
    {
        for (int i = 0; i < BATCHES; i++)
        {
            for (int j = 0; j < BATCH; j++)
            {
                journal.append(entry, 0, length);
            }

            journal.sync();
            reader.poll(handler, BATCH);
        }
    }
}

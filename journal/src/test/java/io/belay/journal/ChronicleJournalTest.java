package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleJournalTest
{
    @TempDir
    private Path directory;

    @Test
    void shouldReadBackAcrossRollsWhenBatchesCrossChunksAndFiles() throws Exception
    {
        final JournalConfig config = JournalConfig.of(directory)
            .withEntryBytesMax(32 << 10).withCycleBytes(1 << 20).withBlockBytes(512 << 10).withReserveBytes(0);
        final UnsafeBuffer entry = new UnsafeBuffer(new byte[32 << 10]);
        try (ChronicleJournal journal = ChronicleJournal.open(config, SystemEpochClock.INSTANCE))
        {
            for (int i = 1; i <= 10_000; i++)
            {
                entry.putLong(0, i);
                assertEquals(i, journal.append(entry, 0, 20 + i % 500));
                if (0 == i % 64)
                {
                    journal.sync();
                }
            }

            journal.sync();
            check(journal.newReader(1));
            check(JournalFiles.open(directory).newReader(1));
        }
    }

    private static void check(final JournalReader reader)
    {
        try (reader)
        {
            final long[] next = {1};
            while (0 < reader.poll((sequence, buffer, offset, length) ->
            {
                assertEquals(next[0], sequence);
                assertEquals(sequence, buffer.getLong(offset));
                assertEquals(20 + sequence % 500, length);
                next[0]++;

                return true;
            }, 10))
            {
                assertEquals(next[0], reader.nextSequence());
            }

            assertEquals(10_001, next[0]);
        }
    }
}

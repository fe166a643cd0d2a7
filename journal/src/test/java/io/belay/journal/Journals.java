package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.agrona.concurrent.SystemEpochClock;

/**
 * Small journals for tests, and what is asked of each of them.
 */
final class Journals
{
    static final int ENTRY_MAX = 32 << 10;

    private final WriteMode mode;

    Journals(final WriteMode mode)
    {
        this.mode = mode;
    }

    /** Files of 512 KiB, mapped in two and a half blocks, so that batches cross blocks and files all the time. */
    JournalConfig small(final Path directory)
    {
        return JournalConfig.of(directory)
            .withEntryBytesMax(ENTRY_MAX).withCycleBytes(512 << 10).withBlockBytes(272 << 10).withReserveBytes(0)
            .withWriteMode(mode);
    }

    ChronicleJournal open(final Path directory)
    {
        return ChronicleJournal.open(small(directory), SystemEpochClock.INSTANCE);
    }

    ChronicleJournal open(final Path directory, final Disk disk)
    {
        return ChronicleJournal.open(small(directory), SystemEpochClock.INSTANCE, JournalListener.NONE, disk);
    }

    private Journals other()
    {
        return new Journals(WriteMode.QUEUE == mode ? WriteMode.DIRECT : WriteMode.QUEUE);
    }

    static void append(final Journal journal, final Frames frames, final long count, final int payloadLength)
    {
        for (long i = 0; i < count; i++)
        {
            final long number = journal.appendedSequence() + 1;
            assertEquals(number, journal.append(frames.buffer(), 0, frames.frame(number, payloadLength)));
        }
    }

    /** Reads all from a sequence on, each entry the one that it should be, and answers the last. */
    static long readAll(final JournalReader reader)
    {
        final Frames frames = new Frames();
        try (reader)
        {
            while (0 < reader.poll((sequence, buffer, offset, length) ->
            {
                assertTrue(frames.matches(buffer, offset, length, sequence), () -> "sequence " + sequence);
                return true;
            }, 1000))
            {
                Thread.onSpinWait();
            }

            return reader.nextSequence() - 1;
        }
    }

    /**
     * Opens what a cut left, checks that nothing acknowledged is missing, and that the journal goes on. Then again, in
     * the other mode.
     */
    void checkRecovers(final Path image, final long acknowledged, final String what)
    {
        final Frames frames = new Frames();
        for (int round = 0; round < 2; round++)
        {
            try (ChronicleJournal journal = (0 == round ? this : other()).open(image))
            {
                final long last = journal.durableSequence();
                assertTrue(
                    last >= acknowledged, () -> what + ": " + acknowledged + " acknowledged, " + last + " there");
                assertEquals(last, readAll(journal.newReader(1)), what);
                assertEquals(
                    last, null == journal.markets().get(Frames.MARKET) ? 0 :
                        journal.markets().get(Frames.MARKET).lastTxid(), what);

                append(journal, frames, 3, 100);
                journal.sync();
                assertEquals(last + 3, readAll(journal.newReader(1)), what);
            }
        }
    }
}

package io.belay.replication;

import java.util.SplittableRandom;

import io.belay.journal.JournalReader;
import io.belay.journal.MemoryJournal;

/**
 * The disk of a simulated node: what its journal has forced outlives every death of the process, unless the disk is
 * damaged.
 */
final class SimDisk
{
    private static final int TAIL_COUNT_MAX = 60;

    private final long journalId;
    private final SplittableRandom random;
    private MemoryJournal journal;
    private boolean isFailing;

    SimDisk(final long journalId, final SplittableRandom random)
    {
        this.journalId = journalId;
        this.random = random;
        journal = new MemoryJournal(journalId);
    }

    long journalId()
    {
        return journalId;
    }

    MemoryJournal journal()
    {
        return journal;
    }

    /** The next force fails, and with it the journal until the process starts again. */
    void failNextSync()
    {
        isFailing = true;
        journal.refuseSync();
    }

    boolean isFailing()
    {
        return isFailing;
    }

    /** The process died: what was not forced is lost, kept, or kept in part. */
    void onProcessDied()
    {
        final int tail = (int)(journal.appendedSequence() - journal.durableSequence());
        final int kept = isFailing || random.nextBoolean() ? 0 : random.nextInt(tail + 1);
        if (kept > 0)
        {
            final int count = (int)journal.durableSequence() + kept;
            journal.sync();
            journal = prefix(count);
        }
        else
        {
            journal.loseUnsynced();
        }

        isFailing = false;
        journal.full(false);
    }

    /** The last entries are gone, though they had been forced; between two lives of the process. */
    void loseTail()
    {
        final int count = (int)journal.durableSequence();
        journal = prefix(count - (0 == count ? 0 : 1 + random.nextInt(Math.min(count, TAIL_COUNT_MAX))));
    }

    private MemoryJournal prefix(final int count)
    {
        final MemoryJournal prefix = new MemoryJournal(journalId);
        try (JournalReader reader = journal.newReader(1))
        {
            reader.poll((sequence, buffer, offset, length) ->
            {
                prefix.append(buffer, offset, length);

                return true;
            }, count);
        }

        prefix.sync();

        return prefix;
    }
}

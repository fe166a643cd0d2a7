package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest
{
    private static final int RELAXED = 1;

    @TempDir
    private Path directory;
    private final Frames frames = new Frames();
    private final List<Long> parks = new ArrayList<>();
    private final HousekeepingIdleStrategy idle = new HousekeepingIdleStrategy(parks::add);

    private ChronicleJournal open()
    {
        return new Journals(WriteMode.DIRECT).open(directory.resolve("journal"));
    }

    private void fill(final ChronicleJournal journal, final int files)
    {
        while (journal.cycles().size() < files)
        {
            Journals.append(journal, frames, 1, 10_000);
        }

        journal.sync();
    }

    @Test
    void shouldNotHurryWhileThePresentFileIsAlmostEmpty()
    {
        try (ChronicleJournal journal = open())
        {
            Journals.append(journal, frames, 1, 10_000);
            journal.sync();
            assertFalse(journal.isNextCycleReady());

            // What was written before it looked is worth hurrying for, until the next file is as far.
            int work = journal.housekeeping().doWork();
            assertEquals(JournalHousekeeping.URGENT, work);
            work = journal.housekeeping().doWork();
            while (0 < work)
            {
                assertEquals(RELAXED, work);
                work = journal.housekeeping().doWork();
            }

            assertTrue(journal.isNextCycleReady());
        }
    }

    @Test
    void shouldHurryWhenThePresentFileIsFourFifthsFull()
    {
        try (ChronicleJournal journal = open())
        {
            Journals.append(journal, frames, 30, 10_000);
            journal.sync();
            assertEquals(1, journal.cycles().size());
            while (!journal.isNextCycleReady())
            {
                assertEquals(JournalHousekeeping.URGENT, journal.housekeeping().doWork());
            }

            assertEquals(0, journal.housekeeping().doWork());
        }
    }

    @Test
    void shouldPrepareTheNextFileBeforeItSealsWhenBothAreUrgent()
    {
        try (ChronicleJournal journal = open())
        {
            fill(journal, 2);
            Journals.append(journal, frames, 30, 10_000);
            journal.sync();
            while (!journal.isNextCycleReady())
            {
                assertNull(journal.cycles().get(0).summary());
                assertEquals(JournalHousekeeping.URGENT, journal.housekeeping().doWork());
            }

            while (null == journal.cycles().get(0).summary())
            {
                assertEquals(JournalHousekeeping.URGENT, journal.housekeeping().doWork());
            }
        }
    }

    @Test
    void shouldHurryWhenMoreThanOneFileWaitsForItsSummary()
    {
        try (ChronicleJournal journal = open())
        {
            fill(journal, 4);
            while (null == journal.cycles().get(1).summary())
            {
                assertEquals(JournalHousekeeping.URGENT, journal.housekeeping().doWork());
            }

            assertNotNull(journal.cycles().get(0).summary());
        }
    }

    @Test
    void shouldLetGoOfAFileThatIsBeingSealedWhenTheJournalIsClosed()
    {
        try (ChronicleJournal journal = open())
        {
            fill(journal, 2);
            while (!journal.isNextCycleReady())
            {
                journal.housekeeping().doWork();
            }

            for (int i = 0; i < 2; i++)
            {
                assertTrue(0 < journal.housekeeping().doWork());
            }

            assertNull(journal.cycles().get(0).summary());
        }

        try (ChronicleJournal journal = open())
        {
            while (0 < journal.housekeeping().doWork())
            {
                assertNull(journal.failure());
            }

            assertNotNull(journal.cycles().get(0).summary());
        }
    }

    @Test
    void shouldNotPauseWhereItIsUrgent()
    {
        idle.idle(JournalHousekeeping.URGENT);

        assertEquals(List.of(), parks);
    }

    @Test
    void shouldPauseAfterEachPieceThatIsNotUrgent()
    {
        idle.idle(RELAXED);
        idle.idle(RELAXED);

        assertEquals(List.of(HousekeepingIdleStrategy.PAUSE_NS, HousekeepingIdleStrategy.PAUSE_NS), parks);
    }

    @Test
    void shouldParkEverLongerWhenThereIsNothingToDo()
    {
        for (int i = 0; i < 20; i++)
        {
            idle.idle(0);
        }

        assertEquals(HousekeepingIdleStrategy.PARK_NS_MIN, parks.get(0));
        assertEquals(2 * HousekeepingIdleStrategy.PARK_NS_MIN, parks.get(1));
        assertEquals(HousekeepingIdleStrategy.PARK_NS_MAX, parks.get(19));

        idle.idle(RELAXED);
        idle.idle(0);
        assertEquals(HousekeepingIdleStrategy.PARK_NS_MIN, parks.get(21));
    }
}

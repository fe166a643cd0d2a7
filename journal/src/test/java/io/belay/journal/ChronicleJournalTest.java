package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleJournalTest extends JournalContractTest
{
    private final Journals journals = new Journals(mode());
    @TempDir
    private Path directory;
    private final StableDisk disk = new StableDisk();
    private final Frames frames = new Frames();
    private ChronicleJournal journal;

    /** How the journals of these tests are written. */
    WriteMode mode()
    {
        return WriteMode.QUEUE;
    }

    @Override
    Journal openJournal()
    {
        journal = journals.open(directory.resolve("journal"), disk);

        return journal;
    }

    @Override
    void refuseSync()
    {
        disk.refuseForce(true);
    }

    @Test
    void shouldRefuseASecondOpeningAndNameItsProcess()
    {
        final JournalInUseException refusal =
            assertThrows(JournalInUseException.class, () -> journals.open(directory.resolve("journal")));

        assertTrue(refusal.getMessage().contains("" + ProcessHandle.current().pid()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(directory.toString()), refusal.getMessage());
    }

    @Test
    void shouldRefuseAnEntryThatIsTooLong()
    {
        assertThrows(
            IllegalArgumentException.class, () -> journal.append(frames.buffer(), 0, Journals.ENTRY_MAX + 1));
        Journals.append(journal, frames, 1, 10);
    }

    @Test
    void shouldTakeTheLongestEntryAgainAndAgain()
    {
        Journals.append(journal, frames, 100, Journals.ENTRY_MAX - 80);
        journal.sync();

        assertEquals(100, Journals.readAll(journal.newReader(1)));
    }

    @Test
    void shouldReadAcrossBlocksAndFilesAlsoFromOutside() throws Exception
    {
        for (int i = 1; i <= 200; i++)
        {
            Journals.append(journal, frames, i % 64, i * 37 % 900);
            journal.sync();
        }

        assertTrue(journal.cycles().size() > 5, () -> "" + journal.cycles());
        assertEquals(journal.appendedSequence(), Journals.readAll(journal.newReader(1)));
        assertEquals(
            journal.appendedSequence(), Journals.readAll(JournalFiles.open(directory.resolve("journal")).newReader(1)));
        assertEquals(
            journal.appendedSequence(), Journals.readAll(journal.newReader(journal.appendedSequence() - 2000)));
    }

    @Test
    void shouldSyncOnceABatchThatRollsSeveralTimes()
    {
        Journals.append(journal, frames, 2000, 800);
        assertEquals(0, journal.durableSequence());
        journal.sync();

        assertEquals(2000, Journals.readAll(journal.newReader(1)));
        assertTrue(journal.cycles().size() > 3);
    }

    @Test
    void shouldGoOnWhereItEndedWhenOpenedAgain() throws Exception
    {
        Journals.append(journal, frames, 3000, 400);
        final long id = journal.journalId();
        journal.close();

        for (int i = 1; i < 4; i++)
        {
            try (ChronicleJournal again = journals.open(directory.resolve("journal")))
            {
                assertEquals(id, again.journalId());
                assertEquals(2900 + 100 * i, again.durableSequence());
                assertEquals(2900 + 100 * i, again.markets().get(Frames.MARKET).lastTxid());
                Journals.append(again, frames, 100, 400);
                again.sync();
                assertEquals(3000 + 100 * i, Journals.readAll(again.newReader(1)));
            }
        }

        assertEquals(3300, Journals.readAll(JournalFiles.open(directory.resolve("journal")).newReader(1)));
    }

    @Test
    void shouldFollowFromOutsideWhileTheJournalIsClosedAndOpenedAgain() throws Exception
    {
        Journals.append(journal, frames, 1500, 800);
        journal.sync();
        final JournalFiles files = JournalFiles.open(directory.resolve("journal"));
        final long[] count = {0};
        final EntryHandler counting = (sequence, buffer, offset, length) -> sequence == ++count[0];
        try (JournalReader reader = files.newReader(1))
        {
            assertEquals(10, reader.poll(counting, 10));
            journal.close();
            try (ChronicleJournal again = journals.open(directory.resolve("journal")))
            {
                Journals.append(again, frames, 1500, 800);
                again.sync();
                while (0 < reader.poll(counting, 100))
                {
                    assertEquals(count[0] + 1, reader.nextSequence());
                }

                assertEquals(3000, count[0]);
                Journals.append(again, frames, 1, 800);
                again.sync();
                assertEquals(1, reader.poll(counting, 100));
            }
        }
    }

    @Test
    void shouldKeepItsIdWhenNothingWasEverAppended() throws Exception
    {
        final long id = journal.journalId();
        journal.close();
        for (int i = 0; i < 3; i++)
        {
            try (ChronicleJournal again = journals.open(directory.resolve("journal")))
            {
                assertEquals(id, again.journalId());
                assertEquals(1, again.cycles().size());
            }
        }

        try (ChronicleJournal other = journals.open(directory.resolve("other")))
        {
            assertNotEquals(id, other.journalId());
        }
    }

    @Test
    void shouldRefuseConfigurationsThatCannotWork()
    {
        final JournalConfig config = JournalConfig.of(directory);

        assertThrows(IllegalArgumentException.class, () -> config.withCycleBytes(100_000));
        assertThrows(IllegalArgumentException.class, () -> config.withBlockBytes(1 << 20));
        assertThrows(IllegalArgumentException.class, () -> config.withEntryBytesMax(64 << 20));
        assertThrows(IllegalArgumentException.class, () -> config.withRetention(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> config.withReserveBytes(-1));
    }

    @Test
    void shouldRefuseAppendsWhenClosed()
    {
        journal.close();

        assertThrows(IllegalStateException.class, () -> journal.append(frames.buffer(), 0, frames.frame(1, 1)));
    }

    @Test
    void shouldNotFailWhenItsThreadIsInterrupted()
    {
        Thread.currentThread().interrupt();
        Journals.append(journal, frames, 2000, 800);
        journal.sync();

        assertTrue(Thread.interrupted());
        assertEquals(2000, Journals.readAll(journal.newReader(1)));
    }

    /** One that refused is not one that is full: what it says later is not to be believed. */
    @Test
    void shouldFailForGoodWhenTheDiskRefusesToForceTheNextFile()
    {
        Journals.append(journal, frames, 3, 100);
        journal.sync();
        disk.refuseForce(true);
        while (0 != journal.housekeeping().doWork())
        {
            assertNull(journal.failure());
        }

        disk.refuseForce(false);
        assertThrows(JournalFailedException.class, () -> Journals.append(journal, frames, 1, 100));
        assertThrows(JournalFailedException.class, journal::sync);
        assertEquals(3, journal.durableSequence());
    }

    @Test
    void shouldFailForGoodWhenTheDiskRefusesToForceTheFileThatARollWaitsFor()
    {
        disk.refuseForce(true);

        assertThrows(JournalFailedException.class, () -> Journals.append(journal, frames, Integer.MAX_VALUE, 800));
        disk.refuseForce(false);
        assertThrows(JournalFailedException.class, () -> Journals.append(journal, frames, 1, 100));
    }
}

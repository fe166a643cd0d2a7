package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every journal does, on a disk or in memory.
 */
abstract class JournalContractTest
{
    private final Frames frames = new Frames();
    private Journal journal;

    abstract Journal openJournal();

    abstract void refuseSync();

    @BeforeEach
    void open()
    {
        journal = openJournal();
    }

    @AfterEach
    void close()
    {
        journal.close();
    }

    private void append(final long first, final long last)
    {
        for (long i = first; i <= last; i++)
        {
            assertEquals(i, journal.append(frames.buffer(), 0, frames.frame(i, (int)(i % 100))));
        }
    }

    private static List<Long> drain(final JournalReader reader)
    {
        final List<Long> sequences = new ArrayList<>();
        final Frames expected = new Frames();
        while (0 < reader.poll((sequence, buffer, offset, length) ->
        {
            assertTrue(expected.matches(buffer, offset, length, sequence));
            return sequences.add(sequence);
        }, 3))
        {
            assertFalse(sequences.isEmpty());
        }

        return sequences;
    }

    @Test
    void shouldRefuseAnEntryWithoutMessageHeader()
    {
        assertThrows(IllegalArgumentException.class, () -> journal.append(frames.buffer(), 0, 7));
        assertEquals(0, journal.appendedSequence());
    }

    @Test
    void shouldRefuseAReaderBeforeTheFirstSequence()
    {
        assertThrows(IllegalArgumentException.class, () -> journal.newReader(0));
    }

    @Test
    void shouldFailForGoodWhenASyncFailed()
    {
        append(1, 3);
        journal.sync();
        append(4, 5);
        refuseSync();

        assertThrows(JournalFailedException.class, journal::sync);
        assertThrows(JournalFailedException.class, journal::sync);
        assertThrows(JournalFailedException.class, () -> journal.append(frames.buffer(), 0, frames.frame(6, 1)));
        assertEquals(3, journal.durableSequence());
    }

    @Test
    void shouldHandNothingToReadersBeforeTheSync()
    {
        try (JournalReader reader = journal.newReader(1))
        {
            append(1, 3);
            assertEquals(List.of(), drain(reader));
            assertEquals(0, journal.durableSequence());

            journal.sync();
            append(4, 4);
            assertEquals(List.of(1L, 2L, 3L), drain(reader));
            assertEquals(3, journal.durableSequence());
            assertEquals(4, journal.appendedSequence());
            assertEquals(4, reader.nextSequence());
        }
    }

    @Test
    void shouldReadFromASequenceOn()
    {
        append(1, 9);
        journal.sync();
        try (JournalReader reader = journal.newReader(7); JournalReader ahead = journal.newReader(11))
        {
            assertEquals(List.of(7L, 8L, 9L), drain(reader));
            assertEquals(List.of(), drain(ahead));
            append(10, 12);
            journal.sync();
            assertEquals(List.of(11L, 12L), drain(ahead));
        }
    }

    @Test
    void shouldHandAnEntryOverAgainWhenItWasNotTaken()
    {
        append(1, 3);
        journal.sync();
        try (JournalReader reader = journal.newReader(1))
        {
            assertEquals(1, reader.poll((sequence, buffer, offset, length) -> sequence < 2, 10));
            assertEquals(0, reader.poll((sequence, buffer, offset, length) -> false, 10));
            assertEquals(2, reader.nextSequence());
            assertEquals(List.of(2L, 3L), drain(reader));
        }
    }

    @Test
    void shouldKnowItsMarkets()
    {
        append(1, 3);

        assertEquals(3, journal.markets().get(Frames.MARKET).lastTxid());
        assertEquals(3, journal.markets().get(Frames.MARKET).lastPosition());
        assertEquals(2, journal.markets().get(Frames.MARKET).committedTxid());
        assertEquals(1, journal.sequenceNotAfter(Frames.MARKET, 2));
    }
}

package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MemoryJournalTest extends JournalContractTest
{
    private final MemoryJournal memory = new MemoryJournal(42);
    private final Frames frames = new Frames();

    @Override
    Journal openJournal()
    {
        return memory;
    }

    @Override
    void refuseSync()
    {
        memory.refuseSync();
    }

    @Test
    void shouldRefuseAndLaterTakeAnEntryWhenFull()
    {
        memory.full(true);
        assertThrows(JournalFullException.class, () -> memory.append(frames.buffer(), 0, frames.frame(1, 1)));
        memory.full(false);

        assertEquals(1, memory.append(frames.buffer(), 0, frames.frame(1, 1)));
    }

    @Test
    void shouldRefuseARetiredSequence()
    {
        memory.append(frames.buffer(), 0, frames.frame(1, 1));
        memory.append(frames.buffer(), 0, frames.frame(2, 1));
        memory.retireBefore(2);

        assertThrows(EntryRetiredException.class, () -> memory.newReader(1));
    }

    @Test
    void shouldLoseOnlyWhatWasNotSynced()
    {
        memory.append(frames.buffer(), 0, frames.frame(1, 1));
        memory.sync();
        memory.append(frames.buffer(), 0, frames.frame(2, 1));
        memory.loseUnsynced();

        assertEquals(1, memory.appendedSequence());
        assertEquals(1, memory.markets().get(Frames.MARKET).lastTxid());
        assertEquals(2, memory.append(frames.buffer(), 0, frames.frame(2, 1)));
    }
}

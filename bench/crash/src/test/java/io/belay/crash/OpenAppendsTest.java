package io.belay.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a trading process must send again, after its own end too.
 */
class OpenAppendsTest
{
    @TempDir
    private Path directory;
    private History history;

    @BeforeEach
    void create()
    {
        history = History.create(directory.resolve("history"));
    }

    @AfterEach
    void close()
    {
        history.close();
    }

    private int sent(final OpenAppends open, final long clientSequence)
    {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[8]);
        final int index = history.sent(1, clientSequence, 3, clientSequence, 5, 6, bytes, bytes.capacity());
        open.sent(index);

        return index;
    }

    private void ended(final OpenAppends open, final int index, final Fate fate)
    {
        history.ended(index, fate, 7);
        open.ended(index, fate);
    }

    private void sentAgain(final OpenAppends open, final int index)
    {
        history.sentAgain(index);
        open.sentAgain(index);
    }

    @Test
    void shouldBeFullWhenTheBytesOfTheOldestWouldBeOverwritten()
    {
        final OpenAppends open = new OpenAppends(history);
        final int first = sent(open, 1);
        for (int sequence = 2; sequence <= History.KEPT; sequence++)
        {
            assertFalse(open.isFull());
            ended(open, sent(open, sequence), Fate.DURABLE);
        }

        assertTrue(open.isFull());
        ended(open, first, Fate.REFUSED);
        assertFalse(open.isFull());
        assertTrue(open.isEmpty());
    }

    @Test
    void shouldSendAgainInOrderUntilAllIsKnown()
    {
        final OpenAppends open = new OpenAppends(history);
        final int first = sent(open, 1);
        final int second = sent(open, 2);
        assertFalse(open.isAnyUnknown());
        ended(open, second, Fate.UNKNOWN);
        ended(open, first, Fate.UNKNOWN);
        assertEquals(first, open.nextUnknown());
        sentAgain(open, first);
        assertEquals(second, open.nextUnknown());
        sentAgain(open, second);
        assertEquals(-1, open.nextUnknown());
        assertTrue(open.isAnyUnknown(), "sent again, and not ended");
        ended(open, first, Fate.DURABLE);
        ended(open, second, Fate.UNKNOWN);
        assertEquals(second, open.nextUnknown());
        sentAgain(open, second);
        ended(open, second, Fate.DURABLE);
        assertFalse(open.isAnyUnknown());
        assertTrue(open.isEmpty());
    }

    @Test
    void shouldSendAgainWhatAnEarlierProcessHasLeft()
    {
        final OpenAppends earlier = new OpenAppends(history);
        ended(earlier, sent(earlier, 1), Fate.DURABLE);
        final int inFlight = sent(earlier, 2);
        final int unknown = sent(earlier, 3);
        ended(earlier, unknown, Fate.UNKNOWN);
        ended(earlier, sent(earlier, 4), Fate.REFUSED);

        final OpenAppends open = new OpenAppends(history);
        assertEquals(inFlight, open.nextUnknown());
        sentAgain(open, inFlight);
        assertEquals(unknown, open.nextUnknown());
        assertEquals(inFlight, open.index(2));
    }
}

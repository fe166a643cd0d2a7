package io.belay.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A history is written by one process and read by another, in the middle of whatever the first one does.
 */
class HistoryTest
{
    @TempDir
    private Path directory;

    private static int sent(
        final History history, final long clientId, final long clientSequence, final long marketId, final long number,
        final int crc, final long nowNs)
    {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[]{(byte)number, 2, 3});

        return history.sent(clientId, clientSequence, marketId, number, crc, nowNs, bytes, bytes.capacity());
    }

    @Test
    void shouldKeepTheBytesOfTheLastAppendsForAnotherProcess()
    {
        final Path file = directory.resolve("history");
        try (History first = History.create(file))
        {
            for (int i = 0; i <= History.KEPT; i++)
            {
                sent(first, 1, i + 1, 3, i, 5, 6);
            }

            try (History second = History.open(file))
            {
                final UnsafeBuffer bytes = new UnsafeBuffer(new byte[TradingProcess.LENGTH_MAX]);
                assertEquals(3, second.copyKept(1, bytes));
                assertEquals(1, bytes.getByte(0));
                assertEquals(3, second.copyKept(History.KEPT, bytes));
                assertEquals((byte)History.KEPT, bytes.getByte(0));
            }
        }
    }

    @Test
    void shouldCountHowOftenAnAppendWasSent()
    {
        try (History history = History.create(directory.resolve("history")))
        {
            final int index = sent(history, 1, 2, 3, 4, 5, 6);
            history.ended(index, Fate.UNKNOWN, 7);
            history.sentAgain(index);
            history.ended(index, Fate.DURABLE, 8, 9, 0, 1, true, 10);
            assertEquals(List.of(new Append(1, 2, 3, 4, 5, Fate.DURABLE, 8, 9, 0, 6, 10, 1, true, 2)), history.appends());
        }
    }

    @Test
    void shouldHaveAnAppendInFlightWhenItsEndWasNotHeard()
    {
        try (History history = History.create(directory.resolve("history")))
        {
            sent(history, 1, 2, 3, 4, 5, 6);
            assertEquals(List.of(new Append(1, 2, 3, 4, 5, Fate.IN_FLIGHT, 0, 0, 0, 6, 0, 0, false, 1)), history.appends());
            assertEquals(0, history.durableCount());
        }
    }

    @Test
    void shouldGoOnBehindWhatWasWrittenWhenItIsOpenedAgain()
    {
        final Path file = directory.resolve("history");
        try (History harness = History.create(file))
        {
            try (History first = History.open(file))
            {
                first.ended(sent(first, 1, 2, 3, 4, 5, 6), Fate.DURABLE, 7, 8, 9, 2, false, 10);
                first.connected();
            }

            try (History second = History.open(file))
            {
                second.ended(sent(second, 11, 2, 3, 14, 15, 16), Fate.REFUSED, 17);
                second.connected();
            }

            assertEquals(
                List.of(
                    new Append(1, 2, 3, 4, 5, Fate.DURABLE, 7, 8, 9, 6, 10, 2, false, 1),
                    new Append(11, 2, 3, 14, 15, Fate.REFUSED, 0, 0, 0, 16, 17, 0, false, 1)),
                harness.appends());
            assertEquals(1, harness.durableCount());
            assertEquals(2, harness.connects());
        }
    }

    @Test
    void shouldHandOnWishesAndWhetherTheyAreFulfilled()
    {
        final Path file = directory.resolve("history");
        try (History harness = History.create(file); History process = History.open(file))
        {
            assertEquals(History.Wish.TRADE, process.wish());
            for (final History.Wish wish : History.Wish.values())
            {
                harness.wish(wish);
                assertEquals(wish, process.wish());
            }

            assertFalse(harness.isAtRest());
            process.isAtRest(true);
            assertTrue(harness.isAtRest());
        }
    }
}

package io.belay.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A history is written by one process and read by another, in the middle of whatever the first one does.
 */
class HistoryTest
{
    @TempDir
    private Path directory;

    @Test
    void shouldHaveAnAppendInFlightWhenItsEndWasNotHeard()
    {
        try (History history = History.create(directory.resolve("history")))
        {
            history.sent(1, 2, 3, 4, 5, 6);
            assertEquals(List.of(new Append(1, 2, 3, 4, 5, Fate.IN_FLIGHT, 0, 0, 0, 6, 0)), history.appends());
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
                first.ended(first.sent(1, 2, 3, 4, 5, 6), Fate.DURABLE, 7, 8, 9, 10);
                first.connected();
            }

            try (History second = History.open(file))
            {
                second.ended(second.sent(11, 2, 3, 14, 15, 16), Fate.REFUSED, 0, 0, 0, 17);
                second.connected();
            }

            assertEquals(
                List.of(
                    new Append(1, 2, 3, 4, 5, Fate.DURABLE, 7, 8, 9, 6, 10),
                    new Append(11, 2, 3, 14, 15, Fate.REFUSED, 0, 0, 0, 16, 17)),
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

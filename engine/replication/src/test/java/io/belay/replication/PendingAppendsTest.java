package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class PendingAppendsTest
{
    @Test
    void shouldRefuseAHole()
    {
        final PendingAppends pending = new PendingAppends(16);
        pending.add(5, null, 0, 0, 0, 0, 0, 0, 0);

        assertThrows(IllegalStateException.class, () -> pending.add(7, null, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void shouldBeFullAtItsLimit()
    {
        final PendingAppends pending = new PendingAppends(16);
        for (int i = 0; i < 16; i++)
        {
            pending.add(100 + i, null, 0, 0, 0, 0, 0, 0, 0);
        }

        assertTrue(pending.isFull());
    }

    @Test
    void shouldKeepEachEntryWhileItGrowsAndWraps()
    {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final PendingAppends pending = new PendingAppends(256);
        final Deque<Long> model = new ArrayDeque<>();
        long next = 1;
        for (int i = 0; i < 20_000; i++)
        {
            final int dice = random.nextInt(10);
            if (dice < 5 && !pending.isFull())
            {
                pending.add(
                    next, null, next * 3, next * 17, next * 5, next * 7, next * 11, next * 13, bytesOf(next));
                model.addLast(next++);
            }
            else if (dice < 8 && !model.isEmpty())
            {
                pending.removeFirst();
                model.pollFirst();
            }
            else if (8 == dice && !model.isEmpty())
            {
                pending.removeLast();
                model.pollLast();
                next--;
            }

            check(pending, model, "seed " + seed);
        }
    }

    private static void check(final PendingAppends pending, final Deque<Long> model, final String about)
    {
        assertEquals(model.size(), pending.size(), about);
        assertEquals(0, pending.bytesBehind(Long.MAX_VALUE), about);
        assertEquals(0, pending.ageBehindNs(Long.MAX_VALUE, Long.MAX_VALUE), about);
        long bytes = 0;
        for (final Iterator<Long> newestFirst = model.descendingIterator(); newestFirst.hasNext();)
        {
            final long position = newestFirst.next();
            bytes += bytesOf(position);
            assertEquals(position * 3, pending.clientSequence(position), about);
            assertEquals(position * 5, pending.txid(position), about);
            assertEquals(position * 13, pending.walTimeNs(position), about);
            assertEquals(bytes, pending.bytesBehind(position - 1), about);
            assertEquals(5, pending.ageBehindNs(position - 1, position * 11 + 5), about);
        }

        assertEquals(bytes, pending.bytesBehind(0), about);
    }

    private static int bytesOf(final long position)
    {
        return (int)position & 63;
    }
}

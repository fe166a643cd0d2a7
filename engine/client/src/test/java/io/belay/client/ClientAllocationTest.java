package io.belay.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;

import org.junit.jupiter.api.Test;

class ClientAllocationTest
{
    private static final int WARM_UP_COUNT = 20_000;
    private static final int COUNT = 20_000;
    private static final int WINDOW_COUNT = 4;

    private final SessionRig rig = new SessionRig();
    private long durableCount;
    private long endedCount;

    @Test
    void shouldAllocateNothingWhenAppendingAndPolling()
    {
        rig.context.outcomeHandler((outcome) ->
        {
            endedCount++;
            durableCount += outcome.isDurable() ? 1 : 0;
        });
        rig.node.keepsAppends = false;
        rig.node.answersAtOnce = true;
        final Market market = rig.connect().market();
        final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean)ManagementFactory.getThreadMXBean();

        run(market, WARM_UP_COUNT);
        // The compiler's own doings may cost the thread some bytes once; what a round costs, it costs in each window.
        long least = Long.MAX_VALUE;
        for (int i = 0; i < WINDOW_COUNT; i++)
        {
            final long before = threads.getCurrentThreadAllocatedBytes();
            run(market, COUNT);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertEquals(0, least, "bytes of " + COUNT + " rounds");
        assertEquals(3L * (WARM_UP_COUNT + WINDOW_COUNT * COUNT), durableCount);
        assertTrue(endedCount > durableCount);
    }

    /** Each round appends a copy, one in place, one too long for that; and one in a hundred is never answered. */
    private void run(final Market market, final int count)
    {
        for (int i = 0; i < count; i++)
        {
            require(rig.append(market, 64));
            require(market.claim(128));
            market.buffer().setMemory(market.offset(), 128, (byte)i);
            market.commit();
            require(rig.append(market, 3000));
            rig.node.doWork();
            rig.client.poll();
            if (0 == i % 100)
            {
                require(rig.append(market, 8));
                rig.node.answersAtOnce = false;
                rig.node.doWork();
                rig.node.answersAtOnce = true;
                rig.nowNs += rig.context.outcomeTimeoutNs;
                rig.client.poll();
            }
        }
    }

    private static void require(final long sequence)
    {
        if (sequence < 0)
        {
            throw new AssertionError("no room");
        }
    }
}

package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

class ReplicaAllocationTest
{
    private static final int ROUNDS = 10;
    private static final int CYCLES = 20_000;

    @Test
    void shouldLeaveNoGarbageInADutyCycle()
    {
        final TestReplica replica = new TestReplica();
        replica.openLiveWithFrames(2);
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++)
        {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CYCLES; i++)
            {
                replica.core.endOfPoll();
                replica.core.flush();
            }

            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertEquals(0, least, "bytes in " + CYCLES + " duty cycles");
    }
}

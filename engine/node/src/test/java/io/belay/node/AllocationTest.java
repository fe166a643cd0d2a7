package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static io.belay.node.Cluster.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.sun.management.ThreadMXBean;
import io.belay.client.BelayClient;
import io.belay.client.Market;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the agents of a live pair allocate once they are warm.
 */
@Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AllocationTest
{
    private static final String BTC = "BTC-USD";
    private static final int ROUNDS = 30;
    private static final int APPENDS = 3000;

    private final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[200]);
    @TempDir
    private Path directory;
    private int durable;

    private void append(final BelayClient client, final Market market)
    {
        final int before = durable;
        for (int i = 0; i < APPENDS; i++)
        {
            while (Market.TRY_LATER == market.append(buffer, 0, buffer.capacity()))
            {
                client.poll();
            }
        }

        while (durable - before < APPENDS)
        {
            client.poll();
            Thread.onSpinWait();
        }
    }

    /** The threads of both nodes' agents, by id. */
    private Map<Long, String> agents()
    {
        final Map<Long, String> agents = new LinkedHashMap<>();
        for (final long id : threads.getAllThreadIds())
        {
            final var info = threads.getThreadInfo(id);
            if (null != info && (info.getThreadName().equals("belay-owner") ||
                info.getThreadName().equals("belay-journal")))
            {
                agents.put(id, info.getThreadName());
            }
        }

        return agents;
    }

    @Test
    void shouldAllocateNothingPerAppendOnAnyAgentsThread()
    {
        // No file ends while it is measured: preparing the next one is not what an append costs.
        try (Cluster cluster = Cluster.withDriver(directory)
            .with("belay.journal.cycle.length", "64m").with("belay.replica.timeout", "30s"))
        {
            final RunningNode alpha = cluster.start(ALPHA);
            cluster.start(BETA);
            alpha.awaitLive(BTC);
            final BelayClient client = cluster.connect(ALPHA, (outcome) -> durable += outcome.isDurable() ? 1 : 0);
            final Market market = client.market(BTC);
            final Map<Long, String> agents = agents();
            assertEquals(4, agents.size(), agents::toString);
            final long[] ids = agents.keySet().stream().mapToLong(Long::longValue).toArray();

            // What is loaded, compiled and made to grow once is not what each append costs. The best round of each
            // agent counts; while one has not had a round without any, it is given another.
            final long[] least = new long[ids.length];
            Arrays.fill(least, Long.MAX_VALUE);
            for (int round = 0; round < ROUNDS && Arrays.stream(least).anyMatch((bytes) -> bytes > 0); round++)
            {
                final long[] before = threads.getThreadAllocatedBytes(ids);
                append(client, market);
                final long[] after = threads.getThreadAllocatedBytes(ids);
                for (int i = 0; i < ids.length; i++)
                {
                    least[i] = Math.min(least[i], after[i] - before[i]);
                }
            }

            for (int i = 0; i < ids.length; i++)
            {
                assertEquals(0, least[i], agents.get(ids[i]) + ": bytes in " + APPENDS + " appends");
            }
        }
    }
}

package io.belay.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.aeron.AeronCounters;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver that stops answering in the middle of a node's start. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StalledDriverTest
{
    @TempDir
    private Path directory;

    @Test
    void shouldSayThatTheDriverIsGoneWhenItStopsWhileTheNodeStarts() throws InterruptedException
    {
        final MediaDriver.Context context = new MediaDriver.Context()
            .aeronDirectoryName(directory.resolve("aeron").toString())
            .dirDeleteOnShutdown(true)
            .performStorageChecks(false) // Java finds no file store in a plain chroot.
            .threadingMode(ThreadingMode.INVOKER);
        try (MediaDriver driver = MediaDriver.launch(context); Cluster cluster = new Cluster(directory))
        {
            final AtomicBoolean stop = new AtomicBoolean();
            final Thread invoker = new Thread(() ->
            {
                // It answers until a client has come, and never again.
                while (!stop.get() && 0 == clients(context))
                {
                    driver.sharedAgentInvoker().invoke();
                }
            });
            invoker.start();
            cluster.with("aeron.dir", driver.aeronDirectoryName()).with("belay.driver.timeout", "1s");
            final NodeRefusedException refusal =
                assertThrows(NodeRefusedException.class, () -> cluster.start(Cluster.ALPHA));
            stop.set(true);
            invoker.join();

            assertEquals(4, refusal.kind().exitCode(), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("stopped answering"), refusal.getMessage());
        }
    }

    private static long clients(final MediaDriver.Context context)
    {
        final long[] count = {0};
        context.countersManager().forEach((id, typeId, key, label) ->
        {
            if (AeronCounters.DRIVER_HEARTBEAT_TYPE_ID == typeId)
            {
                count[0]++;
            }
        });

        return count[0];
    }
}

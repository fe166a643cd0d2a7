package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static io.belay.node.Cluster.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.belay.client.BelayClient;
import io.belay.client.Market;
import io.belay.client.Outcome;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node comes back with an empty disk: the other one fills it, whichever of them it is, and nothing acknowledged is
 * lost.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostDiskTest
{
    private static final String BTC = "BTC-USD";

    @TempDir
    private Path directory;
    private Cluster cluster;

    @AfterEach
    void stop()
    {
        cluster.close();
    }

    @Test
    void shouldFillTheOwnersDiskFromTheStandby() throws IOException
    {
        shouldFillTheDiskOf(ALPHA);
    }

    @Test
    void shouldFillTheStandbysDiskFromTheOwner() throws IOException
    {
        shouldFillTheDiskOf(BETA);
    }

    private void shouldFillTheDiskOf(final String lost) throws IOException
    {
        cluster = Cluster.withDriver(directory);
        RunningNode alpha = cluster.start(ALPHA);
        RunningNode beta = cluster.start(BETA);
        alpha.awaitLive(BTC);
        for (final int length : new int[]{0, 100, 9000, Cluster.FRAME_LENGTH_MAX, 1})
        {
            append(length);
        }

        final List<JournalContent.Item> before = JournalContent.of(alpha.directory()).entries(BTC);
        alpha.close();
        beta.close();
        deleteAll((ALPHA.equals(lost) ? alpha : beta).directory());
        alpha = cluster.start(ALPHA);
        beta = cluster.start(BETA);
        alpha.awaitLive(BTC);
        append(200);

        final List<JournalContent.Item> after = JournalContent.of(alpha.directory()).entries(BTC);
        assertEquals(before, after.subList(0, before.size()));
        assertEquals(JournalContent.of(alpha.directory()).frames(BTC), JournalContent.of(beta.directory()).frames(BTC));
        assertEquals(6, JournalContent.of(alpha.directory()).frames(BTC).size());
    }

    private void append(final int length)
    {
        final byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        try (BelayClient client = BelayClient.connect(cluster.context(ALPHA)))
        {
            final Market market = client.market(BTC);
            final Outcome outcome = market.appendAndAwait(new UnsafeBuffer(bytes), 0, length);
            assertTrue(outcome.isDurable(), outcome::toString);
        }
    }

    private static void deleteAll(final Path root) throws IOException
    {
        Files.walkFileTree(root, new SimpleFileVisitor<>()
        {
            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException
            {
                Files.delete(file);

                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(final Path folder, final IOException failure) throws IOException
            {
                Files.delete(folder);

                return FileVisitResult.CONTINUE;
            }
        });
    }
}

package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static io.belay.node.Cluster.BETA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.agrona.CloseHelper;
import org.agrona.IoUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes and a trading process as processes of their own, killed at random moments: what was acknowledged is in both
 * journals, once and in order, and the journals are equal when all have healed.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillTest
{
    private static final String BTC = "BTC-USD";
    private static final long SEED = Long.getLong("belay.test.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("belay.test.rounds", 4);
    private static final long RUN_OF_INDEXES = 1_000_000_000L;

    private final Random random = new Random(SEED);
    private final Map<String, Child> children = new HashMap<>();
    @TempDir
    private Path directory;
    private Cluster cluster;
    private long firstIndex = 1;
    private boolean hasStandbyOwnDriver;

    @BeforeEach
    void start()
    {
        System.out.println("seed " + SEED);
        cluster = Cluster.withDriver(directory);
    }

    private void startAll()
    {
        startNode(ALPHA);
        startNode(BETA);
        startAppender();
    }

    @AfterEach
    void stop()
    {
        CloseHelper.closeAll(children.values());
        final File betaAeronDirectory = new File(betaAeronDirectory());
        cluster.close();
        IoUtil.delete(betaAeronDirectory, true);
    }

    private void startNode(final String node)
    {
        children.put(node, BETA.equals(node) && hasStandbyOwnDriver ?
            Child.belay("node", cluster.file(node).toString(),
                "-Dbelay.driver.embedded=true", "-Daeron.dir=" + betaAeronDirectory()) :
            Child.belay("node", cluster.file(node).toString()));
    }

    private String betaAeronDirectory()
    {
        return cluster.aeronDirectory() + "-beta";
    }

    private void startAppender()
    {
        children.put("appender", Child.appender(
            cluster.aeronDirectory(), ALPHA, BTC, directory.toString(), Long.toString(firstIndex)));
        firstIndex += RUN_OF_INDEXES;
    }

    private List<String> acknowledged()
    {
        try
        {
            final Path file = directory.resolve("acknowledged");

            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    private void awaitProgress(final int count)
    {
        final int before = acknowledged().size();
        Await.until(count + " more acknowledgements", () -> acknowledged().size() >= before + count, this::outputs);
    }

    private String outputs()
    {
        final StringBuilder text = new StringBuilder("seed " + SEED + "\n");
        children.forEach((name, child) -> text.append("--- ").append(name).append('\n').append(child.output())
            .append('\n'));

        return text.toString();
    }

    /** With a driver of its own the standby takes it along; else the driver keeps what the dead one had open. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLoseNothingAcknowledgedWhenAnyOfThemIsKilledAgainAndAgain(final boolean hasOwnDriver) throws IOException
    {
        hasStandbyOwnDriver = hasOwnDriver;
        startAll();
        for (int round = 0; round < ROUNDS; round++)
        {
            awaitProgress(1 + random.nextInt(1500));
            switch (0 == round ? 0 : 1 == round ? 1 : random.nextInt(4))
            {
                case 0 -> killAndStart(ALPHA);
                case 1 -> killAndStart(BETA);
                case 2 -> killBothAndStart();
                default ->
                {
                    System.out.println("kill the appender");
                    children.get("appender").kill();
                    startAppender();
                }
            }
        }

        awaitProgress(500);
        stopInOrder();
        checkAcknowledgedIsHeldByBoth();
        checkHealed();
    }

    private void killAndStart(final String node)
    {
        System.out.println("kill " + node + " after " + acknowledged().size());
        children.get(node).kill();
        if (BETA.equals(node))
        {
            Await.until("the owner stops", () -> !"LIVE".equals(market(ALPHA).state()), this::outputs);
        }

        checkAcknowledgedIsHeldByBoth();
        startNode(node);
    }

    private NodeStatus.Market market(final String node)
    {
        return NodeStatus.read(cluster.directoryOf(node)).markets().get(0);
    }

    private void killBothAndStart()
    {
        System.out.println("kill both after " + acknowledged().size());
        children.get(ALPHA).kill();
        children.get(BETA).kill();
        checkAcknowledgedIsHeldByBoth();
        final boolean isOwnerFirst = random.nextBoolean();
        startNode(isOwnerFirst ? ALPHA : BETA);
        startNode(isOwnerFirst ? BETA : ALPHA);
    }

    private void stopInOrder() throws IOException
    {
        Files.createFile(directory.resolve(Appender.STOP));
        children.get("appender").awaitLine("STOPPED");
        Await.until("the standby has all", () ->
        {
            final NodeStatus.Market owned = market(ALPHA);

            return "LIVE".equals(owned.state()) && owned.position() == market(BETA).position();
        }, this::outputs);
        assertEquals(143, children.get(ALPHA).terminate(), this::outputs);
        assertEquals(143, children.get(BETA).terminate(), this::outputs);
    }

    /** At the moment of a death, before anything could be repaired. */
    private void checkAcknowledgedIsHeldByBoth()
    {
        final List<String> acknowledged = acknowledged();
        for (final String node : List.of(ALPHA, BETA))
        {
            final Map<Long, Long> txids = txids(JournalContent.of(cluster.directoryOf(node)));
            for (final String line : acknowledged)
            {
                final String[] words = line.split(" ", 2);
                assertEquals(Long.valueOf(words[1]), txids.get(Long.valueOf(words[0])),
                    () -> "acknowledged " + line + " at " + node + "; " + outputs());
            }
        }
    }

    /** The frames by their number, each with what it should hold, once, in order, without a gap. */
    private static Map<Long, Long> txids(final JournalContent content)
    {
        final Map<Long, Long> txids = new HashMap<>();
        final List<JournalContent.Item> frames = content.frames(BTC);
        long before = 0;
        for (int i = 0; i < frames.size(); i++)
        {
            final byte[] bytes = frames.get(i).bytes();
            final long index = ByteBuffer.wrap(bytes).getLong(0);
            assertEquals(i + 1, frames.get(i).txid(), () -> "seed " + SEED);
            assertArrayEquals(Appender.bytes(index), bytes, () -> "frame " + index + "; seed " + SEED);
            assertTrue(index > before, "frame " + index + " stands behind " + before + "; seed " + SEED);
            before = index;
            txids.put(index, frames.get(i).txid());
        }

        return txids;
    }

    private void checkHealed()
    {
        final JournalContent alpha = JournalContent.of(cluster.directoryOf(ALPHA));
        final JournalContent beta = JournalContent.of(cluster.directoryOf(BETA));
        assertEquals(alpha.entries(BTC).size(), beta.entries(BTC).size(), this::outputs);
        assertEquals(alpha.entries(BTC), beta.entries(BTC), this::outputs);
        for (final String node : List.of(ALPHA, BETA))
        {
            final CommandRun verify = CommandRun.of("verify", cluster.directoryOf(node).resolve("journal").toString());
            assertEquals(0, verify.code(), verify::toString);
        }

        System.out.println(acknowledged().size() + " acknowledged, " + alpha.frames(BTC).size() +
            " in both journals, " + alpha.entries(BTC).size() + " entries");
        assertTrue(acknowledged().size() > 500);
    }
}

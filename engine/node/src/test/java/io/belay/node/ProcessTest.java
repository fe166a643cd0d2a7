package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static io.belay.node.Cluster.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.aeron.Aeron;
import io.belay.transport.NodeCounter;
import org.agrona.CloseHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands as processes, as a supervisor sees them: ready lines, exit codes, and last words.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessTest
{
    private static final String SOLO = "SOLO";

    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    @TempDir
    private Path directory;

    @AfterEach
    void stop()
    {
        CloseHelper.closeAll(closeables);
    }

    private Child belay(final String... args)
    {
        final Child child = Child.belay(args);
        closeables.push(child);

        return child;
    }

    /** One node that needs no other. */
    private Cluster solo()
    {
        final Cluster cluster = new Cluster(directory)
            .with("belay.markets", SOLO).with("belay.market.w", "1").with("belay.market.standby", "")
            .with("aeron.dir", directory.resolve("aeron").toString());
        closeables.push(cluster);

        return cluster;
    }

    private String lines(final int count) throws IOException
    {
        return Files.writeString(directory.resolve("lines"), "line\n".repeat(count)).toString();
    }

    @Test
    void shouldRefuseASecondNodeOnTheSameDirectoryAndNameTheFirst()
    {
        final Cluster cluster = solo().with("belay.driver.embedded", "true");
        final Child first = belay("node", cluster.file(ALPHA).toString()).awaitLine("READY");
        final Child second = belay("node", cluster.file(ALPHA).toString(), "-Daeron.dir=" + directory.resolve("other"));
        assertEquals(6, second.awaitExit(), second::output);
        assertTrue(second.output().contains("in use by process " + first.pid()), second::output);
        assertFalse(second.output().contains("\tat "), second::output);

        assertTrue(first.isAlive());
        assertEquals(143, first.terminate(), first::output);
    }

    @Test
    void shouldEndWithFourWhenTheDriverIsKilledAndGoOnWhenBothAreStartedAgain() throws IOException
    {
        final Cluster cluster = solo().with("belay.driver.timeout", "2s");
        final String aeronDirectory = cluster.get("aeron.dir");
        final Child driver = belay("driver", "--dir", aeronDirectory).awaitLine("READY");
        final Child node = belay("node", cluster.file(ALPHA).toString()).awaitLine("READY");
        final Child append = belay("append", "--market", SOLO, "--aeron-dir", aeronDirectory, lines(20));
        assertEquals(0, append.awaitExit(), append::output);
        assertEquals(20, append.output().lines().filter((line) -> line.startsWith("DURABLE txid=")).count());

        driver.kill();
        assertEquals(4, node.awaitExit(), node::output);
        assertTrue(node.output().contains("belay: the media driver in " + aeronDirectory + " is gone; start it, then " +
            "start the node again"), node::output);
        assertFalse(node.output().contains("\tat "), node::output);
        final Child status = belay("status", cluster.directoryOf(ALPHA).toString());
        assertEquals(4, status.awaitExit(), status::output);
        assertTrue(status.output().contains("NOT RUNNING"), status::output);

        belay("driver", "--dir", aeronDirectory).awaitLine("READY");
        belay("node", cluster.file(ALPHA).toString()).awaitLine("READY");
        final Child again = belay("append", "--market", SOLO, "--aeron-dir", aeronDirectory, lines(1));
        assertEquals(0, again.awaitExit(), again::output);
        assertTrue(again.output().startsWith("DURABLE txid=21 w=1"), again::output);
    }

    @Test
    void shouldStopAppendingAndCountWhenTheNodeIsKilled() throws IOException
    {
        final Cluster cluster = solo();
        driver(cluster);
        final Child node = belay("node", cluster.file(ALPHA).toString()).awaitLine("READY");
        final Child append = belay("append", "--market", SOLO, "--aeron-dir", cluster.get("aeron.dir"),
            "--timeout", "1s", lines(1_000_000)).awaitLine("DURABLE");
        node.kill();
        assertEquals(4, append.awaitExit(), append::output);
        final List<String> said = append.output().lines().toList();
        final Matcher last = Pattern.compile(
            "belay: (\\d+) DURABLE, (\\d+) UNKNOWN, 0 REFUSED; nothing from line (\\d+) on was sent")
            .matcher(said.get(said.size() - 1));
        assertTrue(last.matches(), () -> said.get(said.size() - 1));
        final long durable = said.stream().filter((line) -> line.startsWith("DURABLE ")).count();
        final long unknown = said.stream()
            .filter((line) -> line.matches("UNKNOWN (timeout|node gone) line=\\d+")).count();
        assertEquals(durable, Long.parseLong(last.group(1)));
        assertEquals(unknown, Long.parseLong(last.group(2)));
        assertTrue(unknown >= 1);
        assertEquals(durable + unknown + 1, Long.parseLong(last.group(3)));
        assertTrue(said.get(said.size() - 2).startsWith("belay: node 'alpha' or its media driver is gone"),
            () -> said.get(said.size() - 2));
        assertFalse(append.output().contains("connect again"));
    }

    /** A driver that misses a client after two seconds. */
    private Child driver(final Cluster cluster)
    {
        return belay("driver", "--dir", cluster.get("aeron.dir"), "-D", "aeron.client.liveness.timeout=2s")
            .awaitLine("READY");
    }

    @Test
    void shouldSayThatItWasNotRunWhenItIsContinuedAfterTheDriverGaveItUp()
    {
        final Cluster cluster = solo();
        final Child driver = driver(cluster);
        final Child node = belay("node", cluster.file(ALPHA).toString()).awaitLine("READY");
        node.signal("STOP");
        Await.until("it is seen", () -> NodeStatus.read(cluster.directoryOf(ALPHA)).isStalled());
        Await.until("the driver misses it", () -> !NodeStatus.read(cluster.directoryOf(ALPHA)).alive());
        final CommandRun status = CommandRun.of("status", cluster.directoryOf(ALPHA).toString());
        assertEquals(4, status.code(), status::toString);
        assertTrue(status.out().contains("STALLED: not run for "), status::toString);
        node.signal("CONT");
        assertEquals(7, node.awaitExit(), node::output);
        assertTrue(Pattern.compile("belay: this process was not run for \\d+ s, .*: start the node again")
            .matcher(node.output()).find(), node::output);
        assertFalse(node.output().contains("is gone"), node::output);
        assertFalse(node.output().contains("AgentTermination"), node::output);
        assertFalse(node.output().contains("\tat "), node::output);
        assertTrue(driver.isAlive());
        belay("node", cluster.file(ALPHA).toString()).awaitLine("READY");
    }

    @Test
    void shouldEndEveryNodeWithFourWhenTheirDriverIsKilledWhileClientsComeAndGo() throws IOException
    {
        final Cluster cluster = new Cluster(directory)
            .with("aeron.dir", directory.resolve("aeron").toString()).with("belay.driver.timeout", "2s");
        closeables.push(cluster);
        final Child driver = driver(cluster);
        final Child alpha = belay("node", cluster.file(ALPHA).toString()).awaitLine("READY");
        final Child beta = belay("node", cluster.file(BETA).toString()).awaitLine("READY");
        // Each of them asks for a session, for which the owner asks the driver for a stream.
        for (int i = 0; i < 3; i++)
        {
            final Child appender = Child.appender(cluster.get("aeron.dir"), ALPHA, "BTC-USD",
                Files.createDirectory(directory.resolve("appender-" + i)).toString(), "1");
            closeables.push(appender);
        }

        Await.until("appends", () -> Files.exists(directory.resolve("appender-0/acknowledged")));
        driver.kill();
        for (final Child node : List.of(alpha, beta))
        {
            assertEquals(4, node.awaitExit(), node::output);
            assertTrue(node.output().contains("belay: the media driver in " + cluster.get("aeron.dir") + " is gone"),
                node::output);
            assertFalse(node.output().contains("AgentTermination"), node::output);
            assertFalse(node.output().contains("\tat "), node::output);
        }
    }

    @Test
    void shouldNotWaitForTheDriverToMissItsPredecessorWhenItWasKilled()
    {
        final Cluster cluster = solo();
        belay("driver", "--dir", cluster.get("aeron.dir"), "-D", "aeron.client.liveness.timeout=60s",
            "-D", "aeron.publication.unblock.timeout=90s").awaitLine("READY");
        final Child killed = belay("node", cluster.file(ALPHA).toString()).awaitLine("READY");
        killed.kill();
        final Child node = belay("node", cluster.file(ALPHA).toString()).awaitLine("READY");
        assertFalse(node.output().contains("waiting"), node::output);

        // What the dead one had open is gone too: it would hold up all who send to the same streams.
        try (Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(cluster.get("aeron.dir"))))
        {
            Await.until("one node is left", () -> 1 == NodeCounter.find(aeron.countersReader()).size());
        }
    }

    @Test
    void shouldWaitForTheDriverToMissANamesakeThatWasKilledElsewhere()
    {
        final Cluster cluster = solo();
        // Longer than a process takes to start on a busy machine.
        belay("driver", "--dir", cluster.get("aeron.dir"), "-D", "aeron.client.liveness.timeout=15s",
            "-D", "aeron.publication.unblock.timeout=30s").awaitLine("READY");
        belay("node", cluster.file(ALPHA).toString()).awaitLine("READY").kill();
        final String elsewhere = "-Dbelay.dir=" + directory.resolve("elsewhere");
        final Child node = belay("node", cluster.file(ALPHA).toString(), elsewhere).awaitLine("READY");
        assertTrue(node.output().contains("belay: node alpha with id 1 has used this media driver and is silent: " +
            "waiting until the driver has given it up"), node::output);
    }

    @Test
    void shouldRefuseANamesakeThatRunsElsewhere()
    {
        final Cluster cluster = solo();
        driver(cluster);
        final Child first = belay("node", cluster.file(ALPHA).toString()).awaitLine("READY");
        final String elsewhere = "-Dbelay.dir=" + directory.resolve("elsewhere");
        for (final String difference : new String[]{"-Dbelay.market.w=1", "-Dbelay.node.alpha.id=7"})
        {
            final Child second = belay("node", cluster.file(ALPHA).toString(), elsewhere, difference);
            assertEquals(6, second.awaitExit(), second::output);
            assertTrue(second.output().contains("belay: node alpha with id 1 runs on this media driver already, with " +
                "another belay.dir; "), second::output);
            assertFalse(second.output().contains("\tat "), second::output);
        }

        assertTrue(first.isAlive());
        assertEquals(143, first.terminate(), first::output);
    }

    @Test
    void shouldReplaceTheEmbeddedDriverThatAKilledNodeHasLeft()
    {
        final Cluster cluster = solo().with("belay.driver.embedded", "true");
        cluster.common().remove("aeron.dir");
        final Child killed = belay("node", cluster.file(ALPHA).toString()).awaitLine("READY");
        final String aeronDirectory = NodeStatus.read(cluster.directoryOf(ALPHA)).aeronDirectory();
        killed.kill();
        assertTrue(Files.exists(Path.of(aeronDirectory)));

        final Child node = belay("node", cluster.file(ALPHA).toString()).awaitLine("READY");
        assertEquals(aeronDirectory, NodeStatus.read(cluster.directoryOf(ALPHA)).aeronDirectory());
        assertEquals(143, node.terminate(), node::output);
        assertFalse(Files.exists(Path.of(aeronDirectory)), "left behind: " + aeronDirectory);
    }
}

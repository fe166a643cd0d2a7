package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

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

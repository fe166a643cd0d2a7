package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.belay.client.BelayClient;
import io.belay.client.Market;
import io.belay.client.Outcome;
import io.belay.client.RefusalCode;
import io.belay.journal.JournalFullException;
import io.belay.journal.WriteMode;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A node whose disk is full, or refuses to sync: nothing is acknowledged that is not there afterwards.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DiskTest
{
    private static final String SOLO = "SOLO";
    private static final int FRAME_BYTES = 100_000;

    @TempDir
    private Path directory;
    private Cluster cluster;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FRAME_BYTES]);
    private final List<Long> acknowledged = new ArrayList<>();

    @BeforeEach
    void start()
    {
        cluster = Cluster.withDriver(directory)
            .with("belay.markets", SOLO).with("belay.market.w", "1").with("belay.market.standby", "");
    }

    @AfterEach
    void stop()
    {
        cluster.close();
    }

    /** Each frame begins with a number of its own, counted up with every try. */
    private Outcome append(final Market market, final long number)
    {
        buffer.putLong(0, number);
        final Outcome outcome = market.appendAndAwait(buffer, 0, FRAME_BYTES);
        if (outcome.isDurable())
        {
            acknowledged.add(number);
        }

        return outcome;
    }

    private void assertNothingIsLost()
    {
        final List<Long> held = JournalContent.of(cluster.directoryOf(ALPHA)).frames(SOLO).stream()
            .map((frame) -> new UnsafeBuffer(frame.bytes()).getLong(0)).toList();
        assertTrue(held.containsAll(acknowledged), () -> "acknowledged " + acknowledged + ", held " + held);
        assertEquals(held.stream().distinct().sorted().toList(), held);
    }

    private static boolean run(final String... command) throws IOException, InterruptedException
    {
        try
        {
            return 0 == new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        }
        catch (final IOException ex)
        {
            return false; // There is no such program.
        }
    }

    private static void fill(final Path ballast)
    {
        try (var out = Files.newOutputStream(ballast))
        {
            final byte[] bytes = new byte[4096];
            while (true)
            {
                out.write(bytes);
            }
        }
        catch (final IOException full)
        {
            assertTrue(full.getMessage().contains("No space left"), full::getMessage);
        }
    }

    @Test
    void shouldRefuseAppendsWhileTheDiskIsFullAndLoseNothing() throws Exception
    {
        final Path mount = Files.createDirectory(cluster.directoryOf(ALPHA));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", mount.toString()),
            "a file system can only be mounted by root");
        try
        {
            final Path ballast = mount.resolve("ballast");
            final RunningNode alpha = cluster.start(ALPHA);
            alpha.awaitLive(SOLO);
            final BelayClient client = cluster.connect(ALPHA);
            final Market market = client.market(SOLO);
            long number = 0;
            while (number < 30)
            {
                assertTrue(append(market, ++number).isDurable());
            }

            fill(ballast);
            Outcome last = append(market, ++number);
            while (last.isDurable() && number < 1000)
            {
                last = append(market, ++number);
            }

            assertEquals(RefusalCode.JOURNAL_UNAVAILABLE, last.code(), last::toString);
            assertEquals(RefusalCode.JOURNAL_UNAVAILABLE, append(market, ++number).code());
            assertTrue(alpha.err().contains("full"), alpha::err);
            assertNull(alpha.failure());
            assertTrue(alpha.status().alive());
            assertFalse(alpha.status().journalFailed());

            // It goes on by itself when there is room.
            Files.delete(ballast);
            final long[] next = {number};
            Await.until("it takes appends", () -> append(market, ++next[0]).isDurable(), alpha::err);
            client.close();
            alpha.close();
            assertNothingIsLost();

            fill(ballast);
            final String refusal = assertThrows(JournalFullException.class, () -> cluster.start(ALPHA)).getMessage();
            assertTrue(refusal.contains("Make room"), refusal);
            Files.delete(ballast);
            final RunningNode again = cluster.start(ALPHA);
            again.awaitLive(SOLO);
            assertTrue(append(cluster.connect(ALPHA).market(SOLO), next[0] + 1).isDurable());
            assertNothingIsLost();
        }
        finally
        {
            cluster.close();
            run("umount", "-l", mount.toString()); // Lazily: a journal's files may stay mapped for a while.
        }
    }

    @ParameterizedTest
    @EnumSource(WriteMode.class)
    void shouldEndWithWordsWhenTheDiskRefusesToSyncAndLoseNothing(final WriteMode mode) throws Exception
    {
        cluster.with("belay.journal.write.mode", mode.name());
        try (Child node = Child.belay("node", cluster.file(ALPHA).toString()).awaitLine("READY"))
        {
            final Market market = cluster.connect(ALPHA).market(SOLO);
            long number = 0;
            while (number < 30)
            {
                assertTrue(append(market, ++number).isDurable());
            }

            final Process strace = refuseToSync(node);
            try
            {
                final Outcome outcome = append(market, ++number);
                assertFalse(outcome.isDurable(), outcome::toString);
                assertEquals(70, node.awaitExit(), node::output);
            }
            finally
            {
                strace.destroy();
                strace.waitFor();
            }

            assertTrue(node.output().contains("belay: the journal in " + cluster.directoryOf(ALPHA) + " has failed; " +
                "start the node again, it then verifies and recovers it"), node::output);
            assertFalse(node.output().contains("\tat "), node::output);
            assertNothingIsLost();

            try (Child again = Child.belay("node", cluster.file(ALPHA).toString()).awaitLine("READY"))
            {
                assertTrue(append(cluster.connect(ALPHA).market(SOLO), ++number).isDurable(), again::output);
                assertNothingIsLost();
                assertEquals(143, again.terminate(), again::output);
            }

            final CommandRun verify = CommandRun.of("verify", cluster.directoryOf(ALPHA).resolve("journal").toString());
            assertEquals(0, verify.code(), verify::toString);
        }
    }

    /** From when this returns, the kernel answers the node's every sync and synchronous write with an I/O error. */
    private Process refuseToSync(final Child node) throws IOException, InterruptedException
    {
        assumeTrue(run("strace", "-V"), "there is no strace");
        final Path said = directory.resolve("strace");
        final String calls = "msync,fsync,fdatasync,pwrite64";
        final Process strace = new ProcessBuilder("strace", "-f", "-o", "/dev/null", "-p", Long.toString(node.pid()),
            "-e", "trace=" + calls, "-e", "inject=" + calls + ":error=EIO")
            .redirectErrorStream(true).redirectOutput(said.toFile()).start();
        Await.until("strace is attached, or cannot be", () ->
        {
            try
            {
                return !strace.isAlive() || Files.readString(said).contains("attached");
            }
            catch (final IOException ex)
            {
                return false; // It has said nothing yet.
            }
        });
        assumeTrue(strace.isAlive(), () -> "strace may not attach");

        return strace;
    }
}

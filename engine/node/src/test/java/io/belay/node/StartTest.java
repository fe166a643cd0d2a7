package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static io.belay.node.Cluster.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.belay.journal.JournalInUseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What keeps a node from starting, and how it is said.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StartTest
{
    @TempDir
    private Path directory;
    private Cluster cluster;

    @BeforeEach
    void start()
    {
        cluster = Cluster.withDriver(directory);
    }

    @AfterEach
    void stop()
    {
        cluster.close();
    }

    private NodeRefusedException refusal(final NodeFailure.Kind kind)
    {
        final NodeRefusedException refusal = assertThrows(NodeRefusedException.class, () -> cluster.start(ALPHA));
        assertEquals(kind, refusal.kind(), refusal.getMessage());

        return refusal;
    }

    @Test
    void shouldNameTheDirectoryWhenItIsAFile() throws IOException
    {
        Files.writeString(cluster.directoryOf(ALPHA), "not a directory");
        assertEquals("belay.dir=" + cluster.directoryOf(ALPHA) + " cannot be used: it is not a directory",
            refusal(NodeFailure.Kind.NOT_USABLE).getMessage());
    }

    @Test
    void shouldNameTheDirectoryWhenItCannotBeMade()
    {
        // Where nobody can make a directory, not even root.
        final Path nowhere = Path.of("/proc/belay/alpha");
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "there is no /proc");
        cluster.with("belay.dir", nowhere.toString()).with("belay.node", ALPHA);
        final NodeRefusedException refusal = assertThrows(NodeRefusedException.class,
            () -> RunningNode.launch(NodeConfig.from(Settings.of(cluster.common()))));
        assertTrue(refusal.getMessage().startsWith("belay.dir=" + nowhere + " cannot be used: "), refusal.getMessage());
        assertEquals(6, refusal.kind().exitCode());
    }

    @Test
    void shouldNameThePidWhenAnotherNodeUsesTheDirectory()
    {
        final RunningNode alpha = cluster.start(ALPHA);
        final JournalInUseException refusal =
            assertThrows(JournalInUseException.class, () -> cluster.start(ALPHA));
        assertTrue(refusal.getMessage().contains("process " + ProcessHandle.current().pid()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(cluster.directoryOf(ALPHA).toString()), refusal.getMessage());

        // The first one does not notice.
        assertTrue(alpha.status().alive());
    }

    @Test
    void shouldNameTheDirectoryWhenNoDriverIsThere()
    {
        final String gone = cluster.aeronDirectory();
        cluster.stopDriver();
        cluster.with("aeron.dir", gone).with("belay.driver.timeout", "300ms");
        final NodeRefusedException refusal = refusal(NodeFailure.Kind.DRIVER_MISSING);
        assertTrue(refusal.getMessage().startsWith("no media driver runs in " + gone + "; "), refusal.getMessage());
        assertEquals(4, refusal.kind().exitCode());
        assertFalse(NodeStatus.read(cluster.directoryOf(ALPHA)).alive());
    }

    @Test
    void shouldNameTheKeyWhenThePortIsTaken() throws IOException
    {
        final String endpoint = cluster.get("belay.node.alpha.endpoint");
        final int port = Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1));
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
        {
            final NodeRefusedException refusal = refusal(NodeFailure.Kind.NOT_USABLE);
            assertTrue(taken.isBound());
            assertEquals("belay.node.alpha.endpoint=" + endpoint + " cannot be used: another process listens on this " +
                "UDP port; 'ss -lunp' shows which", refusal.getMessage());
            assertEquals(6, refusal.kind().exitCode());
        }

        // Nothing is left behind that would be in its own way.
        final RunningNode alpha = cluster.start(ALPHA);
        assertTrue(alpha.status().alive());
    }

    @Test
    void shouldNameTheKeyWhenAPeersHostIsUnknown()
    {
        cluster.with("belay.node.beta.endpoint", "no-such-host.invalid:9002");
        final NodeRefusedException refusal = refusal(NodeFailure.Kind.NOT_USABLE);
        assertEquals("belay.node.beta.endpoint=no-such-host.invalid:9002 cannot be used: there is no such host",
            refusal.getMessage());
    }

    @Test
    void shouldNameTheKeyWhenTheOwnAddressIsAnotherMachines()
    {
        cluster.with("belay.node.alpha.endpoint", "192.0.2.1:9001");
        final NodeRefusedException refusal = refusal(NodeFailure.Kind.NOT_USABLE);
        assertEquals("belay.node.alpha.endpoint=192.0.2.1:9001 cannot be used: this machine has no such address",
            refusal.getMessage());
    }

    @Test
    void shouldSayWhenTheJournalKnowsBetter()
    {
        cluster.with("belay.markets", "BTC-USD").with("belay.market.w", "1").with("belay.market.standby", "");
        final RunningNode first = cluster.start(ALPHA);
        first.awaitLive("BTC-USD");
        first.close();

        cluster.with("belay.market.w", "2").with("belay.market.standby", BETA);
        final RunningNode second = cluster.start(ALPHA);
        assertTrue(second.err().contains("WARNING market BTC-USD: the configuration says owner alpha, standby beta, " +
            "W=2; the journal says owner alpha, W=1, and the journal wins"), second.err());
        second.awaitLive("BTC-USD");
        assertTrue(second.market("BTC-USD").configDiffers());
        assertEquals(1, second.market("BTC-USD").w());
    }
}

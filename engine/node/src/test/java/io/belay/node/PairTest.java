package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static io.belay.node.Cluster.BETA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.belay.client.BelayClient;
import io.belay.client.BelayException;
import io.belay.client.Market;
import io.belay.client.Outcome;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes and their clients, from an append to two journals on disk.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PairTest
{
    private static final String BTC = "BTC-USD";
    private static final String ETH = "ETH-USD";

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

    private static byte[] bytes(final int length, final long seed)
    {
        final byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);

        return bytes;
    }

    private static Outcome append(final Market market, final byte[] bytes)
    {
        return market.appendAndAwait(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private static void appendDurably(final Market market, final byte[] bytes)
    {
        final Outcome outcome = append(market, bytes);
        assertTrue(outcome.isDurable(), outcome::toString);
    }

    private static BelayException.Code refusal(final org.junit.jupiter.api.function.Executable call)
    {
        return assertThrows(BelayException.class, call).code();
    }

    @Test
    void shouldRefuseByNameWhenTheMarketIsAnothersOrUnknownOrTheFrameTooLong()
    {
        final RunningNode alpha = cluster.start(ALPHA);
        cluster.start(BETA);
        alpha.awaitLive(BTC);
        final BelayClient ofBeta = cluster.connect(BETA);
        final BelayException notOwner = assertThrows(BelayException.class, () -> ofBeta.market(BTC));
        assertEquals(BelayException.Code.NOT_OWNER, notOwner.code());
        assertEquals("node 'beta' does not own market 'BTC-USD'; node 'alpha' does: connect to that one",
            notOwner.getMessage());

        final BelayClient client = cluster.connect(ALPHA);
        final BelayException unknown = assertThrows(BelayException.class, () -> client.market("XRP-USD"));
        assertEquals(BelayException.Code.UNKNOWN_MARKET, unknown.code());
        assertTrue(unknown.getMessage().contains("'XRP-USD'"), unknown.getMessage());

        final Market market = client.market(BTC);
        final IllegalArgumentException tooLong = assertThrows(IllegalArgumentException.class,
            () -> append(market, bytes(Cluster.FRAME_LENGTH_MAX + 1, 1)));
        assertTrue(tooLong.getMessage().contains("1048577 bytes"), tooLong.getMessage());
        assertTrue(tooLong.getMessage().contains("1048576 bytes; belay.frame.length.max"), tooLong.getMessage());
        appendDurably(market, bytes(100, 1));
        assertEquals(1, JournalContent.of(alpha.directory()).frames(BTC).size());
    }

    @Test
    void shouldNotAnswerDurableWhileTheStandbyIsAway()
    {
        final RunningNode alpha = cluster.start(ALPHA);
        final BelayClient client = BelayClient.connect(cluster.context(ALPHA).outcomeTimeoutNs(300_000_000L));
        final Market market = client.market(BTC);
        final Outcome early = append(market, bytes(10, 1));
        assertTrue(early.isRefused(), early::toString);
        client.close();

        final RunningNode beta = cluster.start(BETA);
        alpha.awaitLive(BTC);
        appendDurably(cluster.connect(ALPHA).market(BTC), bytes(10, 2));
        assertEquals(1, JournalContent.of(alpha.directory()).frames(BTC).size());
        assertEquals(1, JournalContent.of(beta.directory()).frames(BTC).size());
    }

    @Test
    void shouldKeepFramesOfEveryLengthByteForByteInBothJournals()
    {
        final RunningNode alpha = cluster.start(ALPHA);
        final RunningNode beta = cluster.start(BETA);
        alpha.awaitLive(BTC);
        final BelayClient client = cluster.connect(ALPHA);
        final Market market = client.market(BTC);
        final int mtu = 8192;
        final int claim = market.claimLengthMax();
        final List<byte[]> sent = new ArrayList<>();
        for (final int length : new int[]{
            0, 1, 7, 8, 9, 4095, mtu - 32 - 80, mtu - 32 - 80 + 1, mtu, mtu + 1, claim - 1, claim, claim + 1,
            Cluster.FRAME_LENGTH_MAX - 1, Cluster.FRAME_LENGTH_MAX, 0})
        {
            sent.add(bytes(length, length));
            appendDurably(market, sent.get(sent.size() - 1));
        }

        // In place, up to the limit.
        for (final int length : new int[]{0, 1, claim})
        {
            sent.add(bytes(length, length + 7L));
            while (Market.TRY_LATER == market.claim(length))
            {
                client.poll();
            }

            market.buffer().putBytes(market.offset(), sent.get(sent.size() - 1));
            market.commit();
            Await.until("the claimed append is answered", () ->
            {
                client.poll();

                return 0 == client.inFlight();
            });
        }

        alpha.close();
        beta.close();
        final List<JournalContent.Item> frames = JournalContent.of(alpha.directory()).frames(BTC);
        assertEquals(sent.size(), frames.size());
        for (int i = 0; i < frames.size(); i++)
        {
            assertArrayEquals(sent.get(i), frames.get(i).bytes(), "frame " + i);
            assertEquals(i + 1, frames.get(i).txid());
        }

        assertEquals(
            JournalContent.of(alpha.directory()).frames(BTC), JournalContent.of(beta.directory()).frames(BTC));
    }

    @Test
    void shouldRefuseByNameWhenTheConfigurationAllowsLess()
    {
        cluster.with("belay.frame.length.max", "64k").with("belay.wal.term.length", "1m");
        final RunningNode alpha = cluster.start(ALPHA);
        final RunningNode beta = cluster.start(BETA);
        alpha.awaitLive(BTC);
        final Market market = cluster.connect(ALPHA).market(BTC);
        final IllegalArgumentException tooLong =
            assertThrows(IllegalArgumentException.class, () -> append(market, bytes((64 << 10) + 1, 1)));
        assertTrue(tooLong.getMessage().contains("65536 bytes; belay.frame.length.max"), tooLong.getMessage());
        final byte[] sent = bytes(64 << 10, 3);
        appendDurably(market, sent);
        assertArrayEquals(sent, JournalContent.of(beta.directory()).frames(BTC).get(0).bytes());
    }

    @Test
    void shouldWorkWithTheSmallestBuffersThatTheConfigurationAllows()
    {
        cluster.with("belay.wal.term.length", "64k").with("belay.frame.length.max", "4k")
            .with("belay.client.window", "1").with("belay.market.window", "16")
            .with("belay.markets", "BTC-USD,SOLO").with("belay.market.SOLO.w", "1")
            .with("belay.market.SOLO.standby", "");
        final RunningNode alpha = cluster.start(ALPHA);
        final RunningNode beta = cluster.start(BETA);
        alpha.awaitLive(BTC);
        final BelayClient client = cluster.connect(ALPHA);
        final Market solo = client.market("SOLO");
        final Market market = client.market(BTC);
        for (int i = 0; i < 50; i++)
        {
            appendDurably(market, bytes(4096, i));
            appendDurably(solo, bytes(4096, i));
        }

        assertEquals(50, JournalContent.of(beta.directory()).frames(BTC).size());
        assertEquals(50, JournalContent.of(alpha.directory()).frames("SOLO").size());
    }

    @Test
    void shouldServeManyClientsOfManyMarketsInBothDirectionsAtOnce()
    {
        cluster.with("belay.markets", "A,B,C,D,E,F,SOLO")
            .with("belay.market.D.owner", BETA).with("belay.market.D.standby", ALPHA)
            .with("belay.market.E.owner", BETA).with("belay.market.E.standby", ALPHA)
            .with("belay.market.SOLO.standby", "").with("belay.market.SOLO.w", "1");
        final RunningNode alpha = cluster.start(ALPHA);
        final RunningNode beta = cluster.start(BETA);
        List.of("A", "B", "C", "F", "SOLO").forEach(alpha::awaitLive);
        List.of("D", "E").forEach(beta::awaitLive);

        final List<Outcome> bad = new ArrayList<>();
        final int[] durable = new int[1];
        final List<BelayClient> clients = new ArrayList<>();
        final List<Market> markets = new ArrayList<>();
        for (int i = 0; i < 12; i++)
        {
            final BelayClient client = cluster.connect(0 == i % 2 ? ALPHA : BETA, (outcome) ->
            {
                if (outcome.isDurable())
                {
                    durable[0]++;
                }
                else
                {
                    bad.add(outcome);
                }
            });
            clients.add(client);
            for (final String name : 0 == i % 2 ? List.of("A", "B", "C", "F", "SOLO") : List.of("D", "E"))
            {
                markets.add(client.market(name));
            }
        }

        final int rounds = 100;
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes(200, 1));
        for (int round = 0; round < rounds; round++)
        {
            for (final Market market : markets)
            {
                while (Market.TRY_LATER == market.append(buffer, 0, round))
                {
                    clients.forEach(BelayClient::poll);
                }
            }

            clients.forEach(BelayClient::poll);
        }

        Await.until("all is answered", () ->
        {
            clients.forEach(BelayClient::poll);

            return clients.stream().allMatch((client) -> 0 == client.inFlight());
        });
        assertEquals(List.of(), bad);
        assertEquals(rounds * markets.size(), durable[0]);
        Await.until("the clients are seen", () -> 6 == alpha.status().clients() && 6 == beta.status().clients());

        alpha.close();
        beta.close();
        final JournalContent ofAlpha = JournalContent.of(alpha.directory());
        final JournalContent ofBeta = JournalContent.of(beta.directory());
        for (final String name : List.of("A", "B", "C", "D", "E", "F"))
        {
            assertEquals(6 * rounds, ofAlpha.frames(name).size());
            assertEquals(ofAlpha.entries(name), ofBeta.entries(name));
        }

        assertEquals(6 * rounds, ofAlpha.frames("SOLO").size());
        assertEquals(0, ofBeta.entries("SOLO").size());
    }

    @Test
    void shouldSayLoudlyThatOneDiskIsOneDisk()
    {
        cluster.with("belay.markets", "BTC-USD,ETH-USD").with("belay.market.BTC-USD.w", "1")
            .with("belay.market.BTC-USD.standby", "");
        final RunningNode alpha = cluster.start(ALPHA);
        assertTrue(alpha.err().contains("WARNING market BTC-USD has W=1"), alpha.err());
        assertFalse(alpha.err().contains(ETH), alpha.err());
        alpha.awaitLive(BTC);
        final Outcome outcome = append(cluster.connect(ALPHA).market(BTC), bytes(10, 1));
        assertTrue(outcome.isDurable());
        assertEquals(1, outcome.w());
    }

    @Test
    void shouldGoOnWhenTheStandbyWasStartedAgain()
    {
        final RunningNode alpha = cluster.start(ALPHA);
        RunningNode beta = cluster.start(BETA);
        alpha.awaitLive(BTC);
        final Market market = cluster.connect(ALPHA).market(BTC);
        for (int i = 0; i < 3; i++)
        {
            appendDurably(market, bytes(100, i));
            beta.close();
            beta = cluster.start(BETA);
        }

        appendDurably(market, bytes(100, 3));
        assertNull(alpha.failure());
        assertEquals(4, JournalContent.of(beta.directory()).frames(BTC).size());
        assertEquals(
            JournalContent.of(alpha.directory()).frames(BTC), JournalContent.of(beta.directory()).frames(BTC));
    }

    @Test
    void shouldGoOnWhenTheOwnerWasStartedAgain()
    {
        RunningNode alpha = cluster.start(ALPHA);
        final RunningNode beta = cluster.start(BETA);
        alpha.awaitLive(BTC);
        for (int i = 0; i < 3; i++)
        {
            final BelayClient client = cluster.connect(ALPHA);
            final Market market = client.market(BTC);
            appendDurably(market, bytes(100, i));
            alpha.close();
            assertEquals(BelayException.Code.NODE_LOST, refusal(() -> append(market, bytes(1, 1))));
            alpha = cluster.start(ALPHA);
        }

        final Outcome last = append(cluster.connect(ALPHA).market(BTC), bytes(100, 3));
        assertTrue(last.isDurable(), last::toString);
        assertEquals(4, last.txid());
        assertEquals(4, JournalContent.of(beta.directory()).frames(BTC).size());
        assertEquals(
            JournalContent.of(alpha.directory()).frames(BTC), JournalContent.of(beta.directory()).frames(BTC));
    }

    @Test
    void shouldFillTheStandbyThatWasAwayForAWhile()
    {
        cluster.with("belay.markets", "BTC-USD,SOLO").with("belay.market.SOLO.w", "1")
            .with("belay.market.SOLO.standby", "");
        final RunningNode alpha = cluster.start(ALPHA);
        final RunningNode first = cluster.start(BETA);
        alpha.awaitLive(BTC);
        final BelayClient client = cluster.connect(ALPHA);
        final Market market = client.market(BTC);
        appendDurably(market, bytes(100, 1));
        first.close();
        alpha.awaitState(BTC, "REPAIRING");

        // The owner's own journal goes on meanwhile, also where it stands alone.
        final Market solo = client.market("SOLO");
        for (int i = 0; i < 50; i++)
        {
            appendDurably(solo, bytes(1000, i));
        }

        final RunningNode second = cluster.start(BETA);
        appendDurably(market, bytes(100, 2));
        assertEquals(
            JournalContent.of(alpha.directory()).frames(BTC), JournalContent.of(second.directory()).frames(BTC));
        assertTrue(alpha.err().contains("standby beta is silent"), alpha.err());
    }
}

package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static io.belay.node.Cluster.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.belay.client.BelayClient;
import io.belay.client.BelayException;
import io.belay.client.Market;
import io.belay.client.Outcome;
import io.belay.client.OutcomeKind;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a live pair and its clients do when something that they need goes away.
 */
@Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultTest
{
    private static final String BTC = "BTC-USD";

    @TempDir
    private Path directory;
    private Cluster cluster;
    private RunningNode alpha;
    private RunningNode beta;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[100]);

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

    private void startPair()
    {
        alpha = cluster.start(ALPHA);
        beta = cluster.start(BETA);
        alpha.awaitLive(BTC);
    }

    private BelayClient connect()
    {
        return cluster.connect(ALPHA, (outcome) -> outcomes.add(outcome.copy()));
    }

    private static void appendDurably(final Market market, final UnsafeBuffer buffer)
    {
        final Outcome outcome = market.appendAndAwait(buffer, 0, buffer.capacity());
        assertTrue(outcome.isDurable(), outcome::toString);
    }

    private int appendMany(final Market market)
    {
        int count = 0;
        while (count < 100 && Market.TRY_LATER != market.append(buffer, 0, 100))
        {
            count++;
        }

        return count;
    }

    private void awaitOutcomes(final BelayClient client)
    {
        Await.until("all has an outcome", () ->
        {
            client.poll();

            return 0 == client.inFlight();
        });
    }

    @Test
    void shouldEndWithTheDriver()
    {
        startPair();
        final BelayClient client = connect();
        final Market market = client.market(BTC);
        appendDurably(market, buffer);
        final int count = appendMany(market);
        cluster.stopDriver();

        // Every append has an outcome, and none is invented; then the client says that it is of no more use.
        awaitOutcomes(client);
        assertEquals(count, outcomes.size());
        assertTrue(outcomes.stream().noneMatch(Outcome::isRefused), outcomes::toString);
        Await.until("the client notices", () ->
        {
            client.poll();

            return !client.isUsable();
        });
        assertEquals(BelayException.Code.DRIVER_LOST,
            assertThrows(BelayException.class, () -> market.append(buffer, 0, 100)).code());

        for (final RunningNode node : List.of(alpha, beta))
        {
            Await.until("the node notices", () -> null != node.failure());
            assertEquals(NodeFailure.Kind.DRIVER_LOST, node.failure().kind(), node.failure()::toString);
            assertEquals(4, node.failure().kind().exitCode());
            assertTrue(node.failure().message().startsWith("the media driver in "), node.failure()::toString);
            node.close();
            assertFalse(node.status().alive());
        }

        final long durable = outcomes.stream().filter(Outcome::isDurable).count();
        assertTrue(JournalContent.of(alpha.directory()).frames(BTC).size() > durable);
        assertTrue(JournalContent.of(beta.directory()).frames(BTC).size() > durable);
    }

    @Test
    void shouldTellClientsWhenItStopsInOrder()
    {
        startPair();
        final BelayClient client = connect();
        final Market market = client.market(BTC);
        appendDurably(market, buffer);
        final int count = appendMany(market);
        alpha.close();

        awaitOutcomes(client);
        assertEquals(count, outcomes.size());
        assertTrue(outcomes.stream().noneMatch(Outcome::isRefused), outcomes::toString);
        final BelayException gone = assertThrows(BelayException.class, () -> market.append(buffer, 0, 100));
        assertEquals(BelayException.Code.NODE_LOST, gone.code());
        assertTrue(gone.getMessage().contains("CLOSING"), gone.getMessage());
        assertNull(alpha.failure());
        assertEquals("", alpha.err());
    }

    @Test
    void shouldFinishWhatAClientThatLeftHadInFlight()
    {
        startPair();
        final BelayClient leaving = connect();
        final int count = appendMany(leaving.market(BTC));
        leaving.close();

        final BelayClient staying = cluster.connect(ALPHA);
        appendDurably(staying.market(BTC), buffer);
        assertEquals(count + 1, JournalContent.of(alpha.directory()).frames(BTC).size());
        Await.until("one client is left", () -> 1 == alpha.status().clients(), () -> alpha.status());
    }

    @Test
    void shouldRefuseAndThenGoOnWhileTheStandbyIsAwayWithAppendsInFlight()
    {
        startPair();
        final BelayClient client = connect();
        final Market market = client.market(BTC);
        appendDurably(market, buffer);
        final int count = appendMany(market);
        beta.close();
        alpha.awaitState(BTC, "REPAIRING");
        market.append(buffer, 0, 100);
        Await.until("an append is refused", () ->
        {
            client.poll();

            return outcomes.stream().anyMatch(Outcome::isRefused);
        });

        beta = cluster.start(BETA);
        awaitOutcomes(client);
        assertEquals(count, outcomes.stream().filter(Outcome::isDurable).count());
        assertEquals(0, outcomes.stream().filter((outcome) -> OutcomeKind.UNKNOWN == outcome.kind()).count());
        appendDurably(market, buffer);
        assertEquals(count + 2, JournalContent.of(beta.directory()).frames(BTC).size());
        assertEquals(
            JournalContent.of(alpha.directory()).frames(BTC), JournalContent.of(beta.directory()).frames(BTC));
    }

    @Test
    void shouldAnswerEveryAppendOfAClientThatSendsMoreThanItsWindow()
    {
        cluster.with("belay.client.window", "16").with("belay.market.window", "16");
        startPair();
        final BelayClient client = connect();
        assertEquals(16, client.windowMax());
        final Market market = client.market(BTC);
        int count = 0;
        for (int i = 0; i < 20_000; i++)
        {
            if (Market.TRY_LATER != market.append(buffer, 0, 10))
            {
                count++;
            }

            client.poll();
        }

        awaitOutcomes(client);
        assertEquals(count, outcomes.size());
        final long durable = outcomes.stream().filter(Outcome::isDurable).count();
        assertEquals(durable, JournalContent.of(alpha.directory()).frames(BTC).size());
        assertEquals(0, outcomes.stream().filter((outcome) -> OutcomeKind.UNKNOWN == outcome.kind()).count());
    }
}

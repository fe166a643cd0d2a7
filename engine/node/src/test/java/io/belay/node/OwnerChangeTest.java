package io.belay.node;

import static io.belay.node.Cluster.ALPHA;
import static io.belay.node.Cluster.BETA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.belay.client.BelayClient;
import io.belay.client.BelayException;
import io.belay.client.Change;
import io.belay.client.Market;
import io.belay.client.Outcome;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Operators' commands on real nodes: who owns a market changes, and nothing that was acknowledged is lost.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnerChangeTest
{
    private static final String BTC = "BTC-USD";
    private static final long TIMEOUT_NS = 20_000_000_000L;

    @TempDir
    private Path directory;
    private Cluster cluster;
    private RunningNode alpha;
    private RunningNode beta;

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
        beta.awaitState(BTC, "FOLLOWING");
    }

    private static Outcome append(final Market market, final String text)
    {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        return market.appendAndAwait(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private static void appendDurably(final Market market, final String text, final int w)
    {
        final Outcome outcome = append(market, text);
        assertTrue(outcome.isDurable(), outcome::toString);
        assertEquals(w, outcome.w(), outcome::toString);
    }

    private void awaitPair(final RunningNode owner, final RunningNode standby)
    {
        Await.until("two disks again", () -> owner.market(BTC).isOwner() && 2 == owner.market(BTC).w() &&
            "LIVE".equals(owner.market(BTC).state()), () -> owner.status().markets() + owner.err());
        standby.awaitState(BTC, "FOLLOWING");
    }

    private void assertSameFrames(final int count)
    {
        alpha.close();
        beta.close();
        assertEquals(count, JournalContent.of(alpha.directory()).frames(BTC).size());
        assertEquals(
            JournalContent.of(alpha.directory()).frames(BTC), JournalContent.of(beta.directory()).frames(BTC));
    }

    @Test
    void shouldRefuseToPromoteAStandbyWhoseOwnerMayGoOnAlone()
    {
        cluster.with("belay.market.standby.lost", "DEGRADE");
        startPair();
        appendDurably(cluster.connect(ALPHA).market(BTC), "a", 2);
        alpha.close();

        final Change change = cluster.connect(BETA).promote(BTC, false, TIMEOUT_NS);
        assertEquals(Change.Ending.REFUSED, change.ending(), change::toString);
        assertTrue(change.text().contains("right to go on alone"), change::text);
    }

    @Test
    void shouldRefuseToHandOverToANodeThatIsNotTheStandby()
    {
        startPair();

        final Change change = cluster.connect(ALPHA).handOver(BTC, "gamma", TIMEOUT_NS);
        assertEquals(Change.Ending.REFUSED, change.ending(), change::toString);
    }

    @Test
    void shouldGoOnAloneWhenTheOwnerIsSilentAndOnTwoDisksWhenItIsBack()
    {
        startPair();
        appendDurably(cluster.connect(ALPHA).market(BTC), "a", 2);
        alpha.close();

        final BelayClient client = cluster.connect(BETA);
        final Change change = client.promote(BTC, false, TIMEOUT_NS);
        assertTrue(change.isDone(), change::toString);
        assertEquals(1, change.w(), change::toString);
        final Market market = client.market(BTC);
        appendDurably(market, "b", 1);

        alpha = cluster.start(ALPHA);
        awaitPair(beta, alpha);
        appendDurably(market, "c", 2);
        assertEquals(BelayException.Code.NOT_OWNER,
            assertThrows(BelayException.class, () -> cluster.connect(ALPHA).market(BTC)).code());
        assertSameFrames(3);
    }

    @Test
    void shouldNotAppendAgainAtTheNewOwnerWhatTheOldOneHadAppended()
    {
        startPair();
        final BelayClient.Context context = cluster.context(ALPHA).clientId(4711);
        try (BelayClient client = BelayClient.connect(context))
        {
            appendDurably(client.market(BTC), "a", 2);
        }

        alpha.close();
        final List<Outcome> outcomes = new ArrayList<>();
        try (BelayClient client = BelayClient.connect(
            cluster.context(BETA).clientId(4711).outcomeHandler((outcome) -> outcomes.add(outcome.copy()))))
        {
            assertTrue(client.promote(BTC, false, TIMEOUT_NS).isDone());
            final Market market = client.market(BTC);
            final byte[] bytes = "a".getBytes(StandardCharsets.UTF_8);
            market.retry(1, new UnsafeBuffer(bytes), 0, bytes.length);
            Await.until("an outcome", () -> client.poll() > 0);
            assertTrue(outcomes.get(0).isDurable() && outcomes.get(0).isRepeated(), outcomes::toString);
            assertEquals(1, outcomes.get(0).txid());

            final Outcome next = append(market, "b");
            assertEquals(2, next.clientSequence(), "sequences go on behind those of the earlier process");
            assertEquals(2, next.txid());
        }
    }

    @Test
    void shouldHandOverWhenTheOwnerAnswersAndBackAgain()
    {
        startPair();
        final BelayClient atAlpha = cluster.connect(ALPHA);
        final BelayClient atBeta = cluster.connect(BETA);
        appendDurably(atAlpha.market(BTC), "a", 2);

        final Change there = atBeta.promote(BTC, false, TIMEOUT_NS);
        assertTrue(there.isDone(), there::toString);
        assertEquals(2, there.w());
        appendDurably(atBeta.market(BTC), "b", 2);

        final Change back = atBeta.handOver(BTC, ALPHA, TIMEOUT_NS);
        assertTrue(back.isDone(), back::toString);
        alpha.awaitLive(BTC);
        appendDurably(atAlpha.market(BTC), "c", 2);
        assertSameFrames(3);
    }

    @Test
    void shouldGoOnAloneByPolicyAndOnTwoDisksWhenTheStandbyIsBack()
    {
        cluster.with("belay.market.standby.lost", "DEGRADE").with("belay.market.degrade.after", "200ms");
        startPair();
        final Market market = cluster.connect(ALPHA).market(BTC);
        appendDurably(market, "a", 2);
        beta.close();
        Await.until("alone", () -> 1 == alpha.market(BTC).w() && "LIVE".equals(alpha.market(BTC).state()),
            () -> alpha.status().markets() + alpha.err());
        appendDurably(market, "b", 1);

        beta = cluster.start(BETA);
        awaitPair(alpha, beta);
        appendDurably(market, "c", 2);
        assertSameFrames(3);
    }
}

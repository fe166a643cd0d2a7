package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import io.belay.wire.MarketId;
import org.junit.jupiter.api.Test;

/** What a client hears when its own stream has no room for a while. */
class ClientAnswersTest
{
    private final TestCluster cluster = TestCluster.live();

    @Test
    void shouldCutAClientOffThatIsOwedMoreThanItsWindow()
    {
        loseStandby();
        cluster.responses.block(true);
        for (int i = 0; i <= TestCluster.CLIENT_WINDOW; i++)
        {
            cluster.append("refused");
            cluster.run(2);
        }

        assertEquals(0, cluster.owner.sessionCount());
    }

    @Test
    void shouldAnswerRefusalsInOrderWhenTheStreamHasRoomAgain()
    {
        loseStandby();
        cluster.responses.block(true);
        final List<String> expected = new ArrayList<>();
        for (int i = 0; i < TestCluster.CLIENT_WINDOW; i++)
        {
            expected.add(cluster.append("refused") + " REFUSED NO_QUORUM");
            cluster.run(2);
        }

        assertEquals(List.of(), cluster.outcomes);
        cluster.responses.block(false);
        cluster.run(10);
        expected.add(cluster.append("one more") + " REFUSED NO_QUORUM");
        cluster.run(10);

        assertEquals(expected, cluster.outcomes);
        assertEquals(1, cluster.owner.sessionCount());
    }

    @Test
    void shouldTakeAppendsToOtherMarketsThoughTheWindowWaitsForAStandby()
    {
        final TestCluster both = new TestCluster(2);
        both.startAlpha();
        final Pipe solo = new Pipe();
        final long soloId = MarketId.of("SOLO");
        both.alpha.addInbound(solo::listen);
        final MarketDefinition market = new MarketDefinition("SOLO", soloId, TestCluster.ALPHA, 0, 1);
        both.alpha.addMarket(market);
        both.owner.addLink(OwnerLink.SOLO, "", solo);
        both.owner.addMarket(market, both.alphaJournal.markets().getOrCreate(soloId));
        both.startBeta();
        both.connect();
        both.runUntilLive();
        both.killBeta();
        for (int i = 0; i < TestCluster.CLIENT_WINDOW; i++)
        {
            both.append("waits");
        }

        both.pass(5 * TestCluster.RETRY_NS);
        final long sequence = both.append(soloId, new byte[]{1});
        both.run(10);
        assertEquals(List.of(sequence + " DURABLE"), both.outcomes);
    }

    @Test
    void shouldCutAClientOffThatTakesNoOutcomesRatherThanHoldTheOthers()
    {
        final long prompt = cluster.sessionId;
        final Pipe stuck = new Pipe();
        cluster.clientStreams = (streamId) -> stuck;
        cluster.askForSession();
        cluster.run(20);
        stuck.block(true);
        cluster.sessionId = prompt + 1;
        cluster.append("of the stuck one");
        cluster.sessionId = prompt;
        final long sequence = cluster.append("of the prompt one");
        cluster.pass(10 * TestCluster.RETRY_NS);

        assertEquals(List.of(sequence + " DURABLE"), cluster.outcomes);
        assertEquals(1, cluster.owner.sessionCount());
        assertTrue(cluster.errors.toString().contains("has not taken its outcomes"), cluster.errors::toString);
    }

    private void loseStandby()
    {
        cluster.killBeta();
        cluster.pass(2 * TestCluster.REPLICA_TIMEOUT_NS);
    }
}

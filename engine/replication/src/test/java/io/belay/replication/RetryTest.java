package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import io.belay.journal.ClientWindows;
import org.junit.jupiter.api.Test;

/** An append that is sent again is answered for its first attempt, and never made twice. */
class RetryTest
{
    private static final long CLIENT = 4711;

    private final TestCluster cluster = new TestCluster(2);

    private void live()
    {
        cluster.clientId = CLIENT;
        cluster.startAlpha();
        cluster.startBeta();
        cluster.connect();
        cluster.runUntilLive();
    }

    @Test
    void shouldRefuseTheSequenceOfAnotherAppend()
    {
        live();
        cluster.append("a");
        cluster.run(10);
        cluster.retry(1, "b");
        cluster.run(10);

        assertEquals(List.of("1 DURABLE", "1 REFUSED OTHER_CONTENT"), cluster.outcomes);
        assertSameFrames("1:a");
    }

    @Test
    void shouldRefuseWhatIsTooOldToBeKnown()
    {
        live();
        for (int i = 0; i <= 2 * ClientWindows.WINDOW; i++)
        {
            cluster.append("x");
            cluster.run(2);
        }

        cluster.outcomes.clear();
        cluster.retry(1, "x");
        cluster.run(20);

        assertEquals("1 REFUSED TOO_OLD", cluster.outcomes.get(cluster.outcomes.size() - 1));
    }

    @Test
    void shouldAnswerWithTheFirstTxid()
    {
        live();
        cluster.append("a");
        cluster.append("b");
        cluster.run(10);
        cluster.retry(1, "a");
        cluster.run(10);

        assertEquals(List.of("1 DURABLE", "2 DURABLE", "1 DURABLE again as 1"), cluster.outcomes);
        assertSameFrames("1:a", "2:b");
    }

    @Test
    void shouldAnswerOnceWhenTheFirstAttemptIsStillInFlight()
    {
        live();
        cluster.betaAcks.block(true);
        cluster.append("a");
        cluster.run(5);
        cluster.retry(1, "a");
        cluster.run(5);
        assertEquals(List.of(), cluster.outcomes, "it is on one disk only");
        cluster.betaAcks.block(false);
        cluster.run(10);

        assertEquals(List.of("1 DURABLE again as 1"), cluster.outcomes);
        assertSameFrames("1:a");
    }

    @Test
    void shouldAnswerWithTheFirstTxidAfterARestartOfBoth()
    {
        live();
        cluster.append("a");
        cluster.run(10);
        cluster.killAlpha();
        cluster.killBeta();
        live();
        cluster.retry(1, "a");
        cluster.run(10);

        assertEquals(List.of("1 DURABLE", "1 DURABLE again as 1"), cluster.outcomes);
        assertSameFrames("1:a");
    }

    @Test
    void shouldAppendWhatWasSupersededOnceMore()
    {
        live();
        cluster.alpha = null; // Its journal stores nothing more.
        cluster.append("a");
        cluster.run(5);
        assertEquals(1, TestCluster.frames(cluster.betaJournal).size());
        cluster.killAlpha();
        cluster.betaJournal.loseUnsynced();
        live();
        cluster.retry(1, "a");
        cluster.run(10);

        assertEquals(1, TestCluster.frames(cluster.alphaJournal).size(), "taken back from the standby, or made now");
        assertSameFrames("1:a");
    }

    private void assertSameFrames(final String... frames)
    {
        assertEquals(List.of(frames), TestCluster.frames(cluster.alphaJournal));
        assertEquals(List.of(frames), TestCluster.frames(cluster.betaJournal));
    }
}

package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import io.belay.journal.EpochChain;
import io.belay.journal.MarketHistory;
import io.belay.journal.MemoryJournal;
import org.junit.jupiter.api.Test;

/** What must not keep a market from going on, nor stay unsaid. */
class RepairTest
{
    @Test
    void shouldSayWhyWhenTheStandbyNeedsEntriesThatRetentionHasDeleted()
    {
        final TestCluster cluster = TestCluster.live();
        for (int i = 0; i < 10; i++)
        {
            cluster.append("f" + i);
        }

        cluster.run(10);
        cluster.killBeta();
        cluster.alphaJournal.retireBefore(6);
        cluster.betaJournal = new MemoryJournal(303);
        cluster.startBeta();
        cluster.pass(10 * TestCluster.RETRY_NS);

        assertFalse(OwnerState.LIVE == cluster.view.state());
        assertTrue(cluster.view.trouble().contains("own journal cannot give"),
            cluster.view.state() + " '" + cluster.view.trouble() + "' " + cluster.errors);
    }

    @Test
    void shouldNoticeThatTheLastFrameIsMissingThoughNoOtherFollows()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.owner.doWork();
        cluster.betaWal.drop(1);
        cluster.pass(10 * TestCluster.RETRY_NS);

        assertEquals(List.of("1 DURABLE"), cluster.outcomes, cluster.view.state() + " " + cluster.view.trouble());
    }

    @Test
    void shouldNoticeThatTheMatchIsMissing()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.killBeta();
        cluster.startBeta();
        int steps = 0;
        while (2 != cluster.betaView.stateCode() && 1 != cluster.betaView.stateCode() && steps++ < 1000)
        {
            cluster.nowNs += TestCluster.HEARTBEAT_NS / 4;
            cluster.step();
        }

        cluster.owner.doWork();
        cluster.owner.doWork();
        while (cluster.betaWal.waiting() > 0)
        {
            cluster.betaWal.drop(1);
        }

        cluster.pass(10 * TestCluster.RETRY_NS);
        cluster.append("a");
        cluster.run(10);
        assertTrue(cluster.outcomes.contains("1 DURABLE"),
            cluster.view.state() + " replica state " + cluster.betaView.stateCode() + " " + cluster.outcomes);
    }

    @Test
    void shouldTellAgainThatASessionIsBrokenWhenTheFirstReportWasLost()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.append("b");
        cluster.owner.doWork();
        cluster.betaWal.drop(1);
        cluster.beta.doWork();
        cluster.lastBetaAcks().drop(cluster.lastBetaAcks().waiting());
        for (int i = 0; i < 5; i++)
        {
            cluster.append("c" + i);
        }

        cluster.pass(10 * TestCluster.RETRY_NS);
        assertEquals(7, cluster.durableTxids.size(),
            cluster.view.state() + " replica state " + cluster.betaView.stateCode() + " " + cluster.outcomes);
    }

    @Test
    void shouldAckAgainWhenTheLastAckWasLost()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.owner.doWork();
        cluster.beta.doWork();
        cluster.lastBetaAcks().drop(cluster.lastBetaAcks().waiting());
        cluster.pass(10 * TestCluster.RETRY_NS);

        assertEquals(List.of("1 DURABLE"), cluster.outcomes);
    }

    @Test
    void shouldKeepAStandbyThatAcknowledgesThoughItsHeartbeatsAreLate()
    {
        final TestCluster cluster = TestCluster.live();
        final long sessions = cluster.errors.size();
        for (int i = 0; i < 40; i++)
        {
            cluster.append("f" + i);
            cluster.nowNs += TestCluster.REPLICA_TIMEOUT_NS / 20;
            cluster.owner.doWork();
            cluster.alpha.doWork();
            cluster.beta.doWork();
            cluster.lastBetaAcks().dropHeartbeats();
        }

        cluster.run(10);
        assertEquals(sessions, cluster.errors.size(), cluster.errors.toString());
        assertEquals(40, cluster.durableTxids.size(), cluster.outcomes.toString());
    }

    @Test
    void shouldNameTheEpochOfTheFrameInItsOutcome()
    {
        final TestCluster cluster = TestCluster.live();
        final long epoch = cluster.view.epoch();
        cluster.betaAcks.block(true);
        cluster.append("a");
        cluster.run(10);
        cluster.alphaJournal.full(true);
        cluster.append("b");
        cluster.run(10);
        cluster.alphaJournal.full(false);
        cluster.betaAcks.block(false);
        cluster.pass(5 * TestCluster.RETRY_NS);

        assertTrue(cluster.outcomes.contains("1 DURABLE"), cluster.outcomes.toString());
        assertEquals(epoch, cluster.epochs.get(0), "the frame was numbered in epoch " + epoch);
    }

    @Test
    void shouldStayFullWhenControlEntriesCameOnTop()
    {
        final PendingAppends pending = new PendingAppends(16);
        for (int i = 1; i <= 17; i++)
        {
            pending.add(i, null, 0, 0, 0, 0, 0, 0, 0);
        }

        assertTrue(pending.isFull(), "holds " + pending.size() + " of 16");
    }

    @Test
    void shouldSayWhyWhenTheStandbyStoresOnlyShorterEntries()
    {
        final TestCluster cluster = new TestCluster(2);
        cluster.betaJournal = new MemoryJournal(202, 4096);
        cluster.startAlpha();
        cluster.startBeta();
        cluster.pass(3 * TestCluster.RETRY_NS);

        assertFalse(OwnerState.LIVE == cluster.view.state());
        assertTrue(cluster.view.trouble().contains("at most 4096 bytes"), cluster.view.trouble());
        assertTrue(cluster.view.trouble().contains("belay.frame.length.max"), cluster.view.trouble());
    }

    @Test
    void shouldBecomeLiveThoughMoreEpochsWereBegunThanOneMessageStates()
    {
        final TestCluster cluster = TestCluster.live();
        for (int i = 0; i < EpochChain.STATED_COUNT_MAX + 20; i++)
        {
            cluster.append("f" + i);
            cluster.run(5);
            cluster.killAlpha();
            cluster.startAlpha();
            cluster.connect();
            cluster.runUntilLive();
        }

        cluster.killBeta();
        cluster.betaJournal = new MemoryJournal(303);
        cluster.startBeta();
        cluster.pass(2 * TestCluster.REPLICA_TIMEOUT_NS);

        assertEquals(OwnerState.LIVE, cluster.view.state(), cluster.view::trouble);
        assertEquals(TestCluster.frames(cluster.alphaJournal), TestCluster.frames(cluster.betaJournal));
    }

    @Test
    void shouldBecomeLiveWhereMonotonicTimeIsBelowZero()
    {
        final TestCluster cluster = new TestCluster(2);
        cluster.nowNs = -1_000_000_000_000L;
        cluster.wallAheadMs = 2_000_000;
        cluster.startAlpha();
        cluster.startBeta();
        cluster.runUntilLive();
    }

    @Test
    void shouldNotMakeAnEpochAgainThatIsOnlyLeftAsADeadEntry()
    {
        final MarketHistory history = new MarketHistory(1);
        history.restore(3, 1, 1 << 16 | 1, 9 << 16 | 1, 1, 1, 0);

        assertEquals(9L << 16 | 1, history.highestEpoch());
        assertEquals(9L << 16 | 1, new ReplicaMarket(1, "BTC-USD", history, new MarketShelf().place(1), 1).fenceEpoch);
    }
}

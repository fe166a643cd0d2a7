package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import io.belay.journal.MarketHistory;
import io.belay.journal.MemoryJournal;
import io.belay.wire.Epoch;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** An owner whose standby has heard of another one. */
class DeposedOwnerTest
{
    @Test
    void shouldGoOnAboveAnAttemptThatWasNeverEstablished()
    {
        final TestCluster cluster = TestCluster.live();
        final long higher = Epoch.next(cluster.view.epoch(), TestCluster.BETA);
        cluster.killBeta();
        cluster.startBeta();
        cluster.beta.fence(cluster.market.marketId(), higher);
        cluster.pass(3 * TestCluster.REPLICA_TIMEOUT_NS);

        assertEquals(OwnerState.LIVE, cluster.view.state(), cluster.view::trouble);
        assertTrue(cluster.view.epoch() > higher, "its number says nothing about who is right");
    }

    @Test
    void shouldAnswerUnknownToAllThatWaitWhenItStepsDown()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.betaAcks.block(true);
        cluster.append("a");
        cluster.append("b");
        cluster.run(5);
        cluster.killBeta();
        promoteBeta(cluster);
        cluster.startBeta();
        cluster.betaAcks.block(false);
        cluster.pass(2 * TestCluster.REPLICA_TIMEOUT_NS);

        assertEquals(OwnerState.FOLLOWING, cluster.view.state());
        assertEquals(List.of("1 UNKNOWN NOT_OWNER", "2 UNKNOWN NOT_OWNER"), cluster.outcomes);

        cluster.append("late");
        cluster.run(10);
        assertEquals("3 REFUSED NOT_OWNER", cluster.outcomes.get(2));
    }

    /** As if beta had been made the owner while alpha did not hear it. */
    private static void promoteBeta(final TestCluster cluster)
    {
        final MarketHistory history = cluster.betaJournal.markets().get(cluster.market.marketId());
        final long epoch = Epoch.next(history.lastEpoch(), TestCluster.BETA);
        final long position = history.lastPosition() + 1;
        final TestEntries entries = new TestEntries(cluster.market.marketId());
        store(cluster.betaJournal, entries.start(epoch, position, history.lastTxid() + 1));
        store(cluster.betaJournal, entries.established(epoch, position + 1, history.lastTxid()));
    }

    private static void store(final MemoryJournal journal, final UnsafeBuffer entry)
    {
        journal.append(entry, 0, entry.capacity());
        journal.sync();
    }
}

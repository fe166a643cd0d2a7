package io.belay.replication;

import static io.belay.replication.TestReplica.FIRST_EPOCH;
import static io.belay.replication.TestReplica.SECOND_EPOCH;
import static io.belay.replication.TestReplica.THIRD_EPOCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import io.belay.journal.MemoryJournal;
import io.belay.wire.MarketId;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** How a standby is brought up from the owner's own journal, whatever else stands in that. */
class CatchUpTest
{
    private final TestCluster cluster = new TestCluster(2);
    private final TestEntries entries = new TestEntries(cluster.market.marketId());

    @Test
    void shouldSayWhyWhenRetentionHasDeletedAllOfAMarketThatIsIdleWhileOthersAreNot()
    {
        store(cluster.alphaJournal, entries.start(FIRST_EPOCH, 1, 1));
        store(cluster.alphaJournal, entries.established(FIRST_EPOCH, 2, 0));
        final TestEntries others = new TestEntries(MarketId.of("ETH-USD"));
        store(cluster.alphaJournal, others.start(FIRST_EPOCH, 1, 1));
        store(cluster.alphaJournal, others.established(FIRST_EPOCH, 2, 0));
        cluster.alphaJournal.retireBefore(4);
        cluster.startAlpha();
        cluster.startBeta();
        cluster.pass(3 * TestCluster.RETRY_NS);

        assertNotEquals(OwnerState.LIVE, cluster.view.state());
        assertTrue(cluster.view.trouble().contains("holds position 1 no more"), cluster.view.trouble());
    }

    @Test
    void shouldSendNoDeadEntry()
    {
        store(cluster.alphaJournal, entries.start(FIRST_EPOCH, 1, 1));
        store(cluster.alphaJournal, entries.established(FIRST_EPOCH, 2, 0));
        store(cluster.alphaJournal, entries.frame(FIRST_EPOCH, 3, 1));
        store(cluster.alphaJournal, entries.start(SECOND_EPOCH, 4, 2));
        store(cluster.alphaJournal, entries.superseded(THIRD_EPOCH, 4, 2));
        store(cluster.alphaJournal, entries.start(THIRD_EPOCH, 4, 2));
        store(cluster.alphaJournal, entries.established(THIRD_EPOCH, 5, 1));
        store(cluster.alphaJournal, entries.frame(THIRD_EPOCH, 6, 2));
        goOn();

        assertEquals(2, TestCluster.frames(cluster.betaJournal).size());
        assertEquals(-1, cluster.betaJournal.markets().get(cluster.market.marketId()).chain().indexOf(SECOND_EPOCH));
    }

    @Test
    void shouldStateTheTxidBeforeAnEpochsFirstWhenItsStartIsTheCommonPoint()
    {
        store(cluster.alphaJournal, entries.start(FIRST_EPOCH, 1, 1));
        store(cluster.betaJournal, entries.start(FIRST_EPOCH, 1, 1));
        store(cluster.betaJournal, entries.start(SECOND_EPOCH, 2, 1)); // An attempt that the owner's disk lacks.
        store(cluster.alphaJournal, entries.start(THIRD_EPOCH, 2, 1));
        store(cluster.alphaJournal, entries.established(THIRD_EPOCH, 3, 0));
        store(cluster.alphaJournal, entries.frame(THIRD_EPOCH, 4, 1));
        goOn();

        assertEquals(TestCluster.frames(cluster.alphaJournal), TestCluster.frames(cluster.betaJournal));
        assertEquals(1, TestCluster.frames(cluster.betaJournal).size());
    }

    private void goOn()
    {
        cluster.startAlpha();
        cluster.startBeta();
        cluster.runUntilLive();
        assertEquals(List.of(), cluster.errors);
    }

    private static void store(final MemoryJournal journal, final UnsafeBuffer entry)
    {
        journal.append(entry, 0, entry.capacity());
        journal.sync();
    }
}

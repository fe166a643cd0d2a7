package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import io.belay.journal.Journal;
import io.belay.journal.JournalReader;
import io.belay.journal.MemoryJournal;
import io.belay.wire.Entry;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * An owner whose own journal came back with less than the standby's: it takes back what it lacks. Only what differs is
 * superseded, and never what was established.
 */
class LostTailTest
{
    @Test
    void shouldNumberNothingWhenTheStandbyThatIsLeftWasStillBeingCaughtUp()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.append("b");
        cluster.run(10);
        cluster.killBeta();
        cluster.betaJournal = copyOf(cluster.betaJournal, 303, cluster.betaJournal.durableSequence() - 1);
        cluster.killAlpha();
        cluster.alphaJournal = new MemoryJournal(404);
        cluster.startAlpha();
        cluster.startBeta();
        cluster.pass(3 * TestCluster.RETRY_NS);

        assertNotEquals(OwnerState.LIVE, cluster.view.state());
        assertTrue(cluster.view.trouble().contains("two histories"), cluster.view.trouble());
        assertEquals(List.of("1:a"), TestCluster.frames(cluster.betaJournal));
        assertEquals(List.of(), TestCluster.frames(cluster.alphaJournal));
    }

    @Test
    void shouldNumberNothingWhenTheOwnersLaterEpochsWouldSupersedeAnEstablishedOne()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.run(10);
        cluster.killAlpha();
        cluster.alphaJournal = new MemoryJournal(404);
        start(cluster, cluster.alphaJournal, epoch(7), 1);
        cluster.startAlpha();
        cluster.pass(3 * TestCluster.RETRY_NS);

        assertNotEquals(OwnerState.LIVE, cluster.view.state());
        assertTrue(cluster.view.trouble().contains("two histories"), cluster.view.trouble());
        assertEquals(List.of("1:a"), TestCluster.frames(cluster.betaJournal));
    }

    @Test
    void shouldSayWhatIsMissingWhenTheStandbyHasNoLongerAllThatTheOwnerLost()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.run(10);
        cluster.killAlpha();
        cluster.alphaJournal = new MemoryJournal(404);
        cluster.betaJournal.retireBefore(2);
        cluster.startAlpha();
        cluster.pass(3 * TestCluster.RETRY_NS);

        assertNotEquals(OwnerState.LIVE, cluster.view.state());
        assertTrue(cluster.view.trouble().contains("not read back"), cluster.view.trouble());
        assertTrue(cluster.errors.toString().contains("retention"), cluster.errors.toString());
        assertEquals(List.of(), TestCluster.frames(cluster.alphaJournal));
    }

    @Test
    void shouldTakeBackFromTheStandbyWhatItsOwnDamagedTailHeld()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.append("b");
        cluster.run(10);
        cluster.killBeta();
        cluster.killAlpha();
        cluster.alphaJournal =
            copyOf(cluster.alphaJournal, cluster.alphaJournal.journalId(), cluster.alphaJournal.durableSequence() - 1);
        assertEquals(List.of("1:a"), TestCluster.frames(cluster.alphaJournal));
        goOn(cluster, "3 DURABLE");

        assertSame(cluster, "1:a", "2:b", "3:c");
    }

    @Test
    void shouldTakeBackAllWhenTheOwnersJournalWasLost()
    {
        final TestCluster cluster = TestCluster.live();
        for (int i = 1; i <= 200; i++)
        {
            cluster.append("f" + i);
            cluster.run(2);
        }

        cluster.run(10);
        cluster.killBeta();
        cluster.killAlpha();
        cluster.alphaJournal = new MemoryJournal(404);
        goOn(cluster, "201 DURABLE");

        final List<String> frames = TestCluster.frames(cluster.betaJournal);
        assertEquals(201, frames.size());
        assertEquals("201:c", frames.get(200));
        assertEquals(frames, TestCluster.frames(cluster.alphaJournal));
    }

    @Test
    void shouldAskAgainWhenAnEntryOnTheWayBackIsLost()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.append("b");
        cluster.run(10);
        cluster.killAlpha();
        cluster.alphaJournal = new MemoryJournal(404);
        cluster.startAlpha();
        for (int i = 0; i < 1000 && cluster.lastBetaAcks().waiting() < 4; i++)
        {
            cluster.nowNs += TestCluster.HEARTBEAT_NS / 4;
            cluster.owner.doWork();
            cluster.alpha.doWork();
            cluster.beta.doWork();
        }

        assertTrue(cluster.lastBetaAcks().waiting() >= 4, "nothing came back");
        cluster.lastBetaAcks().drop(2);
        cluster.connect();
        cluster.runUntilLive();

        assertSame(cluster, "1:a", "2:b");
    }

    @Test
    void shouldTakeWhatComesBackAsASignOfLife()
    {
        final TestCluster cluster = TestCluster.live();
        for (int i = 1; i <= 400; i++)
        {
            cluster.append("f" + i);
            cluster.run(2);
        }

        cluster.run(10);
        cluster.killAlpha();
        cluster.alphaJournal = new MemoryJournal(404);
        cluster.startAlpha();
        while (cluster.alphaJournal.durableSequence() < 100)
        {
            cluster.nowNs += TestCluster.HEARTBEAT_NS / 4;
            cluster.step();
        }

        final long lastSequence = cluster.betaJournal.durableSequence();
        while (cluster.alphaJournal.durableSequence() < lastSequence)
        {
            cluster.nowNs += TestCluster.REPLICA_TIMEOUT_NS / 2;
            cluster.step();
            cluster.lastBetaAcks().dropHeartbeats();
            assertEquals(List.of(), cluster.errors);
        }
    }

    @Test
    void shouldStampAboveWhatItTookBackThoughItsClockIsFarBehind()
    {
        final TestCluster cluster = new TestCluster(2);
        cluster.wallAheadMs = 3_600_000;
        cluster.startAlpha();
        cluster.startBeta();
        cluster.connect();
        cluster.runUntilLive();
        cluster.append("a");
        cluster.run(10);
        cluster.killAlpha();
        cluster.wallAheadMs = 0;
        cluster.alphaJournal = new MemoryJournal(404);
        goOn(cluster, "2 DURABLE");

        final List<Long> timestamps = new ArrayList<>();
        try (JournalReader reader = cluster.alphaJournal.newReader(1))
        {
            reader.poll((sequence, buffer, offset, length) -> timestamps.add(Entry.hlc(buffer, offset)), 100);
        }

        assertEquals(timestamps.stream().sorted().distinct().toList(), timestamps);
    }

    @Test
    void shouldSupersedeAnAttemptThatWasNeverEstablished()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.run(10);
        cluster.killBeta();
        cluster.killAlpha();
        final long position = cluster.alphaJournal.markets().get(cluster.market.marketId()).lastPosition() + 1;
        start(cluster, cluster.alphaJournal, epoch(7), position);
        start(cluster, cluster.betaJournal, epoch(6), position);
        goOn(cluster, "2 DURABLE");

        assertSame(cluster, "1:a", "2:c");
        final long marketId = cluster.market.marketId();
        assertEquals(-1, cluster.betaJournal.markets().get(marketId).chain().indexOf(epoch(6)));
        assertEquals(
            cluster.alphaJournal.markets().get(marketId).chain().size(),
            cluster.betaJournal.markets().get(marketId).chain().size());
    }

    private static void goOn(final TestCluster cluster, final String lastOutcome)
    {
        cluster.startAlpha();
        if (null == cluster.beta)
        {
            cluster.startBeta();
        }

        cluster.connect();
        cluster.runUntilLive();
        cluster.append("c");
        cluster.run(10);
        assertEquals(lastOutcome, cluster.outcomes.get(cluster.outcomes.size() - 1));
    }

    private static void assertSame(final TestCluster cluster, final String... frames)
    {
        assertEquals(List.of(frames), TestCluster.frames(cluster.alphaJournal));
        assertEquals(List.of(frames), TestCluster.frames(cluster.betaJournal));
    }

    /** What is left of a journal, on this disk or, with another id, on a new one. */
    static MemoryJournal copyOf(final Journal journal, final long journalId, final long lastSequence)
    {
        final MemoryJournal copy = new MemoryJournal(journalId);
        try (JournalReader reader = journal.newReader(1))
        {
            reader.poll((sequence, buffer, offset, length) ->
            {
                copy.append(buffer, offset, length);

                return true;
            }, (int)lastSequence);
        }

        copy.sync();

        return copy;
    }

    private static long epoch(final long counter)
    {
        return counter << 16 | TestCluster.ALPHA;
    }

    /** An attempt to begin an epoch that reached one journal only. */
    private static void start(
        final TestCluster cluster, final MemoryJournal journal, final long epoch, final long position)
    {
        final long firstTxid = journal.markets().getOrCreate(cluster.market.marketId()).lastTxid() + 1;
        final UnsafeBuffer start = new TestEntries(cluster.market.marketId()).start(epoch, position, firstTxid);
        journal.append(start, 0, start.capacity());
        journal.sync();
    }
}

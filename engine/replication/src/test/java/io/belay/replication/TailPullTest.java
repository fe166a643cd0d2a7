package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import io.belay.journal.MemoryJournal;
import io.belay.wire.Entry;
import io.belay.wire.Epoch;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an owner that has lost its journal takes back, and what it does not. The standby sends the start of the first
 * epoch, that it was established, and two frames; the test hands them over.
 */
class TailPullTest
{
    private static final int START = 0;
    private static final int ESTABLISHED = 1;
    private static final int FIRST_FRAME = 2;

    private final TestCluster cluster = TestCluster.live();
    private final TestEntries entries = new TestEntries(cluster.market.marketId());
    private final long firstEpoch = cluster.view.epoch();
    private List<byte[]> tail;

    @BeforeEach
    void loseTheOwnersJournal()
    {
        cluster.append("a");
        cluster.append("b");
        cluster.run(10);
        cluster.killAlpha();
        cluster.alphaJournal = new MemoryJournal(404);
        cluster.startAlpha();
        tail = takeTail();
        assertEquals(4, tail.size());
    }

    @Test
    void shouldTakeNoEntryBehindOneThatIsMissing()
    {
        hand(tail.get(START));
        hand(tail.get(FIRST_FRAME)); // Its epoch and its txid follow, its position does not.
        assertEquals(1, cluster.view.position());

        hand(tail.get(ESTABLISHED));
        assertEquals(2, cluster.view.position());
    }

    @Test
    void shouldTakeNoEntryTwice()
    {
        hand(tail.get(START));
        hand(tail.get(START));
        hand(tail.get(ESTABLISHED));
        hand(tail.get(ESTABLISHED));

        assertEquals(2, cluster.view.position());
        cluster.alpha.doWork();
        assertEquals(2, cluster.alphaJournal.appendedSequence());
    }

    @Test
    void shouldTakeNoEntryThatDoesNotContinueItsHistory()
    {
        hand(tail.get(START));
        hand(tail.get(ESTABLISHED));
        hand(entries.frame(firstEpoch, 3, 2));
        hand(entries.established(firstEpoch, 3, 1));
        hand(entries.superseded(firstEpoch, 3, 1));
        assertEquals(2, cluster.view.position());

        hand(tail.get(FIRST_FRAME));
        assertEquals(3, cluster.view.position());
    }

    @Test
    void shouldTakeNoEntryWhoseChecksumIsWrong()
    {
        final byte[] damaged = tail.get(START).clone();
        damaged[Entry.HEADER_LENGTH + Entry.PREFIX_LENGTH] ^= 1;
        hand(damaged);
        assertEquals(0, cluster.view.position());

        hand(tail.get(START));
        assertEquals(1, cluster.view.position());
    }

    @Test
    void shouldTakeNoEpochThatTheStandbyDidNotState()
    {
        hand(entries.start(Epoch.next(Epoch.NONE, TestCluster.BETA), 1, 1));
        assertEquals(0, cluster.view.position());

        hand(tail.get(START));
        assertEquals(1, cluster.view.position());
    }

    @Test
    void shouldTakeNothingBehindWhatTheStandbyStated()
    {
        tail.forEach(cluster.lastBetaAcks()::inject);
        hand(entries.frame(firstEpoch, 5, 3));
        cluster.connect();
        cluster.runUntilLive();

        assertEquals(List.of("1:a", "2:b"), TestCluster.frames(cluster.alphaJournal));
        assertEquals(List.of("1:a", "2:b"), TestCluster.frames(cluster.betaJournal));
    }

    @Test
    void shouldAskForWhatFollowsWhenNothingHasComeForAWhile()
    {
        hand(tail.get(START));
        final long takenNs = cluster.nowNs;
        final List<byte[]> again = takeTail();

        assertTrue(cluster.nowNs - takenNs >= TestCluster.RETRY_NS, "asked again too soon");
        assertEquals(3, again.size());
        assertEquals(2, Entry.position(new UnsafeBuffer(again.get(0)), 0));
    }

    private void hand(final UnsafeBuffer entry)
    {
        hand(entry.byteArray());
    }

    private void hand(final byte[] message)
    {
        cluster.lastBetaAcks().inject(message);
        cluster.owner.doWork();
    }

    /** Lets the nodes talk until the standby sends entries, and holds those back. */
    private List<byte[]> takeTail()
    {
        final List<byte[]> taken = new ArrayList<>();
        for (int i = 0; i < 100 && taken.isEmpty(); i++)
        {
            cluster.nowNs += TestCluster.HEARTBEAT_NS / 4;
            cluster.owner.doWork();
            cluster.alpha.doWork();
            cluster.beta.doWork();
            for (final byte[] message : cluster.lastBetaAcks().takeAll())
            {
                if (Entry.isEntry(Entry.templateId(new UnsafeBuffer(message), 0)))
                {
                    taken.add(message);
                }
                else
                {
                    cluster.lastBetaAcks().inject(message);
                }
            }
        }

        return taken;
    }
}

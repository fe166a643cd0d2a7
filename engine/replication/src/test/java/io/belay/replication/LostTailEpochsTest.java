package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import io.belay.journal.EpochChain;
import io.belay.journal.JournalReader;
import io.belay.journal.MemoryJournal;
import io.belay.wire.Entry;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * What was lost is taken back also when it is long: more epochs than one message states, more entries of others between
 * than can be read before the owner asks again, and with a stop half way.
 */
class LostTailEpochsTest
{
    @Test
    void shouldNumberNothingWhenHalfWasTakenBackAndTheStandbyComesWithAnotherJournal()
    {
        final TestCluster cluster = TestCluster.live();
        for (int i = 0; i < 10; i++)
        {
            cluster.append("f" + i);
        }

        cluster.run(20);
        cluster.killAlpha();
        cluster.killBeta();
        cluster.alphaJournal = LostTailTest.copyOf(cluster.alphaJournal, 404, 7);
        final MemoryJournal holder = cluster.betaJournal;
        cluster.betaJournal = new MemoryJournal(303);
        cluster.startAlpha();
        cluster.startBeta();
        cluster.pass(5 * TestCluster.RETRY_NS);
        assertNotEquals(OwnerState.LIVE, cluster.view.state());
        assertTrue(cluster.view.trouble().contains("former journal"), cluster.view.trouble());

        cluster.killBeta();
        cluster.betaJournal = holder;
        cluster.startBeta();
        cluster.connect();
        cluster.runUntilLive();
        assertEquals(10, TestCluster.frames(cluster.alphaJournal).size());
    }

    @Test
    void shouldTakeBackMoreEpochsThanOneMessageStates()
    {
        final TestCluster cluster = withEpochs(EpochChain.STATED_COUNT_MAX + 60);
        final List<String> frames = TestCluster.frames(cluster.betaJournal);
        cluster.killAlpha();
        cluster.alphaJournal = new MemoryJournal(404);
        cluster.startAlpha();
        assertFilledAgain(cluster, frames);
    }

    @Test
    void shouldGoOnTakingBackAfterAStopHalfWay()
    {
        final TestCluster cluster = withEpochs(EpochChain.STATED_COUNT_MAX + 20);
        final List<String> frames = TestCluster.frames(cluster.betaJournal);
        cluster.killAlpha();
        cluster.alphaJournal = LostTailTest.copyOf(cluster.alphaJournal, 404, 30);
        cluster.startAlpha();
        assertFilledAgain(cluster, frames);
    }

    @Test
    void shouldGoOnFillingAStandbyThatHasOnlyEpochsOlderThanOneMessageStates()
    {
        final TestCluster cluster = withEpochs(EpochChain.STATED_COUNT_MAX + 20);
        final List<String> frames = TestCluster.frames(cluster.alphaJournal);
        cluster.killBeta();
        cluster.betaJournal = LostTailTest.copyOf(cluster.betaJournal, 303, 30);
        cluster.startBeta();
        assertFilledAgain(cluster, frames);
    }

    @Test
    void shouldFindWhatIsLackingThoughTheSearchTakesLongerThanTheOwnersPatience()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.run(10);
        appendForeign(cluster);
        cluster.append("b");
        cluster.run(10);
        cluster.killAlpha();
        cluster.alphaJournal = new MemoryJournal(404);
        cluster.startAlpha();
        cluster.pass(60 * TestCluster.RETRY_NS);

        assertEquals(OwnerState.LIVE, cluster.view.state(), cluster.view::trouble);
        assertEquals(List.of("1:a", "2:b"), TestCluster.frames(cluster.alphaJournal));
    }

    @Test
    void shouldSayThatTheBeginningIsGoneThoughTheSearchTakesLongerThanTheOwnersPatience()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.run(10);
        appendForeign(cluster);
        cluster.betaJournal.retireBefore(2);
        cluster.killAlpha();
        cluster.alphaJournal = new MemoryJournal(404);
        cluster.startAlpha();
        cluster.pass(60 * TestCluster.RETRY_NS);

        assertTrue(cluster.errors.toString().contains("retention"), cluster.errors::toString);
    }

    private static void assertFilledAgain(final TestCluster cluster, final List<String> frames)
    {
        cluster.pass(20 * TestCluster.RETRY_NS);

        assertEquals(OwnerState.LIVE, cluster.view.state(), cluster.view::trouble);
        assertEquals(frames, TestCluster.frames(cluster.alphaJournal));
        assertEquals(frames, TestCluster.frames(cluster.betaJournal));
    }

    private static TestCluster withEpochs(final int count)
    {
        final TestCluster cluster = TestCluster.live();
        for (int i = 0; i < count; i++)
        {
            cluster.append("f" + i);
            cluster.run(5);
            cluster.killAlpha();
            cluster.startAlpha();
            cluster.connect();
            cluster.runUntilLive();
        }

        cluster.run(10);

        return cluster;
    }

    /** Thirty thousand entries of another market in the standby's journal. */
    private static void appendForeign(final TestCluster cluster)
    {
        final UnsafeBuffer entry = new UnsafeBuffer(new byte[256]);
        try (JournalReader reader = cluster.betaJournal.newReader(3))
        {
            reader.poll((sequence, buffer, offset, length) ->
            {
                entry.putBytes(0, buffer, offset, length);

                return true;
            }, 1);
        }

        final int marketIdOffset = Entry.HEADER_LENGTH;
        assertEquals(cluster.market.marketId(), entry.getLong(marketIdOffset));
        entry.putLong(marketIdOffset, 999);
        for (int i = 0; i < 30_000; i++)
        {
            cluster.betaJournal.append(entry, 0, Entry.FRAME_BYTES_OFFSET + 1);
        }

        cluster.betaJournal.sync();
    }
}

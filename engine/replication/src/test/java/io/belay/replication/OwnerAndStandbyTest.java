package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import io.belay.journal.JournalReader;
import io.belay.journal.JournalReader;
import io.belay.journal.MarketHistory;
import io.belay.journal.MemoryJournal;
import io.belay.wire.MarketId;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** The whole path in one thread: what is refused, what is repaired, what survives. */
class OwnerAndStandbyTest
{
    // Refusals first.

    @Test
    void shouldRefuseAppendsUntilTheEpochIsEstablishedOnBothReplicas()
    {
        final TestCluster cluster = new TestCluster(2);
        cluster.startAlpha();
        cluster.connect();
        cluster.pass(300_000_000L);
        cluster.append("early");
        cluster.run(10);

        assertEquals(List.of("1 REFUSED NO_QUORUM"), cluster.outcomes);
        assertEquals(0, cluster.alphaJournal.appendedSequence(), "nothing may be written before the standby agrees");
    }

    @Test
    void shouldRefuseAnUnknownMarket()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append(MarketId.of("NO-SUCH"), new byte[] {1});
        cluster.run(10);

        assertEquals(List.of("1 REFUSED UNKNOWN_MARKET"), cluster.outcomes);
    }

    @Test
    void shouldRefuseAMarketThatAnotherNodeOwns()
    {
        final TestCluster cluster = TestCluster.live();
        final long foreign = MarketId.of("ETH-USD");
        cluster.owner.addMarket(
            new MarketDefinition("ETH-USD", foreign, TestCluster.BETA, TestCluster.ALPHA, 2),
            cluster.alphaJournal.markets().getOrCreate(foreign));
        cluster.append(foreign, new byte[] {1});
        cluster.run(10);

        assertEquals(List.of("1 REFUSED NOT_OWNER"), cluster.outcomes);
    }

    @Test
    void shouldRefuseAnOversizedAppend()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append(cluster.market.marketId(), new byte[TestCluster.FRAME_LENGTH_MAX + 1]);
        cluster.append(cluster.market.marketId(), new byte[TestCluster.FRAME_LENGTH_MAX]);
        cluster.run(10);

        assertEquals(List.of("1 REFUSED FRAME_TOO_LONG", "2 DURABLE"), cluster.outcomes);
    }

    @Test
    void shouldRefuseMoreThanTheWindowWhileAcksAreOut()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.betaAcks.block(true);
        for (int i = 0; i <= TestCluster.CLIENT_WINDOW; i++)
        {
            cluster.append("f" + i);
        }

        cluster.run(20);
        assertEquals(List.of(TestCluster.CLIENT_WINDOW + 1 + " REFUSED WINDOW_FULL"), cluster.outcomes);

        cluster.betaAcks.block(false);
        cluster.run(20);
        assertEquals(TestCluster.CLIENT_WINDOW, cluster.durableTxids.size());
    }

    @Test
    void shouldLeaveAppendsUnreadWhileTheWalIsBackPressured()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.wal.block(true);
        cluster.append("a");
        cluster.append("b");
        cluster.run(20);
        assertEquals(List.of(), cluster.outcomes, "neither dropped nor refused");

        cluster.wal.block(false);
        cluster.run(20);
        assertEquals(List.of("1 DURABLE", "2 DURABLE"), cluster.outcomes);
    }

    @Test
    void shouldStopNumberingWhenTheStandbyIsSilentAndGoOnWhenItIsBack()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.run(10);
        cluster.killBeta();
        cluster.append("b");
        cluster.pass(2 * TestCluster.REPLICA_TIMEOUT_NS);
        assertEquals(OwnerState.REPAIRING, cluster.view.state());
        cluster.append("c");
        cluster.run(10);
        assertEquals(List.of("1 DURABLE", "3 REFUSED NO_QUORUM"), cluster.outcomes);

        final long epoch = cluster.view.epoch();
        cluster.startBeta();
        cluster.runUntilLive();
        cluster.run(10);
        assertEquals(epoch, cluster.view.epoch(), "a standby's restart needs no new epoch");
        assertEquals(List.of("1 DURABLE", "3 REFUSED NO_QUORUM", "2 DURABLE"), cluster.outcomes);
        assertSameFrames(cluster, "1:a", "2:b");
    }

    // What goes right.

    @Test
    void shouldAcknowledgeWhatIsDurableOnBoth()
    {
        final TestCluster cluster = TestCluster.live();
        for (int i = 1; i <= 40; i++)
        {
            cluster.append("f" + i);
        }

        cluster.run(20);

        assertEquals(40, cluster.durableTxids.size());
        assertEquals(40L, cluster.durableTxids.get(39));
        assertEquals(cluster.alphaJournal.appendedSequence(), cluster.alphaJournal.durableSequence());
        assertEquals(TestCluster.frames(cluster.alphaJournal), TestCluster.frames(cluster.betaJournal));
        assertEquals(List.of(), cluster.errors);
    }

    @Test
    void shouldNotAcknowledgeBeforeTheStandbyHasSynced()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        for (int i = 0; i < 5; i++)
        {
            cluster.owner.doWork();
            cluster.alpha.doWork();
        }

        cluster.client.poll((buffer, offset, length, id) -> true, 10);
        assertEquals(0, cluster.view.committedTxid());
        assertTrue(cluster.view.ownPosition() > cluster.view.standbyPosition());
        cluster.run(5);
        assertEquals(1, cluster.view.committedTxid());
    }

    @Test
    void shouldAcknowledgeFromTheOwnDiskAloneAtW1()
    {
        final TestCluster cluster = new TestCluster(1);
        cluster.startAlpha();
        cluster.connect();
        cluster.runUntilLive();
        cluster.append("a");
        cluster.run(5);

        assertEquals(List.of("1 DURABLE"), cluster.outcomes);
        assertEquals(List.of("1:a"), TestCluster.frames(cluster.alphaJournal));
    }

    @Test
    void shouldTakeAFrameThatComesTwiceOnce()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.owner.doWork();
        cluster.betaWal.repeatLast();
        cluster.run(10);

        assertEquals(List.of("1 DURABLE"), cluster.outcomes);
        assertSameFrames(cluster, "1:a");
    }

    @Test
    void shouldRepairAGapAndNeverApplyIt()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.append("b");
        cluster.append("c");
        cluster.owner.doWork();
        cluster.betaWal.drop(1);
        cluster.beta.doWork();
        assertEquals(List.of(), TestCluster.frames(cluster.betaJournal));

        cluster.runUntilLive();
        cluster.run(10);
        assertEquals(List.of("1 DURABLE", "2 DURABLE", "3 DURABLE"), cluster.outcomes);
        assertSameFrames(cluster, "1:a", "2:b", "3:c");
    }

    @Test
    void shouldEndTheSessionAtABadFrameAndRepairIt()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("payload");
        cluster.owner.doWork();
        cluster.betaWal.flipLast(82);
        cluster.run(5);
        assertEquals(List.of(), TestCluster.frames(cluster.betaJournal));
        assertTrue(cluster.view.trouble().contains("cannot be read"), cluster.view.trouble());

        cluster.pass(2 * TestCluster.RETRY_NS);
        assertEquals(OwnerState.LIVE, cluster.view.state());
        assertSameFrames(cluster, "1:payload");
    }

    // Restarts, in any order, at any moment.

    @Test
    void shouldBecomeLiveWhicheverNodeStartsFirst()
    {
        final TestCluster cluster = new TestCluster(2);
        cluster.startBeta();
        cluster.pass(500_000_000L);
        cluster.startAlpha();
        cluster.connect();
        cluster.runUntilLive();
        cluster.append("a");
        cluster.run(10);

        assertEquals(List.of("1 DURABLE"), cluster.outcomes);
    }

    @Test
    void shouldNeverAcknowledgeTwoFramesUnderOneTxidWhenTheOwnerDiesBetweenItsSendAndItsOwnAppend()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("lost");
        cluster.owner.doWork(); // Sent to both journals …
        cluster.beta.doWork();  // … stored and synced by the standby alone.
        assertEquals(List.of("1:lost"), TestCluster.frames(cluster.betaJournal));
        final long firstEpoch = cluster.view.epoch();

        cluster.killAlpha();
        cluster.startAlpha();
        cluster.connect();
        cluster.runUntilLive();
        cluster.append("second");
        cluster.run(10);

        assertTrue(cluster.view.epoch() > firstEpoch, "every start of an owner begins a new epoch");
        assertEquals(List.of("2 DURABLE"), cluster.outcomes);
        assertSameFrames(cluster, "1:lost", "2:second");
    }

    @Test
    void shouldKeepAllThatWasAcknowledgedWhenTheOwnerIsKilled()
    {
        final TestCluster cluster = TestCluster.live();
        for (int i = 1; i <= 10; i++)
        {
            cluster.append("f" + i);
        }

        cluster.run(10);
        cluster.killAlpha();
        cluster.startAlpha();
        cluster.connect();
        cluster.runUntilLive();
        cluster.append("f11");
        cluster.run(10);

        assertEquals(11, cluster.durableTxids.size());
        assertSameFrames(cluster,
            "1:f1", "2:f2", "3:f3", "4:f4", "5:f5", "6:f6", "7:f7", "8:f8", "9:f9", "10:f10", "11:f11");
    }

    @Test
    void shouldBringAStandbyThatLostItsTailUpToTheOwner()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.run(10);
        cluster.append("b");
        cluster.owner.doWork();
        cluster.alpha.doWork();
        cluster.killBeta();
        cluster.startBeta();
        cluster.runUntilLive();
        cluster.run(10);
        cluster.pass(500_000_000L);

        assertSameFrames(cluster, "1:a", "2:b");
        assertTrue(cluster.outcomes.contains("2 DURABLE"));
    }

    @Test
    void shouldBeginANewEpochWhenTheStandbyComesBackWithAnotherJournal()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.run(10);
        final long epoch = cluster.view.epoch();
        cluster.killBeta();
        cluster.betaJournal = new MemoryJournal(303);
        cluster.startBeta();
        cluster.pass(2 * TestCluster.REPLICA_TIMEOUT_NS);

        assertEquals(OwnerState.LIVE, cluster.view.state(), cluster.view::trouble);
        assertNotEquals(epoch, cluster.view.epoch());
        final MarketHistory history = cluster.betaJournal.markets().get(cluster.market.marketId());
        assertEquals(303, history.chain().standbyJournalId(history.chain().size() - 1));
        assertSameFrames(cluster, "1:a");
    }

    @Test
    void shouldSayWhyWhenTheStandbysJournalIsACopyOfTheOwn()
    {
        final TestCluster cluster = new TestCluster(2);
        cluster.betaJournal = new MemoryJournal(cluster.alphaJournal.journalId());
        cluster.startAlpha();
        cluster.startBeta();
        cluster.pass(TestCluster.RETRY_NS);

        assertFalse(OwnerState.LIVE == cluster.view.state());
        assertTrue(cluster.view.trouble().contains("copy"), cluster.view.trouble());
    }

    @Test
    void shouldAnswerServerInternalAndLiveOnWhenASinkThrows()
    {
        final TestCluster cluster = new TestCluster(2);
        final ThrowingSink sink = new ThrowingSink(new JournalFrameSink(cluster.betaJournal));
        cluster.betaSink = sink;
        cluster.startAlpha();
        cluster.startBeta();
        cluster.connect();
        cluster.runUntilLive();
        for (int i = 1; i <= 10; i++)
        {
            cluster.append("f" + i);
        }

        sink.throwAtApply = 3;
        cluster.run(5);
        assertTrue(cluster.view.trouble().contains("cannot store"), cluster.view.trouble());
        assertTrue(cluster.durableTxids.size() <= 2, "nothing is acknowledged that was not stored");

        cluster.pass(2 * TestCluster.RETRY_NS);
        assertEquals(OwnerState.LIVE, cluster.view.state());
        assertEquals(10, cluster.durableTxids.size());
        assertEquals(TestCluster.frames(cluster.alphaJournal), TestCluster.frames(cluster.betaJournal));
    }

    @Test
    void shouldAcknowledgeNothingWhenTheStandbysSyncFails()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.betaJournal.refuseSync();
        cluster.append("a");
        cluster.pass(TestCluster.RETRY_NS / 2);

        assertEquals(List.of(), cluster.outcomes);
        assertTrue(cluster.betaSink.isFailed());
    }

    @Test
    void shouldAcknowledgeNothingWhenTheOwnSyncFails()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.alphaJournal.refuseSync();
        cluster.append("a");
        cluster.pass(TestCluster.RETRY_NS / 2);

        assertEquals(0, cluster.durableTxids.size());
        assertFalse(OwnerState.LIVE == cluster.view.state());
    }

    @Test
    void shouldGoOnWhenAFullDiskHasRoomAgain()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.alphaJournal.full(true);
        cluster.append("a");
        cluster.pass(TestCluster.RETRY_NS / 2);
        assertEquals(0, cluster.durableTxids.size());

        cluster.alphaJournal.full(false);
        cluster.pass(3 * TestCluster.RETRY_NS);
        assertEquals(OwnerState.LIVE, cluster.view.state(), cluster.view::trouble);
        cluster.append("b");
        cluster.run(10);
        assertTrue(cluster.outcomes.contains("2 DURABLE"), cluster.outcomes.toString());
        assertEquals(TestCluster.frames(cluster.alphaJournal), TestCluster.frames(cluster.betaJournal));
    }

    @Test
    void shouldKeepAMarketGoingWhenAClientDiesWithAppendsInFlight()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.append("b");
        cluster.owner.doWork();
        cluster.appends.restart(0);
        cluster.owner.doWork();
        cluster.run(10);
        assertEquals(0, cluster.owner.sessionCount());

        cluster.sessionId = 0;
        cluster.connect();
        cluster.append("c");
        cluster.run(10);
        assertTrue(cluster.outcomes.contains("3 DURABLE"));
        assertSameFrames(cluster, "1:a", "2:b", "3:c");
    }

    private static void assertSameFrames(final TestCluster cluster, final String... frames)
    {
        assertEquals(List.of(frames), TestCluster.frames(cluster.alphaJournal));
        assertEquals(List.of(frames), TestCluster.frames(cluster.betaJournal));
    }

    /** A sink that throws once, at the n-th entry from now. */
    private static final class ThrowingSink implements FrameSink
    {
        private final FrameSink sink;
        private int throwAtApply;

        ThrowingSink(final FrameSink sink)
        {
            this.sink = sink;
        }

        @Override
        public long journalId()
        {
            return sink.journalId();
        }

        @Override
        public MarketHistory history(final long marketId)
        {
            return sink.history(marketId);
        }

        @Override
        public void apply(final DirectBuffer buffer, final int offset, final int length)
        {
            if (throwAtApply > 0 && 0 == --throwAtApply)
            {
                throw new IllegalStateException("thrown by a sink");
            }

            sink.apply(buffer, offset, length);
        }

        @Override
        public void sync()
        {
            sink.sync();
        }

        @Override
        public JournalReader newReader(final long marketId, final long fromPosition)
        {
            return sink.newReader(marketId, fromPosition);
        }

        @Override
        public int entryLengthMax()
        {
            return sink.entryLengthMax();
        }

        @Override
        public boolean isFailed()
        {
            return sink.isFailed();
        }
    }

    @Test
    void shouldLiveOnWhenTheStreamToAClientCannotBeOpened()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.run(10);
        cluster.clientStreams = (streamId) ->
        {
            throw new IllegalStateException("no room for buffers");
        };
        cluster.askForSession();
        cluster.run(10);

        assertEquals(1, cluster.errors.size(), cluster.errors::toString);
        assertTrue(cluster.errors.get(0).getMessage().contains("no room for buffers"), cluster.errors::toString);
        assertEquals(1, cluster.owner.sessionCount());
        cluster.append("b");
        cluster.run(10);
        assertEquals(List.of("1:a", "2:b"), TestCluster.frames(cluster.betaJournal));
    }

    @Test
    void shouldSayOnceThatAStandbyWasNeverHeard()
    {
        final TestCluster cluster = new TestCluster(2);
        cluster.startAlpha();
        cluster.pass(TestCluster.REPLICA_TIMEOUT_NS / 2);
        assertEquals(List.of(), cluster.errors);
        cluster.pass(3 * TestCluster.REPLICA_TIMEOUT_NS);
        assertEquals(1, cluster.errors.size(), cluster.errors::toString);
        assertEquals("standby beta has not been heard yet; until it is, its markets take no appends",
            cluster.errors.get(0).getMessage());

        cluster.startBeta();
        cluster.runUntilLive();
        assertEquals(1, cluster.errors.size(), cluster.errors::toString);
    }
}

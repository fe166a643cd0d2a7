package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.belay.sbe.wal.MessageHeaderDecoder;
import io.belay.sbe.wal.MessageHeaderEncoder;
import io.belay.sbe.wal.WalFrameAckDecoder;
import io.belay.sbe.wal.WalFrameAckEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What an owner must not count: acks of other sessions and epochs, and an epoch start that one replica lacks. */
class LateAckTest
{
    private static final int OPENED = 1;

    @Test
    void shouldNotCountAnAckOfAnEarlierEpoch()
    {
        final TestCluster cluster = TestCluster.live();
        final List<byte[]> late = lateAcks(cluster, 3);
        cluster.alphaJournal.full(true);
        cluster.alpha.doWork();
        cluster.alphaJournal.full(false);
        runUntil(cluster, OwnerState.ESTABLISHING);
        late.forEach(cluster.lastBetaAcks()::inject);
        runOwnerAlone(cluster);

        assertEquals(0, cluster.durableTxids.size());
        assertEquals(OwnerState.ESTABLISHING, cluster.view.state());
    }

    @Test
    void shouldNotCountAnAckOfAnEarlierSession()
    {
        final TestCluster cluster = TestCluster.live();
        final List<byte[]> late = lateAcks(cluster, 3);
        cluster.alpha.doWork();
        cluster.killBeta();
        cluster.startBeta();
        cluster.pass(2 * TestCluster.REPLICA_TIMEOUT_NS / TestCluster.HEARTBEAT_NS);
        runUntil(cluster, OwnerState.REPAIRING);
        for (int i = 0; i < 1000 && OPENED != cluster.betaView.stateCode(); i++)
        {
            cluster.nowNs += TestCluster.HEARTBEAT_NS / 4;
            cluster.step();
        }

        runOwnerAlone(cluster); // It has matched the standby and sent what lacks; the standby has not heard it yet.
        late.forEach(cluster.lastBetaAcks()::inject);
        runOwnerAlone(cluster);

        assertEquals(0, cluster.view.standbyPosition());
        assertEquals(0, cluster.view.committedTxid());
        runUntil(cluster, OwnerState.LIVE);
        assertEquals(cluster.view.position(), cluster.view.standbyPosition(), "live only when both disks hold all");
    }

    @Test
    void shouldNumberNothingBeforeTheStandbyHoldsTheEpochStart()
    {
        final TestCluster cluster = new TestCluster(2);
        cluster.startAlpha();
        cluster.startBeta();
        runUntil(cluster, OwnerState.ESTABLISHING);
        runOwnerAlone(cluster);
        assertEquals(OwnerState.ESTABLISHING, cluster.view.state());

        cluster.beta.doWork();
        runOwnerAlone(cluster);
        assertEquals(OwnerState.LIVE, cluster.view.state());
    }

    @Test
    void shouldNumberNothingBeforeTheOwnJournalHoldsTheEpochStart()
    {
        final TestCluster cluster = new TestCluster(2);
        cluster.startAlpha();
        cluster.startBeta();
        runUntil(cluster, OwnerState.ESTABLISHING);
        for (int i = 0; i < 20; i++)
        {
            cluster.beta.doWork();
            cluster.owner.doWork();
        }

        assertEquals(OwnerState.ESTABLISHING, cluster.view.state());
    }

    @Test
    void shouldNotCountAnAckOfAnotherEpochInItsPresentSession()
    {
        assertOnlyTheTrueAckCounts((ack) -> ack.epoch(ack.epochNow() + 1));
    }

    @Test
    void shouldNotCountAnAckOfAnotherJournalInItsPresentSession()
    {
        assertOnlyTheTrueAckCounts((ack) -> ack.journalId(303));
    }

    @Test
    void shouldNotCountAnAckOfNoSession()
    {
        assertOnlyTheTrueAckCounts((ack) -> ack.session(0));
    }

    @Test
    void shouldTellNothingToBeDurableBeforeTheNextEpochIsEstablished()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.run(5);
        cluster.betaAcks.block(true);
        cluster.append("a");
        cluster.run(5);
        cluster.alphaJournal.full(true);
        cluster.append("b");
        cluster.run(5);
        cluster.alphaJournal.full(false);
        cluster.betaAcks.block(false);
        runUntil(cluster, OwnerState.ESTABLISHING);
        for (int i = 0; i < 20; i++)
        {
            cluster.beta.doWork();
            cluster.owner.doWork();
        }

        assertEquals(OwnerState.ESTABLISHING, cluster.view.state());
        assertEquals(0, cluster.view.committedTxid(), "both hold it, but the new epoch is not");
        cluster.run(5);
        assertEquals(2, cluster.view.committedTxid(), "the standby gave back what the own journal had no room for");
    }

    private static void assertOnlyTheTrueAckCounts(final Consumer<Forgery> forge)
    {
        final TestCluster cluster = TestCluster.live();
        final long before = cluster.view.standbyPosition();
        final List<byte[]> acks = lateAcks(cluster, 1);
        final Forgery forgery = new Forgery(acks.get(acks.size() - 1));
        forge.accept(forgery);
        cluster.lastBetaAcks().inject(forgery.bytes);
        cluster.alpha.doWork();
        cluster.owner.doWork();
        assertTrue(cluster.view.standbyPosition() < cluster.view.ownPosition(), "counted from " + before);
        assertEquals(0, cluster.view.committedTxid());

        acks.forEach(cluster.lastBetaAcks()::inject);
        cluster.owner.doWork();
        assertEquals(1, cluster.view.committedTxid());
    }

    /** A true ack, one field of which is then made false. */
    private static final class Forgery
    {
        private final byte[] bytes;
        private final UnsafeBuffer buffer;
        private final WalFrameAckEncoder encoder = new WalFrameAckEncoder();

        Forgery(final byte[] ack)
        {
            bytes = ack.clone();
            buffer = new UnsafeBuffer(bytes);
            encoder.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH);
        }

        long epochNow()
        {
            return new WalFrameAckDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()).epoch();
        }

        void epoch(final long epoch)
        {
            encoder.epoch(epoch);
        }

        void journalId(final long journalId)
        {
            encoder.journalId(journalId);
        }

        void session(final long session)
        {
            encoder.session(session);
        }
    }

    /** Appends frames that both journals are sent; the standby's acks of them are held back. */
    private static List<byte[]> lateAcks(final TestCluster cluster, final int count)
    {
        cluster.run(5);
        for (int i = 0; i < count; i++)
        {
            cluster.append("f" + i);
        }

        cluster.owner.doWork();
        cluster.beta.doWork();
        final List<byte[]> acks = new ArrayList<>(cluster.lastBetaAcks().takeAll());
        assertFalse(acks.isEmpty());
        assertTrue(cluster.durableTxids.isEmpty());

        return acks;
    }

    /** Stops right behind the owner's step, before any replica has polled what that wrote. */
    private static void runUntil(final TestCluster cluster, final OwnerState state)
    {
        for (int i = 0; i < 10_000; i++)
        {
            cluster.nowNs += TestCluster.HEARTBEAT_NS / 4;
            cluster.owner.doWork();
            if (state == cluster.view.state())
            {
                return;
            }

            cluster.alpha.doWork();
            cluster.beta.doWork();
        }

        throw new AssertionError("not " + state + " but " + cluster.view.state() + ": " + cluster.view.trouble());
    }

    private static void runOwnerAlone(final TestCluster cluster)
    {
        for (int i = 0; i < 20; i++)
        {
            cluster.alpha.doWork();
            cluster.owner.doWork();
        }
    }
}

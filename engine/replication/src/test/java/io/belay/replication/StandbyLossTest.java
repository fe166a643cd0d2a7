package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import io.belay.sbe.wal.MarketOpenDecoder;
import io.belay.sbe.wal.MatchDecoder;
import io.belay.sbe.wal.MessageHeaderDecoder;
import io.belay.sbe.wal.ReplicaStateDecoder;
import io.belay.sbe.wal.StateReason;
import io.belay.wire.Entry;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What an owner believes of a standby that dies, is started again, or speaks of the past. */
class StandbyLossTest
{
    @Test
    void shouldNoticeThatTheStandbyWasStartedAgainThoughItWasNeverSilent()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.killBeta();
        cluster.startBeta();
        cluster.nowNs += TestCluster.HEARTBEAT_NS;
        cluster.owner.doWork();
        cluster.beta.doWork();
        cluster.lastBetaAcks().dropAllButHeartbeats(); // What the new process says of the session is lost.
        assertTrue(cluster.lastBetaAcks().waiting() > 0, "no heartbeat was answered");
        cluster.owner.doWork();

        assertEquals(OwnerState.REPAIRING, cluster.view.state());
        assertEquals("standby beta was started again", cluster.view.trouble());
    }

    @Test
    void shouldNotTakeAHeartbeatThatAnswersAnEarlierRunForASignOfLife()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.nowNs += TestCluster.HEARTBEAT_NS;
        cluster.owner.doWork();
        cluster.beta.doWork();
        cluster.lastBetaAcks().dropAllButHeartbeats();
        final List<byte[]> late = cluster.lastBetaAcks().takeAll();
        assertEquals(1, late.size());

        cluster.killBeta();
        cluster.killAlpha();
        cluster.startAlpha();
        final Pipe.Ear ear = cluster.wal.listen(null);
        cluster.run(10);
        final int opens = ear.waiting(MarketOpenDecoder.TEMPLATE_ID);
        late.forEach(cluster.lastBetaAcks()::inject);
        cluster.run(10);

        assertEquals(opens, ear.waiting(MarketOpenDecoder.TEMPLATE_ID), "a dead standby is opened");
    }

    @Test
    void shouldNotTakeAStatementOfAnEarlierSession()
    {
        final TestCluster cluster = new TestCluster(2);
        cluster.startAlpha();
        cluster.startBeta();
        final byte[] late = firstStatement(cluster);
        cluster.connect();
        cluster.runUntilLive();
        cluster.append("a");
        cluster.run(10);
        cluster.killBeta();
        cluster.pass(2 * TestCluster.REPLICA_TIMEOUT_NS);
        cluster.startBeta();
        openStandby(cluster);
        cluster.lastBetaAcks().inject(late); // The standby had nothing then.
        cluster.owner.doWork();

        assertEquals(0, cluster.betaWal.waiting(MatchDecoder.TEMPLATE_ID), "matched at what it once held");
        cluster.runUntilLive();
        assertEquals(List.of("1:a"), TestCluster.frames(cluster.betaJournal));
    }

    @Test
    void shouldNeitherMatchNorSendWhenTheStandbyIsLostBeforeItWasBroughtUp()
    {
        final TestCluster cluster = TestCluster.live();
        cluster.append("a");
        cluster.owner.doWork();
        cluster.alpha.doWork();
        cluster.killBeta();
        cluster.pass(2 * TestCluster.REPLICA_TIMEOUT_NS);
        cluster.startBeta();
        openStandby(cluster);
        cluster.beta.doWork();
        cluster.wal.block(true);
        cluster.run(5); // What the standby lacks cannot be sent …
        cluster.killBeta();
        cluster.pass(2 * TestCluster.REPLICA_TIMEOUT_NS); // … until the standby is given up.
        final Pipe.Ear ear = cluster.wal.listen(null);
        cluster.wal.block(false);
        cluster.run(10);

        assertEquals(OwnerState.REPAIRING, cluster.view.state());
        assertEquals(0, ear.waiting(MatchDecoder.TEMPLATE_ID), "a session that is over was matched");
        assertEquals(0, ear.waiting(Entry.WAL_FRAME));
    }

    /** The standby's answer to the first MarketOpen, which its owner hears. */
    private static byte[] firstStatement(final TestCluster cluster)
    {
        openStandby(cluster);
        cluster.lastBetaAcks().takeAll();
        cluster.beta.doWork();
        final List<byte[]> messages = cluster.lastBetaAcks().takeAll();
        messages.forEach(cluster.lastBetaAcks()::inject);

        return messages.stream().filter(StandbyLossTest::isAnswer).findFirst().orElseThrow();
    }

    private static boolean isAnswer(final byte[] message)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(message);

        return ReplicaStateDecoder.TEMPLATE_ID == Entry.templateId(buffer, 0) && StateReason.ANSWER ==
            new ReplicaStateDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()).reason();
    }

    /** Up to the moment at which the standby has been sent a MarketOpen and has not polled it. */
    private static void openStandby(final TestCluster cluster)
    {
        for (int i = 0; i < 100; i++)
        {
            cluster.nowNs += TestCluster.HEARTBEAT_NS / 4;
            cluster.owner.doWork();
            cluster.alpha.doWork();
            if (OwnerState.OPENING_OWN != cluster.view.state() &&
                cluster.betaWal.waiting(MarketOpenDecoder.TEMPLATE_ID) > 0)
            {
                return;
            }

            cluster.beta.doWork();
        }

        throw new AssertionError("the standby is not opened: " + cluster.view.trouble());
    }
}

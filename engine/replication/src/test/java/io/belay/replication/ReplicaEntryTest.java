package io.belay.replication;

import static io.belay.replication.TestReplica.FIRST_EPOCH;
import static io.belay.replication.TestReplica.MARKET;
import static io.belay.replication.TestReplica.OTHER_SESSION;
import static io.belay.replication.TestReplica.OTHER_SOURCE;
import static io.belay.replication.TestReplica.OWNER_INSTANCE;
import static io.belay.replication.TestReplica.SECOND_EPOCH;
import static io.belay.replication.TestReplica.SESSION;
import static io.belay.replication.TestReplica.SOURCE;
import static io.belay.replication.TestReplica.THIRD_EPOCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import io.belay.journal.MemoryJournal;
import io.belay.wire.Entry;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What a replica does not take, believe or acknowledge. */
class ReplicaEntryTest
{
    private final TestReplica replica = new TestReplica();

    @Test
    void shouldTakeNoEntryOfAnotherSource()
    {
        replica.openLiveWithFrames(0);
        final UnsafeBuffer frame = replica.entries.frame(FIRST_EPOCH, 3, 1);
        replica.core.onEntry(OTHER_SOURCE, frame, 0, frame.capacity());
        assertEquals(2, replica.market.history.lastPosition());

        replica.take(frame);
        assertEquals(3, replica.market.history.lastPosition());
    }

    @Test
    void shouldTakeNothingThatDoesNotFollow()
    {
        for (final UnsafeBuffer wrong : List.of(
            replica.entries.frame(SECOND_EPOCH, 4, 2),
            replica.entries.frame(FIRST_EPOCH, 4, 3),
            replica.entries.frame(FIRST_EPOCH, 4, 1),
            replica.entries.start(THIRD_EPOCH, 4, 2),
            replica.entries.start(FIRST_EPOCH, 4, 2),
            replica.entries.start(SECOND_EPOCH, 4, 3),
            replica.entries.established(SECOND_EPOCH, 4, 1),
            replica.entries.established(FIRST_EPOCH, 4, 2),
            replica.entries.superseded(FIRST_EPOCH, 4, 1)))
        {
            final MemoryJournal fresh = new MemoryJournal(202);
            replica.start(fresh);
            replica.open(SOURCE, SESSION, SECOND_EPOCH, OWNER_INSTANCE);
            replica.core.onMatch(SOURCE, SESSION, MARKET, 0, 0);
            replica.take(replica.entries.start(FIRST_EPOCH, 1, 1));
            replica.take(replica.entries.established(FIRST_EPOCH, 2, 0));
            replica.take(replica.entries.frame(FIRST_EPOCH, 3, 1));
            replica.take(wrong);

            assertEquals(3, fresh.appendedSequence(), () -> "template " + Entry.templateId(wrong, 0));
            assertEquals(ReplicaState.BROKEN, replica.market.state());
        }
    }

    @Test
    void shouldBreakTheSessionAtAGap()
    {
        replica.openLiveWithFrames(0);
        replica.take(replica.entries.frame(FIRST_EPOCH, 4, 1));

        assertEquals(ReplicaState.BROKEN, replica.market.state());
        assertEquals(2, replica.market.history.lastPosition());
    }

    @Test
    void shouldTakeNoEntryWhoseChecksumIsWrong()
    {
        replica.openLiveWithFrames(0);
        final UnsafeBuffer frame = replica.entries.frame(FIRST_EPOCH, 3, 1);
        frame.putByte(frame.capacity() - 1, (byte)9);
        replica.take(frame);

        assertEquals(ReplicaState.BROKEN, replica.market.state());
        assertEquals(2, replica.market.history.lastPosition());
    }

    @Test
    void shouldBelieveNoCommitBeforeTheMatch()
    {
        replica.openLiveWithFrames(2);
        replica.openAgain(SECOND_EPOCH);
        replica.core.onHeartbeatMarket(SOURCE, TestCluster.ALPHA, MARKET, OTHER_SESSION, 0, 2);
        assertEquals(0, replica.market.committedTxid(), "its own tail may not be the owner's");

        replica.core.onMatch(SOURCE, OTHER_SESSION, MARKET, 4, 2);
        assertEquals(2, replica.market.committedTxid());
    }

    @Test
    void shouldBelieveNoCommitOfAnotherSessionOrSource()
    {
        replica.openLiveWithFrames(2);
        replica.core.onHeartbeatMarket(SOURCE, TestCluster.ALPHA, MARKET, OTHER_SESSION, 0, 2);
        replica.core.onHeartbeatMarket(OTHER_SOURCE, TestCluster.ALPHA, MARKET, SESSION, 0, 2);

        assertEquals(0, replica.market.committedTxid());
    }

    @Test
    void shouldBelieveNoCommitBehindWhatItHolds()
    {
        replica.openLiveWithFrames(2);
        replica.core.onHeartbeatMarket(SOURCE, TestCluster.ALPHA, MARKET, SESSION, 0, 9);

        assertEquals(2, replica.market.committedTxid());
    }

    @Test
    void shouldForgetWhatAnEarlierSessionSaidWhenItsTailIsReplaced()
    {
        replica.openLiveWithFrames(1);
        replica.core.onHeartbeatMarket(SOURCE, TestCluster.ALPHA, MARKET, SESSION, 0, 9);
        replica.openAgain(SECOND_EPOCH);
        replica.core.onMatch(SOURCE, OTHER_SESSION, MARKET, 3, 1);
        replica.take(replica.entries.start(SECOND_EPOCH, 4, 2));
        replica.take(replica.entries.frame(SECOND_EPOCH, 5, 2));

        assertTrue(replica.market.committedTxid() < 2, "9 was said of another history");
    }

    @Test
    void shouldNotSendAnAckOfTheSessionBeforeInTheNext()
    {
        replica.openLiveWithFrames(0);
        replica.said.acks.clear();
        replica.said.isBlocked = true;
        replica.take(replica.entries.frame(FIRST_EPOCH, 3, 1));
        replica.endPoll();
        replica.openAgain(SECOND_EPOCH);
        replica.said.isBlocked = false;
        replica.core.flush();

        assertEquals(List.of(), replica.said.acks, "a stated position is no ack");
    }

    @Test
    void shouldAcknowledgeNothingBeforeTheForce()
    {
        replica.openLiveWithFrames(0);
        replica.said.acks.clear();
        replica.take(replica.entries.frame(FIRST_EPOCH, 3, 1));
        replica.core.flush();
        assertEquals(List.of(), replica.said.acks);

        replica.endPoll();
        assertEquals(List.of("ack OK 3"), replica.said.acks);
        assertEquals(replica.journal.appendedSequence(), replica.journal.durableSequence());
    }
}

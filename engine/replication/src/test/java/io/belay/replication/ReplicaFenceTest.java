package io.belay.replication;

import static io.belay.replication.TestReplica.FIRST_EPOCH;
import static io.belay.replication.TestReplica.MARKET;
import static io.belay.replication.TestReplica.OTHER_OWNER_INSTANCE;
import static io.belay.replication.TestReplica.OTHER_SESSION;
import static io.belay.replication.TestReplica.OTHER_SOURCE;
import static io.belay.replication.TestReplica.OWNER_INSTANCE;
import static io.belay.replication.TestReplica.SECOND_EPOCH;
import static io.belay.replication.TestReplica.SESSION;
import static io.belay.replication.TestReplica.SOURCE;
import static io.belay.replication.TestReplica.THIRD_EPOCH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;

import io.belay.journal.EpochChain;
import io.belay.sbe.wal.Claim;
import io.belay.wire.Epoch;
import org.junit.jupiter.api.Test;

/** Whom a replica does not follow, and what it does not give up for a new session. */
class ReplicaFenceTest
{
    private final TestReplica replica = new TestReplica();

    @Test
    void shouldFollowNoLowerEpoch()
    {
        replica.open(SOURCE, SESSION, SECOND_EPOCH, OWNER_INSTANCE);
        replica.open(OTHER_SOURCE, OTHER_SESSION, FIRST_EPOCH, OTHER_OWNER_INSTANCE);

        assertEquals(List.of("refuse NOT_STANDBY FENCED " + OTHER_SESSION), replica.said.refusals);
        assertEquals(SESSION, replica.market.session);
    }

    @Test
    void shouldFollowNoOtherNodeThanTheMakerOfTheNewestEstablishedEpoch()
    {
        replica.openLiveWithFrames(1);
        final EpochChain chain = new EpochChain();
        chain.add(FIRST_EPOCH, 1, 1, 101, 202);
        replica.core.onMarketOpen(
            OTHER_SOURCE, OTHER_SESSION, MARKET, Epoch.next(FIRST_EPOCH, 3), OTHER_OWNER_INSTANCE, 3, Claim.OWNS, 0,
            chain);

        assertEquals(List.of("refuse NOT_STANDBY OWNED " + OTHER_SESSION), replica.said.refusals);
        assertEquals(ReplicaState.MATCHED, replica.market.state());
    }

    @Test
    void shouldFollowAnotherNodeWhoseEpochWasEstablishedBehindTheOwn()
    {
        replica.openLiveWithFrames(1);
        final long epoch = Epoch.next(FIRST_EPOCH, 3);
        final EpochChain chain = new EpochChain();
        chain.add(FIRST_EPOCH, 1, 1, 101, 202);
        chain.add(epoch, 4, 2, 303, 0);
        chain.establish(epoch);
        replica.core.onMarketOpen(
            OTHER_SOURCE, OTHER_SESSION, MARKET, epoch, OTHER_OWNER_INSTANCE, 3, Claim.OWNS, 0, chain);

        assertEquals(List.of(), replica.said.refusals);
        assertEquals(3, replica.market.ownerNodeId);
    }

    @Test
    void shouldFollowNoOtherIncarnationThatMadeTheSameEpoch()
    {
        replica.open(SOURCE, SESSION, FIRST_EPOCH, OWNER_INSTANCE);
        replica.open(OTHER_SOURCE, OTHER_SESSION, FIRST_EPOCH, OTHER_OWNER_INSTANCE);

        assertEquals(List.of("refuse NOT_STANDBY FENCED " + OTHER_SESSION), replica.said.refusals);
        assertEquals(SESSION, replica.market.session);
    }

    @Test
    void shouldKeepItsFenceOverARestart()
    {
        replica.openMatched(SECOND_EPOCH);
        replica.take(replica.entries.start(SECOND_EPOCH, 1, 1));
        replica.endPoll();
        replica.start(replica.journal);
        replica.open(SOURCE, OTHER_SESSION, FIRST_EPOCH, OTHER_OWNER_INSTANCE);

        assertEquals(List.of("refuse NOT_STANDBY FENCED " + OTHER_SESSION), replica.said.refusals);
    }

    @Test
    void shouldSupersedeNoEstablishedEpoch()
    {
        replica.openMatched(FIRST_EPOCH);
        replica.take(replica.entries.start(FIRST_EPOCH, 1, 1));
        replica.take(replica.entries.established(FIRST_EPOCH, 2, 0));
        replica.endPoll();
        final EpochChain other = new EpochChain();
        other.add(SECOND_EPOCH, 1, 1, 303, 202);
        replica.core.onMarketOpen(
            SOURCE, OTHER_SESSION, MARKET, THIRD_EPOCH, OTHER_OWNER_INSTANCE, TestCluster.ALPHA, Claim.OWNS, 0, other);

        assertEquals(List.of("refuse NOT_STANDBY DIVERGED " + OTHER_SESSION), replica.said.refusals);
        assertEquals(2, replica.market.history.lastPosition());
    }

    @Test
    void shouldSupersedeNoEstablishedEpochOfAnOwnerThatSaysItHasMerelyLess()
    {
        replica.openMatched(FIRST_EPOCH);
        replica.take(replica.entries.start(FIRST_EPOCH, 1, 1));
        replica.take(replica.entries.established(FIRST_EPOCH, 2, 0));
        replica.endPoll();
        replica.open(SOURCE, OTHER_SESSION, SECOND_EPOCH, OTHER_OWNER_INSTANCE);
        replica.core.onMatch(SOURCE, OTHER_SESSION, MARKET, 0, 0);

        assertEquals(ReplicaState.BROKEN, replica.market.state());
        assertEquals(2, replica.market.history.lastPosition());
    }

    @Test
    void shouldSupersedeNothingThatItsOwnerHasSaidToBeCommitted()
    {
        replica.openLiveWithFrames(2);
        replica.core.onHeartbeatMarket(SOURCE, TestCluster.ALPHA, MARKET, SESSION, 0, 2);
        replica.openAgain(SECOND_EPOCH);
        replica.core.onMatch(SOURCE, OTHER_SESSION, MARKET, 3, 1);

        assertEquals(ReplicaState.BROKEN, replica.market.state());
        assertEquals(2, replica.market.history.lastTxid());
    }

    @Test
    void shouldSupersedeNothingThatItsOwnFramesSayToBeCommitted()
    {
        replica.openLiveWithFrames(2);
        replica.take(replica.entries.frame(FIRST_EPOCH, 5, 3, 2));
        replica.endPoll();
        replica.openAgain(SECOND_EPOCH);
        replica.core.onMatch(SOURCE, OTHER_SESSION, MARKET, 3, 1);

        assertEquals(ReplicaState.BROKEN, replica.market.state());
        assertEquals(3, replica.market.history.lastTxid());
    }

    @Test
    void shouldEndWhatLiesBehindTheCommonPoint()
    {
        replica.openLiveWithFrames(2);
        replica.openAgain(SECOND_EPOCH);
        replica.core.onMatch(SOURCE, OTHER_SESSION, MARKET, 3, 1);

        assertEquals(ReplicaState.MATCHED, replica.market.state());
        assertEquals(3, replica.market.history.lastPosition());
        assertEquals(1, replica.market.history.lastTxid());
    }

    @Test
    void shouldTakeNoMatchOfAnotherSource()
    {
        replica.open(SOURCE, SESSION, FIRST_EPOCH, OWNER_INSTANCE);
        replica.core.onMatch(OTHER_SOURCE, SESSION, MARKET, 0, 0);

        assertEquals(ReplicaState.OPENED, replica.market.state());
    }

    @Test
    void shouldTakeNoMatchOfAnotherSession()
    {
        replica.openLiveWithFrames(2);
        replica.openAgain(SECOND_EPOCH);
        replica.core.onMatch(SOURCE, SESSION, MARKET, 2, 0);

        assertEquals(ReplicaState.OPENED, replica.market.state());
        assertEquals(4, replica.market.history.lastPosition());
    }

    @Test
    void shouldTakeNoSecondMatch()
    {
        replica.openLiveWithFrames(2);
        replica.core.onMatch(SOURCE, SESSION, MARKET, 2, 0);

        assertEquals(4, replica.market.history.lastPosition());
    }

    @Test
    void shouldStayMatchedWhenAnotherSourceIsLost()
    {
        replica.openLiveWithFrames(0);
        replica.core.onSourceLost(OTHER_SOURCE);
        assertEquals(ReplicaState.MATCHED, replica.market.state());

        replica.core.onSourceLost(SOURCE);
        assertEquals(ReplicaState.IDLE, replica.market.state());
    }

    @Test
    void shouldNotFollowAgainBeforeItsFailedJournalIsOpenedAgain()
    {
        replica.openLiveWithFrames(0);
        replica.journal.refuseSync();
        replica.take(replica.entries.frame(FIRST_EPOCH, 3, 1));
        replica.endPoll();
        assertEquals("ack SERVER_INTERNAL 2", replica.said.acks.get(replica.said.acks.size() - 1));

        replica.open(SOURCE, OTHER_SESSION, SECOND_EPOCH, OWNER_INSTANCE);
        assertEquals(List.of("refuse SERVER_INTERNAL ANSWER " + OTHER_SESSION), replica.said.refusals);
        assertFalse(replica.errors.isEmpty());
    }

    /** An owner has opened a session again before the sync of what the last one brought: what it heard is not kept. */
    @Test
    void shouldRefuseWhenTheSyncFailsOfWhatANewSessionWasToldToBeThere()
    {
        replica.openLiveWithFrames(1);
        replica.take(replica.entries.frame(FIRST_EPOCH, 4, 2));
        replica.openAgain(SECOND_EPOCH);
        replica.journal.refuseSync();
        replica.endPoll();
        assertEquals(ReplicaState.BROKEN, replica.market.state());
        assertEquals("ack SERVER_INTERNAL 3", replica.said.acks.get(replica.said.acks.size() - 1));

        replica.core.onTailRequest(SOURCE, OTHER_SESSION, MARKET, 4);
        replica.endPoll();
        assertEquals(List.of(), replica.said.tail);
        assertEquals(1, replica.errors.size(), replica.errors::toString);
    }
}

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

import java.util.List;

import io.belay.journal.MemoryJournal;
import org.junit.jupiter.api.Test;

/** What a standby gives back to an owner whose journal has lost it, and to whom it gives nothing. */
class TailSenderTest
{
    private static final long THIRD_SESSION = 102;

    private final TestReplica replica = new TestReplica();

    @Test
    void shouldSendNothingWhenItsJournalIsNotOneThatTheNewestEpochCounts()
    {
        replica.start(new MemoryJournal(303));
        replica.openLiveWithFrames(1);
        replica.openAgain(SECOND_EPOCH);
        ask(SOURCE, OTHER_SESSION, 1);

        assertEquals(List.of(), replica.said.tail);
        assertEquals(ReplicaState.BROKEN, replica.market.state(), "it may itself lack what was acknowledged");
    }

    @Test
    void shouldSendNothingWhenItHoldsNoEpoch()
    {
        replica.open(SOURCE, SESSION, FIRST_EPOCH, OWNER_INSTANCE);
        ask(SOURCE, SESSION, 1);

        assertEquals(ReplicaState.BROKEN, replica.market.state());
    }

    @Test
    void shouldNotAnswerARequestOfAnotherSession()
    {
        replica.openLiveWithFrames(1);
        replica.openAgain(SECOND_EPOCH);
        ask(SOURCE, SESSION, 1);
        assertEquals(List.of(), replica.said.tail);

        ask(SOURCE, OTHER_SESSION, 1);
        assertEquals(List.of("1.1@1", "1.1@2", "1.1@3"), replica.said.tail);
    }

    @Test
    void shouldNotAnswerARequestOfAnotherSource()
    {
        replica.openLiveWithFrames(1);
        replica.openAgain(SECOND_EPOCH);
        ask(OTHER_SOURCE, OTHER_SESSION, 1);

        assertEquals(List.of(), replica.said.tail);
    }

    @Test
    void shouldNotAnswerARequestBehindTheMatch()
    {
        replica.start(new MemoryJournal(303));
        replica.openLiveWithFrames(1);
        ask(SOURCE, SESSION, 1);

        assertEquals(List.of(), replica.said.tail);
        assertEquals(ReplicaState.MATCHED, replica.market.state(), "nor is it refused");
    }

    @Test
    void shouldSendNoMoreWhenTheMatchHasCome()
    {
        replica.openLiveWithFrames(1);
        replica.openAgain(SECOND_EPOCH);
        askWithoutRoom(2);
        replica.core.onMatch(SOURCE, OTHER_SESSION, MARKET, 3, 1);
        replica.core.flush();

        assertEquals(List.of(), replica.said.tail);
    }

    @Test
    void shouldSendNoMoreWhenAnotherSessionWasOpened()
    {
        replica.openLiveWithFrames(1);
        replica.openAgain(SECOND_EPOCH);
        askWithoutRoom(1);
        replica.open(SOURCE, THIRD_SESSION, THIRD_EPOCH, OWNER_INSTANCE);
        replica.core.flush();

        assertEquals(List.of(), replica.said.tail);
    }

    @Test
    void shouldGoOnWhereThereWasNoRoom()
    {
        replica.openLiveWithFrames(1);
        replica.openAgain(SECOND_EPOCH);
        askWithoutRoom(2);
        replica.core.flush();

        assertEquals(List.of("1.1@2", "1.1@3"), replica.said.tail);
    }

    @Test
    void shouldGoOnWhenItIsAskedAgainForWhatItHasNotComeTo()
    {
        replica.openLiveWithFrames(1);
        replica.openAgain(SECOND_EPOCH);
        askWithoutRoom(1);
        ask(SOURCE, OTHER_SESSION, 2);

        assertEquals(List.of("1.1@1", "1.1@2", "1.1@3"), replica.said.tail);
    }

    @Test
    void shouldBeginAgainWhenItIsAskedForWhatItHasSent()
    {
        replica.openLiveWithFrames(1);
        replica.openAgain(SECOND_EPOCH);
        askWithoutRoom(2);
        ask(SOURCE, OTHER_SESSION, 1);

        assertEquals(List.of("1.1@1", "1.1@2", "1.1@3"), replica.said.tail);
    }

    @Test
    void shouldSendNoDeadEntry()
    {
        replica.openLiveWithFrames(2);
        replica.openAgain(SECOND_EPOCH);
        replica.core.onMatch(SOURCE, OTHER_SESSION, MARKET, 3, 1);
        replica.take(replica.entries.start(SECOND_EPOCH, 4, 2));
        replica.take(replica.entries.established(SECOND_EPOCH, 5, 1));
        replica.endPoll();
        replica.open(SOURCE, THIRD_SESSION, THIRD_EPOCH, OWNER_INSTANCE);
        ask(SOURCE, THIRD_SESSION, 2);

        assertEquals(List.of("1.1@2", "1.1@3", "2.1@4", "2.1@5"), replica.said.tail, "1.1@4 was superseded");
    }

    private void ask(final long source, final long session, final long fromPosition)
    {
        replica.core.onTailRequest(source, session, MARKET, fromPosition);
        replica.core.flush();
    }

    /** The owner has asked, and nothing could be sent yet. */
    private void askWithoutRoom(final long fromPosition)
    {
        replica.said.isBlocked = true;
        ask(SOURCE, OTHER_SESSION, fromPosition);
        replica.said.isBlocked = false;
    }
}

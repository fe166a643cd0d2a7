package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuorumTest
{
    @Test
    void shouldNotCountASessionThatIsNotMatched()
    {
        final ReplicaSlot standby = new ReplicaSlot(2, 0);
        standby.opening(9, 1, 0);
        standby.stated(202, 7);
        standby.ackedPosition = 7;

        assertEquals(0, Quorum.committedPosition(2, matched(1, 101, 7), standby));
    }

    @Test
    void shouldNotCountTheOwnJournalBeforeItIsMatched()
    {
        final ReplicaSlot own = new ReplicaSlot(1, 0);
        own.opening(9, 1, 0);
        own.stated(101, 7);
        own.ackedPosition = 7;

        assertEquals(0, Quorum.committedPosition(1, own, null));
        assertEquals(0, Quorum.committedPosition(2, own, matched(2, 202, 7)));
    }

    @Test
    void shouldNotCountTheSameJournalTwice()
    {
        assertEquals(0, Quorum.committedPosition(2, matched(1, 101, 7), matched(2, 101, 7)));
    }

    @Test
    void shouldNotCommitAtW2WithoutAStandby()
    {
        assertEquals(0, Quorum.committedPosition(2, matched(1, 101, 7), null));
    }

    @Test
    void shouldNotLetAStandbyAloneCommitAtW1()
    {
        assertEquals(3, Quorum.committedPosition(1, matched(1, 101, 3), matched(2, 202, 7)));
    }

    @Test
    void shouldCommitWhatBothHave()
    {
        assertEquals(5, Quorum.committedPosition(2, matched(1, 101, 5), matched(2, 202, 7)));
        assertEquals(5, Quorum.committedPosition(2, matched(1, 101, 7), matched(2, 202, 5)));
    }

    @Test
    void shouldCountFromNothingAfterAReconnection()
    {
        final ReplicaSlot standby = matched(2, 202, 7);
        standby.close(0);
        standby.opening(10, 1, 0);
        standby.stated(202, 7);
        standby.matched();

        assertEquals(0, Quorum.committedPosition(2, matched(1, 101, 7), standby));
    }

    @Test
    void shouldForgetWhatWasAcknowledgedAtTheEndOfASessionAndAtTheBeginningOfTheNext()
    {
        final ReplicaSlot closed = matched(2, 202, 7);
        closed.close(0);
        assertEquals(0, closed.ackedPosition);

        final ReplicaSlot openedAgain = matched(2, 202, 7);
        openedAgain.opening(10, 1, 0);
        assertEquals(0, openedAgain.ackedPosition);
    }

    private static ReplicaSlot matched(final int nodeId, final long journalId, final long position)
    {
        final ReplicaSlot slot = new ReplicaSlot(nodeId, 0);
        slot.opening(nodeId, 1, 0);
        slot.stated(journalId, position);
        slot.matched();
        slot.ackedPosition = position;

        return slot;
    }
}

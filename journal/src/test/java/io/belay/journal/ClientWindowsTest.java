package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.belay.wire.Epoch;
import org.junit.jupiter.api.Test;

class ClientWindowsTest
{
    private static final long CLIENT = 7;
    private static final long OTHER = 8;
    private static final long EPOCH = 1 << 16 | 1;
    private static final int WINDOW = ClientWindows.WINDOW;

    private ClientWindows windows = new ClientWindows();
    private long txid;

    private void frame(final long clientId, final long sequence)
    {
        frame(clientId, sequence, EPOCH);
    }

    private void frame(final long clientId, final long sequence, final long epoch)
    {
        txid++;
        windows.onFrame(clientId, sequence, txid, epoch, (int)(txid * 31));
    }

    private void frames(final long clientId, final long fromSequence, final int count)
    {
        for (int i = 0; i < count; i++)
        {
            frame(clientId, fromSequence + i);
        }
    }

    private void supersedeFrom(final long firstDead)
    {
        windows.supersedeFrom(firstDead, firstDead);
        txid = firstDead - 1;
    }

    private void assertFound(final long clientId, final long sequence, final long expectedTxid)
    {
        assertEquals(Remembered.KNOWN, windows.find(clientId, sequence), "sequence " + sequence);
        assertEquals(expectedTxid, windows.foundTxid());
        assertEquals((int)(expectedTxid * 31), windows.foundCrc());
    }

    @Test
    void shouldCallASequenceTooOldWhenItLeftTheWindow()
    {
        frames(CLIENT, 1, WINDOW + 1);

        assertEquals(Remembered.TOO_OLD, windows.find(CLIENT, 1));
        assertFound(CLIENT, 2, 2);
        assertFound(CLIENT, WINDOW + 1, WINDOW + 1);
        assertEquals(Remembered.NEW, windows.find(CLIENT, WINDOW + 2));
    }

    @Test
    void shouldCallAHoleTooOldWhenALaterSequenceLeftTheWindow()
    {
        frame(CLIENT, 10);
        frames(CLIENT, 11, WINDOW);

        assertEquals(Remembered.TOO_OLD, windows.find(CLIENT, 9), "9 and 10 may have changed places before");
        assertEquals(Remembered.TOO_OLD, windows.find(CLIENT, 10));
    }

    @Test
    void shouldRefuseASequenceThatNoClientGives()
    {
        assertEquals(Remembered.TOO_OLD, windows.find(CLIENT, 0));
        assertEquals(Remembered.TOO_OLD, windows.find(CLIENT, Long.MIN_VALUE));

        frame(CLIENT, 1);

        assertEquals(Remembered.TOO_OLD, windows.find(CLIENT, 0));
        assertEquals(Remembered.TOO_OLD, windows.find(CLIENT, -1));
        assertEquals(Remembered.TOO_OLD, windows.find(CLIENT, Long.MIN_VALUE));
    }

    @Test
    void shouldCallNoStrangerNewWhenAClientWasForgotten()
    {
        for (long client = 1; client <= ClientWindows.CLIENTS_MAX; client++)
        {
            frame(client, 1);
        }

        frame(1, 2);
        assertFalse(windows.isForgetful());
        frame(5_000, 1);

        assertEquals(ClientWindows.CLIENTS_MAX, windows.clientCount());
        assertTrue(windows.isForgetful());
        assertFound(1, 1, 1);
        assertEquals(Remembered.FORGOTTEN, windows.find(2, 1), "it was silent for longest");
        assertFalse(windows.isKnown(2));
        assertEquals(Remembered.FORGOTTEN, windows.find(6_000, 1));
        assertFound(3, 1, 3);
        assertEquals(Remembered.NEW, windows.find(3, 2));
    }

    @Test
    void shouldCallNothingNewOfAClientThatWasForgottenAndCameBackWithoutASession()
    {
        windows = ClientWindows.forgetful();
        frame(OTHER, 5);

        assertFound(OTHER, 5, 1);
        assertEquals(Remembered.FORGOTTEN, windows.find(OTHER, 4));
        assertEquals(Remembered.FORGOTTEN, windows.find(OTHER, 6), "6 may have come before 5");
    }

    @Test
    void shouldTakeAClientForNewWhenASessionOfItBeginsAfterAnotherWasForgotten()
    {
        windows = ClientWindows.forgetful();
        windows.onSession(CLIENT, 1, 1, 0);

        assertEquals(Remembered.NEW, windows.find(CLIENT, 1));
    }

    @Test
    void shouldGiveNoIncarnationThatAForgottenClientMayHaveHad()
    {
        windows.onSession(CLIENT, 9, 1, 0);
        for (long client = 100; client < 100 + ClientWindows.CLIENTS_MAX; client++)
        {
            frame(client, 1);
        }

        assertFalse(windows.isKnown(CLIENT));
        assertEquals(0, windows.incarnation(CLIENT));
        assertEquals(10, windows.nextIncarnation(CLIENT));
    }

    @Test
    void shouldForgetWhatIsSuperseded()
    {
        frames(CLIENT, 1, 3);
        supersedeFrom(3);

        assertFound(CLIENT, 2, 2);
        assertEquals(Remembered.NEW, windows.find(CLIENT, 3));
        assertEquals(2, windows.lastSequence(CLIENT));
        assertEquals(2, windows.frameCount());
    }

    @Test
    void shouldNotFindADeadFrameWhoseSequenceIsFarFromAllOthers()
    {
        frame(CLIENT, (1L << 32) + 2);
        final long far = Long.MIN_VALUE + 3; // So far that the distance overflows, onto the place of the dead frame.
        frame(CLIENT, far);
        supersedeFrom(2);

        assertEquals(Remembered.TOO_OLD, windows.find(CLIENT, far));
    }

    @Test
    void shouldForgetAClientWhenAllThatItDidIsSuperseded()
    {
        frame(CLIENT, 1);
        frame(OTHER, 4);
        windows.onSession(9, 1, 3, 2);
        supersedeFrom(2);

        assertEquals(1, windows.clientCount());
        assertEquals(Remembered.NEW, windows.find(OTHER, 4));
        assertEquals(0, windows.lastSequence(OTHER));
        assertEquals(0, windows.incarnation(9));
    }

    @Test
    void shouldTakeBackAnIncarnationThatIsSuperseded()
    {
        windows.onSession(CLIENT, 1, 1, 0);
        windows.onSession(CLIENT, 2, 2, 0);
        windows.onSession(CLIENT, 3, 3, 0);
        windows.supersedeFrom(3, 1);

        assertEquals(2, windows.incarnation(CLIENT));
        assertEquals(3, windows.nextIncarnation(CLIENT));
    }

    @Test
    void shouldKeepAnIncarnationTooHighWhenMoreAreSupersededThanAreHeld()
    {
        for (int i = 1; i <= Incarnations.HELD_MAX + 2; i++)
        {
            windows.onSession(CLIENT, i, i, 0);
        }

        windows.supersedeFrom(2, 1);

        assertEquals(2, windows.incarnation(CLIENT), "1 is the live one, and 2 refuses more, not less");
    }

    @Test
    void shouldKnowAgainWhatDeadFramesHadPushedOut()
    {
        frames(CLIENT, 1, WINDOW);
        final long live = txid;
        frames(CLIENT, WINDOW + 1, WINDOW);
        assertEquals(Remembered.TOO_OLD, windows.find(CLIENT, 1));

        supersedeFrom(live + 1);

        assertFound(CLIENT, 1, 1);
        assertEquals(Remembered.NEW, windows.find(CLIENT, WINDOW + 1));
    }

    @Test
    void shouldCallNothingNewThatLivesWhenMoreFramesDieThanAreHeld()
    {
        frames(CLIENT, 1, 10);
        frames(CLIENT, 1_000_000, 2 * WINDOW + 5);
        supersedeFrom(11);

        for (int sequence = 1; sequence <= 10; sequence++)
        {
            assertEquals(Remembered.TOO_OLD, windows.find(CLIENT, sequence));
        }
        assertEquals(0, windows.frameCount());
    }

    @Test
    void shouldMakeTheOldestFramesOfAllClientsTooOldWhenTheMarketHoldsItsMost()
    {
        frame(OTHER, 1);
        frame(OTHER, 2);
        final int clients = ClientWindows.FRAMES_MAX / ClientWindow.HELD_MAX;
        for (int client = 0; client < clients; client++)
        {
            frames(100 + client, 1, ClientWindow.HELD_MAX);
        }

        assertEquals(ClientWindows.FRAMES_MAX, windows.frameCount());
        assertEquals(Remembered.TOO_OLD, windows.find(OTHER, 1));
        assertEquals(Remembered.TOO_OLD, windows.find(OTHER, 2));
        assertEquals(Remembered.NEW, windows.find(OTHER, 3));
        assertFound(100, ClientWindow.HELD_MAX, 2 + ClientWindow.HELD_MAX);

        frame(OTHER, 3);
        assertFound(OTHER, 3, txid);
        assertEquals(ClientWindows.FRAMES_MAX, windows.frameCount());
    }

    @Test
    void shouldFindSequencesThatCameOutOfOrderAndWithHoles()
    {
        frame(CLIENT, 5);
        frame(CLIENT, 2);
        frame(CLIENT, 9);
        frame(CLIENT, 3);

        assertFound(CLIENT, 5, 1);
        assertFound(CLIENT, 2, 2);
        assertFound(CLIENT, 9, 3);
        assertFound(CLIENT, 3, 4);
        for (final long hole : new long[]{1, 4, 6, 7, 8, 10})
        {
            assertEquals(Remembered.NEW, windows.find(CLIENT, hole), "sequence " + hole);
        }
        assertEquals(9, windows.lastSequence(CLIENT));
    }

    @Test
    void shouldTellTheEpochInWhichAFrameWasMade()
    {
        frames(CLIENT, 1, 2);
        final long second = Epoch.next(EPOCH, 2);
        frame(CLIENT, 3, second);
        final long dead = Epoch.next(second, 1);
        frame(CLIENT, 4, dead);
        supersedeFrom(4);
        final long third = Epoch.next(dead, 2);
        frame(CLIENT, 4, third);

        final long[] expected = {EPOCH, EPOCH, second, third};
        for (int i = 0; i < expected.length; i++)
        {
            assertFound(CLIENT, i + 1, i + 1);
            assertEquals(expected[i], windows.foundEpoch());
        }
    }

    @Test
    void shouldGoItsOwnWayWhenItIsCopied()
    {
        frames(CLIENT, 1, 20);
        windows.onSession(CLIENT, 4, 21, 20);
        final ClientWindows copy = windows.copy();
        frame(CLIENT, 21);
        windows.onSession(CLIENT, 5, 23, 21);
        final ClientWindows original = windows;
        windows = copy;

        assertEquals(Remembered.NEW, windows.find(CLIENT, 21));
        assertEquals(4, windows.incarnation(CLIENT));
        assertFound(CLIENT, 20, 20);

        supersedeFrom(10);
        windows = original;
        assertFound(CLIENT, 20, 20);
        assertFound(CLIENT, 21, 21);
        assertEquals(5, windows.incarnation(CLIENT));
    }
}

package io.belay.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PausesTest
{
    private final Pauses pauses = new Pauses(0);

    private void assertPause(final long startNs, final long endNs, final int ackedBefore)
    {
        assertEquals(startNs, pauses.startNs());
        assertEquals(endNs, pauses.endNs());
        assertEquals(ackedBefore, pauses.ackedBefore());
    }

    @Test
    void shouldNotTakeWhatWasBeforeTheRunForAPauseWhenItBegins()
    {
        pauses.onAck(1_000);
        pauses.restart(1_010);
        pauses.onAck(1_015);

        assertPause(1_010, 1_015, 1);
    }

    @Test
    void shouldFindTheLongestPauseWhenNoConnectionWasLost()
    {
        pauses.onAck(10);
        assertFalse(pauses.onAck(50));
        pauses.onAck(60);

        assertPause(10, 50, 1);
        assertEquals(60, pauses.lastAckNs());
    }

    @Test
    void shouldFindThePauseOfTheLostConnectionWhenAnotherOneIsLonger()
    {
        pauses.onAck(100);
        pauses.onConnectionLost();
        assertTrue(pauses.onAck(130));
        assertFalse(pauses.onAck(500));

        assertPause(100, 130, 1);
    }

    @Test
    void shouldFindTheLongerPauseWhenTheConnectionWasLostTwice()
    {
        pauses.onAck(10);
        pauses.onConnectionLost();
        pauses.onAck(20);
        pauses.onConnectionLost();
        pauses.onAck(80);

        assertPause(20, 80, 2);
    }
}

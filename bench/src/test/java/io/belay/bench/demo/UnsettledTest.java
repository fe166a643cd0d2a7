package io.belay.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class UnsettledTest
{
    private static final Unsettled.Sent SENT = new Unsettled.Sent(new UnsafeBuffer(new byte[1]), 0, 0);

    private final Unsettled unsettled = new Unsettled();

    @Test
    void shouldNotBeEmptyWhenOneIsUnderWay()
    {
        unsettled.add(7, SENT);
        unsettled.onSent(7);

        assertNull(unsettled.next());
        assertFalse(unsettled.isEmpty(), "its fate is unknown still");
        assertTrue(unsettled.onEnded(7, true));
        assertTrue(unsettled.isEmpty());
        assertEquals(1, unsettled.repeatedCount());
    }

    @Test
    void shouldNotTakeANewAppendForOneSentAgainWhenItEnds()
    {
        assertFalse(unsettled.onEnded(7, false));
        assertEquals(0, unsettled.repeatedCount());
    }

    @Test
    void shouldSendTheOldestFirstWhenTheyCameInAnotherOrder()
    {
        unsettled.add(9, SENT);
        unsettled.add(8, SENT);

        assertEquals(8, unsettled.next().getKey());
        unsettled.onSent(8);
        assertEquals(9, unsettled.next().getKey());
        assertEquals(1, unsettled.sentAgainCount());
    }
}

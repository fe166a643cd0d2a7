package io.belay.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

import io.belay.bench.load.LoadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StartLimitTest
{
    private static final long LONG_NS = 40_000_000_000L;

    @Test
    void shouldSayWhereItStoodWhenTheTimeIsUp()
    {
        final CountDownLatch never = new CountDownLatch(1);

        final String message = assertThrows(LoadException.class, () -> StartLimit.within("Sloth", 50_000_000, () ->
        {
            never.await();

            return "";
        })).getMessage();

        assertTrue(message.contains("Sloth did not come up") && message.contains("CountDownLatch.await"), message);
        never.countDown();
    }

    @Test
    void shouldHandOnTheReasonWhenItFails()
    {
        final LoadException words = new LoadException("no room");

        assertEquals(words, assertThrows(LoadException.class, () -> StartLimit.within("Sloth", LONG_NS, () ->
        {
            throw words;
        })));
        final String message = assertThrows(LoadException.class, () -> StartLimit.within("Sloth", LONG_NS, () ->
        {
            throw new IOException("port in use");
        })).getMessage();
        assertTrue(message.contains("Sloth did not come up") && message.contains("port in use"), message);
    }

    @Test
    void shouldGiveWhatWasStarted()
    {
        assertEquals("up", StartLimit.within("Sloth", LONG_NS, () -> "up"));
    }
}

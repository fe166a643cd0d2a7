package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class PacerTest
{
    private long nowNs = -5;

    private static long hlc(final long ms)
    {
        return (WalEntries.START_MS + ms) << HlcText.LOGICAL_BITS;
    }

    private static long ms(final long ms)
    {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    @Test
    void shouldRefuseWhatIsNoSpeed()
    {
        for (final String wrong : List.of("", "x", "1", "0x", "0.0x", "-1x", "1.x", ".5x", "1e3x", "NaNx", "MAX", "1x "))
        {
            assertThrows(IllegalArgumentException.class, () -> Speed.parse(wrong), wrong);
        }
    }

    @Test
    void shouldNeverWaitAtMaxSpeed()
    {
        final Pacer pacer = new Pacer(Speed.parse("max"), () -> nowNs);
        assertEquals(0, pacer.leftNs(hlc(0)));
        assertEquals(0, pacer.leftNs(hlc(1_000_000)));
    }

    @Test
    void shouldKeepTheTimesOfTheFramesShortenedByTheSpeed()
    {
        final Pacer pacer = new Pacer(Speed.parse("10x"), () -> nowNs);
        assertEquals(0, pacer.leftNs(hlc(0)));
        assertEquals(ms(10), pacer.leftNs(hlc(100)));

        nowNs += ms(4);
        assertEquals(ms(6), pacer.leftNs(hlc(100)));
        assertEquals(ms(20_000) - ms(4), new Pacer(Speed.parse("0.5x"), () -> nowNs).leftNs(hlc(0)) +
            pacer.leftNs(hlc(200_000)));
    }

    @Test
    void shouldNotDriftWhenAFrameLeavesLate()
    {
        final Pacer pacer = new Pacer(Speed.parse("1x"), () -> nowNs);
        pacer.leftNs(hlc(0));
        pacer.onSent(hlc(0));
        nowNs += ms(130);
        assertEquals(-ms(30), pacer.leftNs(hlc(100)));
        pacer.onSent(hlc(100));

        assertEquals(ms(70), pacer.leftNs(hlc(200)));
        nowNs += ms(70);
        pacer.onSent(hlc(200));
        assertEquals(ms(30), pacer.latenessMaxNs());
    }

    @Test
    void shouldSendAtOnceWhatIsOlderThanTheFirstFrame()
    {
        final Pacer pacer = new Pacer(Speed.parse("1x"), () -> nowNs);
        pacer.leftNs(hlc(100));

        assertEquals(-ms(40), pacer.leftNs(hlc(60)));
    }
}

package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class ProgressTest
{
    private final StringWriter out = new StringWriter();
    private long nowNs = -1;

    @Test
    void shouldBeSilentWhenThereIsNoTerminal()
    {
        final Progress progress = new Progress(null, () -> nowNs, 100, "entries");
        nowNs += TimeUnit.SECONDS.toNanos(1);
        progress.update(50, 7);
        progress.end();

        assertEquals("", out.toString());
    }

    @Test
    void shouldShowHowFarItIsFromTimeToTimeAndTakeTheLineAway()
    {
        final Progress progress = new Progress(new PrintWriter(out), () -> nowNs, 200, "entries");
        progress.update(10, 1);
        assertEquals("", out.toString());

        nowNs += TimeUnit.MILLISECONDS.toNanos(200);
        progress.update(50, 12);
        progress.update(60, 13);
        assertEquals("\r25% 12 entries, 60/s, 0:00:00 left", out.toString());

        nowNs += TimeUnit.MILLISECONDS.toNanos(200);
        progress.update(400, 9);
        final String both = "\r25% 12 entries, 60/s, 0:00:00 left\r100% 9 entries, 23/s, 0:00:00 left";
        assertEquals(both, out.toString());

        progress.end();
        assertEquals(both + "\r" + " ".repeat(34) + "\r", out.toString());
    }

    @Test
    void shouldTellRateAndTimeLeftWhenWorkIsLong()
    {
        final Progress progress = new Progress(new PrintWriter(out), () -> nowNs, 1000, "frames");
        nowNs += TimeUnit.MINUTES.toNanos(10);
        progress.update(0, 0);
        assertEquals("\r0% 0 frames, 0/s", out.toString());

        progress.end();
        out.getBuffer().setLength(0);
        nowNs += TimeUnit.MINUTES.toNanos(10);
        progress.update(100, 2_400_000_000L);
        assertEquals("\r10% 2400000000 frames, 2.0M/s, 3:00:00 left", out.toString());

        progress.end();
        out.getBuffer().setLength(0);
        nowNs += TimeUnit.MINUTES.toNanos(20);
        progress.update(500, 48_000_000);
        assertEquals("\r50% 48000000 frames, 20k/s, 0:40:00 left", out.toString());
    }
}

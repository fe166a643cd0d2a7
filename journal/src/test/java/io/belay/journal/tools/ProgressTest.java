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
        final Progress progress = new Progress(null, () -> nowNs, 100);
        nowNs += TimeUnit.SECONDS.toNanos(1);
        progress.update(50, 7);
        progress.end();

        assertEquals("", out.toString());
    }

    @Test
    void shouldShowHowFarItIsFromTimeToTimeAndTakeTheLineAway()
    {
        final Progress progress = new Progress(new PrintWriter(out), () -> nowNs, 200);
        progress.update(10, 1);
        assertEquals("", out.toString());

        nowNs += TimeUnit.MILLISECONDS.toNanos(200);
        progress.update(50, 12);
        progress.update(60, 13);
        assertEquals("\r25% 12 entries", out.toString());

        nowNs += TimeUnit.MILLISECONDS.toNanos(200);
        progress.update(400, 9);
        assertEquals("\r25% 12 entries\r100% 9 entries", out.toString());

        progress.end();
        assertEquals("\r25% 12 entries\r100% 9 entries\r" + " ".repeat(14) + "\r", out.toString());
    }
}

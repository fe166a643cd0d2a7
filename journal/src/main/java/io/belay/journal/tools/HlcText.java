package io.belay.journal.tools;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Hybrid logical timestamps for people: 48 bits of Unix milliseconds as a UTC instant, 16 bits of counter behind it.
 */
final class HlcText
{
    /** How many of the low bits count events within a millisecond. */
    static final int LOGICAL_BITS = 16;
    /** Those bits. */
    static final long LOGICAL_MASK = (1L << LOGICAL_BITS) - 1;

    private static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private HlcText()
    {
    }

    static String instant(final long hlc)
    {
        return FORMAT.format(Instant.ofEpochMilli(hlc >>> LOGICAL_BITS));
    }

    /**
     * Reads a timestamp: a 64-bit number, decimal or {@code 0x}, or {@code MILLISECONDS.COUNTER}.
     *
     * @param text to read.
     * @return the timestamp.
     * @throws NumberFormatException when it is none.
     */
    static long parse(final String text)
    {
        final int dot = text.indexOf('.');
        if (dot >= 0)
        {
            final long epochMs = Long.parseLong(text, 0, dot, 10);
            final int logical = Integer.parseInt(text, dot + 1, text.length(), 10);
            if (epochMs < 0 || epochMs > (-1L >>> LOGICAL_BITS) || logical < 0 || logical > LOGICAL_MASK)
            {
                throw new NumberFormatException("out of range");
            }

            return (epochMs << LOGICAL_BITS) | logical;
        }

        return text.startsWith("0x") ? Long.parseUnsignedLong(text, 2, text.length(), 16) :
            Long.parseUnsignedLong(text);
    }
}

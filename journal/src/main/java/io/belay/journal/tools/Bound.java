package io.belay.journal.tools;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * One end of a range of entries.
 *
 * @param unit what is counted.
 * @param low  the first value that the text can mean.
 * @param high the last value that the text can mean: a time stands for the whole of its millisecond.
 */
record Bound(Unit unit, long low, long high)
{
    /** The forms, for messages and help. */
    static final String FORMS = "1234 or seq:1234, position:7, txid:5, an ISO-8601 time as " +
        "2026-11-21T09:30:00Z, or hlc:NUMBER";

    private static final int INSTANT_LENGTH_MIN = "2026-11-21T09:30".length();

    /** What a bound counts. */
    enum Unit
    {
        SEQUENCE,
        POSITION,
        TXID,
        HLC;

        /** Whether each market counts for itself. */
        boolean isOfOneMarket()
        {
            return POSITION == this || TXID == this;
        }
    }

    /**
     * Reads a bound.
     *
     * @param text in one of the {@link #FORMS}; a time without a zone is UTC.
     * @return the bound.
     * @throws IllegalArgumentException when it has another form.
     */
    static Bound parse(final String text)
    {
        try
        {
            if (text.startsWith("seq:"))
            {
                return exact(Unit.SEQUENCE, natural(text.substring(4)));
            }

            if (text.startsWith("position:"))
            {
                return exact(Unit.POSITION, natural(text.substring(9)));
            }

            if (text.startsWith("txid:"))
            {
                return exact(Unit.TXID, natural(text.substring(5)));
            }

            if (text.startsWith("hlc:"))
            {
                return exact(Unit.HLC, HlcText.parse(text.substring(4)));
            }

            return text.length() >= INSTANT_LENGTH_MIN && text.indexOf('T') > 0 ?
                millisecond(instant(text)) : exact(Unit.SEQUENCE, natural(text));
        }
        catch (final NumberFormatException | DateTimeException ex)
        {
            throw new IllegalArgumentException("'" + text + "' is none of: " + FORMS, ex);
        }
    }

    private static Bound exact(final Unit unit, final long value)
    {
        return new Bound(unit, value, value);
    }

    private static Bound millisecond(final Instant instant)
    {
        final long epochMs = instant.toEpochMilli();
        if (epochMs < 0)
        {
            throw new DateTimeException("before 1970");
        }

        final long first = epochMs << HlcText.LOGICAL_BITS;

        return new Bound(Unit.HLC, first, first | HlcText.LOGICAL_MASK);
    }

    private static long natural(final String text)
    {
        return Long.parseUnsignedLong(text);
    }

    private static Instant instant(final String text)
    {
        final boolean hasZone = text.endsWith("Z") || text.lastIndexOf('+') > 0 ||
            text.lastIndexOf('-') > text.indexOf('T');

        return hasZone ? OffsetDateTime.parse(text).toInstant() : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}

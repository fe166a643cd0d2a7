package io.belay.clock;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/**
 * A hybrid logical timestamp in 64 bits, which order as the timestamps do. 0 is none.
 * <pre>
 *   63                                            16 15             0
 *  +------------------------------------------------+----------------+
 *  | milliseconds since the Unix epoch              | logical count  |
 *  +------------------------------------------------+----------------+
 * </pre>
 * The highest bit is never set, so that timestamps compare as signed numbers; that lasts until the year 6429.
 */
public final class Hlc
{
    /** No timestamp. */
    public static final long NONE = 0;
    /** The last millisecond that a timestamp can hold. */
    public static final long MILLIS_MAX = (1L << 47) - 1;
    /** The highest logical count within a millisecond. */
    public static final int LOGICAL_MAX = 0xFFFF;

    private static final int LOGICAL_BITS = 16;
    private static final char LOGICAL_SIGN = '+';
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Hlc()
    {
    }

    /**
     * @param hlc to read.
     * @return its milliseconds since the Unix epoch.
     */
    public static long millis(final long hlc)
    {
        return hlc >>> LOGICAL_BITS;
    }

    /**
     * @param hlc to read.
     * @return its logical count, 0 to {@link #LOGICAL_MAX}.
     */
    public static int logical(final long hlc)
    {
        return (int)(hlc & LOGICAL_MAX);
    }

    /**
     * @param millis  since the Unix epoch, 0 to {@link #MILLIS_MAX}.
     * @param logical count, 0 to {@link #LOGICAL_MAX}.
     * @return the timestamp.
     * @throws IllegalArgumentException when one of them is out of range.
     */
    public static long of(final long millis, final int logical)
    {
        if (millis < 0 || millis > MILLIS_MAX)
        {
            throw new IllegalArgumentException("milliseconds " + millis + " are not 0 to " + MILLIS_MAX);
        }

        if (logical < 0 || logical > LOGICAL_MAX)
        {
            throw new IllegalArgumentException("logical count " + logical + " is not 0 to " + LOGICAL_MAX);
        }

        return (millis << LOGICAL_BITS) | logical;
    }

    /**
     * A timestamp for people, for example {@code 2026-11-21T09:30:00.125Z+7}. {@link #parse} reads it back.
     *
     * @param hlc to show, not negative.
     * @return UTC with milliseconds, a plus sign and the logical count.
     */
    public static String toString(final long hlc)
    {
        return FORMAT.format(Instant.ofEpochMilli(millis(hlc))) + LOGICAL_SIGN + logical(hlc);
    }

    /**
     * Reads what {@link #toString} has written. The logical count may be left out and is 0 then.
     *
     * @param text ISO-8601 in UTC, to the millisecond at most, with or without {@code +logical}.
     * @return the timestamp.
     * @throws IllegalArgumentException when the text has another form or is out of range.
     */
    public static long parse(final String text)
    {
        final int sign = text.lastIndexOf('Z') + 1;
        final boolean hasLogical = sign > 0 && sign < text.length() && LOGICAL_SIGN == text.charAt(sign);
        try
        {
            final Instant instant = Instant.parse(hasLogical ? text.substring(0, sign) : text);
            final int logical = hasLogical ? parseLogical(text, sign + 1) : 0;
            if (!instant.equals(instant.truncatedTo(ChronoUnit.MILLIS)))
            {
                throw new IllegalArgumentException("timestamp '" + text + "' is finer than a millisecond");
            }

            return of(instant.toEpochMilli(), logical);
        }
        catch (final DateTimeException | ArithmeticException | NumberFormatException ex)
        {
            throw new IllegalArgumentException(
                "timestamp '" + text + "' is not like 2026-11-21T09:30:00.125Z or 2026-11-21T09:30:00.125Z+7", ex);
        }
    }

    private static int parseLogical(final String text, final int begin)
    {
        // The JDK's parser takes a second sign, which would be read as a number.
        if (begin == text.length() || !Character.isDigit(text.charAt(begin)))
        {
            throw new NumberFormatException("no digit behind the plus sign");
        }

        return Integer.parseInt(text, begin, text.length(), 10);
    }
}

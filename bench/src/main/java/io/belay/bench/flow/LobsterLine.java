package io.belay.bench.flow;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Parses the lines of one LOBSTER message file, strictly: whatever is not certain to be meant is refused.
 */
final class LobsterLine
{
    private static final String[] COLUMNS = {"time", "type", "order id", "size", "price", "direction"};
    private static final int TIME = 1;
    private static final int TYPE = 2;
    private static final int ORDER_ID = 3;
    private static final int SIZE = 4;
    private static final int PRICE = 5;
    private static final int DIRECTION = 6;
    private static final int FRACTION_DIGITS_MAX = 9;
    private static final long SECONDS_MAX = 7 * 86_400;
    private static final long PRICE_MAX = 1_000_000_000_000L;

    private final String file;
    private final OrderEvent event = new OrderEvent().wrap(new UnsafeBuffer(new byte[OrderEvent.LENGTH]), 0);
    private long number;
    private long previousTimeNs = -1;

    LobsterLine(final String file)
    {
        this.file = file;
    }

    /** The number of the line parsed last, from 1. */
    long number()
    {
        return number;
    }

    /** The next line's event, valid until the next call. */
    OrderEvent parse(final String text) throws LobsterFormatException
    {
        number++;
        if (text.isBlank())
        {
            throw new LobsterFormatException(at() + ": the line is empty");
        }

        final String[] fields = text.split(",", -1);
        if (fields.length != COLUMNS.length)
        {
            throw new LobsterFormatException(
                at() + ": " + fields.length + " columns in place of " + COLUMNS.length + " (" +
                String.join(", ", COLUMNS) + ")");
        }

        final long timeNs = time(fields[TIME - 1]);
        final int type = (int)whole(TYPE, fields, OrderEvent.NEW, OrderEvent.HALT);
        final boolean isOfOrder = type <= OrderEvent.EXECUTION;
        final boolean isHalt = OrderEvent.HALT == type;
        // Auctions and halts belong to no order; data sets write 0 or -1 there.
        final long orderId = whole(ORDER_ID, fields, isOfOrder ? 1 : -1, Long.MAX_VALUE / 2);
        final int size = (int)whole(SIZE, fields, isHalt ? 0 : 1, Integer.MAX_VALUE);
        final long price = whole(PRICE, fields, isHalt ? -1 : 1, isHalt ? 1 : PRICE_MAX);
        final int direction = (int)whole(DIRECTION, fields, OrderEvent.SELL, OrderEvent.BUY);
        if (0 == direction)
        {
            throw wrong(DIRECTION, "'0' is neither 1 (buy) nor -1 (sell)");
        }

        previousTimeNs = timeNs;

        return event.set(timeNs, type, orderId, size, price, direction);
    }

    private long time(final String text) throws LobsterFormatException
    {
        final int point = text.indexOf('.');
        final String seconds = point < 0 ? text : text.substring(0, point);
        final String fraction = point < 0 ? "" : text.substring(point + 1);
        if (seconds.isEmpty() || seconds.length() > 9 || !isDigits(seconds) || !isDigits(fraction) ||
            (point >= 0 && fraction.isEmpty()))
        {
            throw wrong(TIME, "'" + text + "' is no time in seconds, as 34200.004241176");
        }

        if (fraction.length() > FRACTION_DIGITS_MAX)
        {
            throw wrong(TIME, "'" + text + "' is finer than a nanosecond");
        }

        final long wholeSeconds = Long.parseLong(seconds);
        if (wholeSeconds > SECONDS_MAX)
        {
            throw wrong(TIME, "'" + text + "' is more than " + SECONDS_MAX + " seconds after midnight");
        }

        final String nanos = fraction + "0".repeat(FRACTION_DIGITS_MAX - fraction.length());
        final long timeNs = wholeSeconds * 1_000_000_000L + Long.parseLong(nanos);
        if (timeNs < previousTimeNs)
        {
            throw wrong(TIME, "'" + text + "' is before the time of the line above");
        }

        return timeNs;
    }

    private long whole(final int column, final String[] fields, final long min, final long max)
        throws LobsterFormatException
    {
        final String text = fields[column - 1];
        final String digits = text.startsWith("-") ? text.substring(1) : text;
        if (digits.isEmpty() || digits.length() > 18 || !isDigits(digits))
        {
            throw wrong(column, "'" + text + "' is no whole number");
        }

        final long value = Long.parseLong(text);
        if (value < min || value > max)
        {
            throw wrong(column, "'" + text + "' is not " + min + " to " + max);
        }

        return value;
    }

    private static boolean isDigits(final String text)
    {
        return text.chars().allMatch((c) -> c >= '0' && c <= '9');
    }

    LobsterFormatException wrong(final int column, final String what)
    {
        return new LobsterFormatException(at() + ", column " + column + " (" + COLUMNS[column - 1] + "): " + what);
    }

    private String at()
    {
        return file + ": line " + number;
    }
}

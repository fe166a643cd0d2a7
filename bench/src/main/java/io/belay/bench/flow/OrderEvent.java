package io.belay.bench.flow;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Flyweight over one order event as it is appended: what the demo's frames hold. To Belay these are opaque bytes.
 * <pre>
 *   0         8         16       24      28     29          30        32           40
 *  +---------+---------+--------+-------+------+-----------+---------+------------+-------------+
 *  | time ns | order   | price  | size  | type | direction | version | number     | reserved, 0 |
 *  |         | id      |        |       |      |           |         |            |             |
 *  +---------+---------+--------+-------+------+-----------+---------+------------+-------------+ 48
 * </pre>
 * All fields are little-endian. The time counts from midnight, the price is in dollars times 10,000. The number counts
 * the events of one run from 0, over all its markets: so an event that was stored twice or not at all is seen by itself,
 * whatever txid it was given.
 */
public final class OrderEvent
{
    /** Length of an event in bytes. */
    public static final int LENGTH = 48;
    /** Version of the layout. */
    public static final int VERSION = 1;

    /** A new limit order. */
    public static final int NEW = 1;
    /** Part of an order is cancelled. */
    public static final int PARTIAL_CANCEL = 2;
    /** An order is deleted. */
    public static final int DELETE = 3;
    /** A visible order is executed, in part or whole. */
    public static final int EXECUTION = 4;
    /** An order that is in no public book is executed. */
    public static final int HIDDEN_EXECUTION = 5;
    /** An auction's trade. */
    public static final int CROSS_TRADE = 6;
    /** Trading halts or resumes; the price says which. */
    public static final int HALT = 7;

    /** Direction of an order that buys. */
    public static final int BUY = 1;
    /** Direction of an order that sells. */
    public static final int SELL = -1;

    private static final int TIME_OFFSET = 0;
    private static final int ORDER_ID_OFFSET = 8;
    private static final int PRICE_OFFSET = 16;
    private static final int SIZE_OFFSET = 24;
    private static final int TYPE_OFFSET = 28;
    private static final int DIRECTION_OFFSET = 29;
    private static final int VERSION_OFFSET = 30;
    private static final int NUMBER_OFFSET = 32;
    private static final int RESERVED_OFFSET = 40;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

    /**
     * Looks at bytes that stay where they are.
     *
     * @param source that holds the event.
     * @param offset where it begins.
     * @return this.
     */
    public OrderEvent wrap(final DirectBuffer source, final int offset)
    {
        buffer.wrap(source, offset, LENGTH);

        return this;
    }

    /**
     * Writes a whole event.
     *
     * @param timeNs    nanoseconds after midnight.
     * @param type      1 to 7.
     * @param orderId   of the order, 0 where none is known.
     * @param size      in shares.
     * @param price     in dollars times 10,000; of a halt -1, 0 or 1.
     * @param direction {@link #BUY} or {@link #SELL}.
     * @return this.
     */
    public OrderEvent set(
        final long timeNs, final int type, final long orderId, final int size, final long price, final int direction)
    {
        buffer.putLong(TIME_OFFSET, timeNs, LITTLE_ENDIAN);
        buffer.putLong(ORDER_ID_OFFSET, orderId, LITTLE_ENDIAN);
        buffer.putLong(PRICE_OFFSET, price, LITTLE_ENDIAN);
        buffer.putInt(SIZE_OFFSET, size, LITTLE_ENDIAN);
        buffer.putByte(TYPE_OFFSET, (byte)type);
        buffer.putByte(DIRECTION_OFFSET, (byte)direction);
        buffer.putShort(VERSION_OFFSET, (short)VERSION, LITTLE_ENDIAN);
        buffer.putLong(NUMBER_OFFSET, 0, LITTLE_ENDIAN);
        buffer.putLong(RESERVED_OFFSET, 0, LITTLE_ENDIAN);

        return this;
    }

    /**
     * @param value number of the event in its run, from 0.
     * @return this.
     */
    public OrderEvent number(final long value)
    {
        buffer.putLong(NUMBER_OFFSET, value, LITTLE_ENDIAN);

        return this;
    }

    /**
     * @return whether the layout is one that this class knows.
     */
    public boolean isReadable()
    {
        return VERSION == buffer.getShort(VERSION_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @return nanoseconds after midnight.
     */
    public long timeNs()
    {
        return buffer.getLong(TIME_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @return 1 to 7.
     */
    public int type()
    {
        return buffer.getByte(TYPE_OFFSET);
    }

    /**
     * @return id of the order, 0 where none is known.
     */
    public long orderId()
    {
        return buffer.getLong(ORDER_ID_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @return shares.
     */
    public int size()
    {
        return buffer.getInt(SIZE_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @return dollars times 10,000; of a halt -1, 0 or 1.
     */
    public long price()
    {
        return buffer.getLong(PRICE_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @return {@link #BUY} or {@link #SELL}.
     */
    public int direction()
    {
        return buffer.getByte(DIRECTION_OFFSET);
    }

    /**
     * @return number of the event in its run, from 0.
     */
    public long number()
    {
        return buffer.getLong(NUMBER_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * Copies the event.
     *
     * @param target to copy to.
     * @param offset where to begin.
     */
    public void copyTo(final MutableDirectBuffer target, final int offset)
    {
        target.putBytes(offset, buffer, 0, LENGTH);
    }

    @Override
    public String toString()
    {
        return "OrderEvent{number=" + number() + " timeNs=" + timeNs() + " type=" + type() + " orderId=" + orderId() +
            " size=" + size() + " price=" + price() + " direction=" + direction() + "}";
    }
}

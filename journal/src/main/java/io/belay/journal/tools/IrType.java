package io.belay.journal.tools;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteOrder;

import org.agrona.DirectBuffer;

/**
 * A primitive type of an intermediate representation. In the order of the codes in the file, which begin with 0.
 */
enum IrType
{
    NONE(0, 0),
    CHAR(1, 0),
    INT8(1, Byte.MIN_VALUE),
    INT16(2, Short.MIN_VALUE),
    INT32(4, Integer.MIN_VALUE),
    INT64(8, Long.MIN_VALUE),
    UINT8(1, 0xFF),
    UINT16(2, 0xFFFF),
    UINT32(4, 0xFFFF_FFFFL),
    UINT64(8, -1L),
    FLOAT(4, 0),
    DOUBLE(8, 0);

    private final int size;
    private final long nullValue;

    IrType(final int size, final long nullValue)
    {
        this.size = size;
        this.nullValue = nullValue;
    }

    /**
     * @return length of one value in bytes.
     */
    int size()
    {
        return size;
    }

    /**
     * @return the value that means none in an optional field, when the schema names no other.
     */
    long nullValue()
    {
        return nullValue;
    }

    boolean isUnsigned()
    {
        return UINT8 == this || UINT16 == this || UINT32 == this || UINT64 == this;
    }

    boolean isFloating()
    {
        return FLOAT == this || DOUBLE == this;
    }

    /**
     * @return the value; of UINT64 its 64 bits.
     */
    long integer(final DirectBuffer buffer, final int index, final boolean bigEndian)
    {
        final ByteOrder order = bigEndian ? BIG_ENDIAN : LITTLE_ENDIAN;

        return switch (this)
        {
            case CHAR, UINT8 -> buffer.getByte(index) & 0xFF;
            case INT8 -> buffer.getByte(index);
            case INT16 -> buffer.getShort(index, order);
            case UINT16 -> buffer.getShort(index, order) & 0xFFFF;
            case INT32 -> buffer.getInt(index, order);
            case UINT32 -> buffer.getInt(index, order) & 0xFFFF_FFFFL;
            case INT64, UINT64 -> buffer.getLong(index, order);
            case NONE, FLOAT, DOUBLE -> throw new IllegalStateException(this + " is no integer");
        };
    }

    double floating(final DirectBuffer buffer, final int index, final boolean bigEndian)
    {
        final ByteOrder order = bigEndian ? BIG_ENDIAN : LITTLE_ENDIAN;

        return switch (this)
        {
            case FLOAT -> buffer.getFloat(index, order);
            case DOUBLE -> buffer.getDouble(index, order);
            default -> throw new IllegalStateException(this + " is no floating point number");
        };
    }
}

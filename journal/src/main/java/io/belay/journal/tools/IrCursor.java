package io.belay.journal.tools;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks over the fields of an intermediate representation, and never past its end.
 */
final class IrCursor
{
    private final DirectBuffer buffer;
    private int index;

    IrCursor(final DirectBuffer buffer)
    {
        this.buffer = buffer;
    }

    boolean hasMore()
    {
        return index < buffer.capacity();
    }

    int integer()
    {
        return buffer.getInt(advance(Integer.BYTES), LITTLE_ENDIAN);
    }

    int octet()
    {
        return buffer.getByte(advance(Byte.BYTES)) & 0xFF;
    }

    <E extends Enum<E>> E code(final E[] values, final int firstCode, final String what)
    {
        final int at = index;
        final int i = octet() - firstCode;
        if (i < 0 || i >= values.length)
        {
            throw new IllegalArgumentException(
                "the layouts have an unknown " + what + " " + (i + firstCode) + " at byte " + at);
        }

        return values[i];
    }

    DirectBuffer bytes()
    {
        final int length = buffer.getShort(advance(Short.BYTES), LITTLE_ENDIAN) & 0xFFFF;

        return new UnsafeBuffer(buffer, advance(length), length);
    }

    String string()
    {
        final DirectBuffer bytes = bytes();

        return bytes.getStringWithoutLengthUtf8(0, bytes.capacity());
    }

    private int advance(final int length)
    {
        if (length > buffer.capacity() - index)
        {
            throw new IllegalArgumentException(
                "the layouts end at byte " + buffer.capacity() + " within a field that begins at " + index);
        }

        final int at = index;
        index += length;

        return at;
    }
}

package io.belay.journal.tools;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import io.belay.wire.Crc32c;
import io.belay.wire.MarketId;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages of the later version in {@code belay/belay-wal-next.xml}, for which there are no codecs.
 */
final class NextSchema
{
    static final int SESSION_MARK = 41002;
    static final int PULSE = 41003;
    static final int FRAME_BLOCK_LENGTH = 76;

    private static final int SESSION_MARK_BLOCK_LENGTH = 109;
    private static final int VERSION = 3;

    private NextSchema()
    {
    }

    static byte[] irBytes()
    {
        try (InputStream in = NextSchema.class.getResourceAsStream("/belay/belay-wal-next.sbeir"))
        {
            return in.readAllBytes();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    static SchemaIr ir()
    {
        return SchemaIr.parse(new UnsafeBuffer(irBytes()));
    }

    static UnsafeBuffer frame(final String market, final long position, final long txid, final String text)
    {
        final Cursor out = new Cursor();
        out.prefix(market, FRAME_BLOCK_LENGTH, 40992, position, txid);
        out.int64(0xABCDL);
        out.text(text);
        out.text("a note");

        return out.seal();
    }

    static UnsafeBuffer sessionMark(final String market, final long position, final long txid)
    {
        final Cursor out = new Cursor();
        out.prefix(market, SESSION_MARK_BLOCK_LENGTH, SESSION_MARK, position, txid);
        out.int8('S');
        out.int16(0b10_0000_0001);
        out.bytes("XNAS\0\0".getBytes(StandardCharsets.US_ASCII));
        out.int32(1);
        out.int32(-2);
        out.int32(3);
        out.int32(-7);
        out.int64(12345);
        out.int64(Double.doubleToLongBits(0.25));
        out.int16(8);
        out.int16(2);
        out.leg(0xA1, "first", 10, 20);
        out.leg(0xA2, "second");
        out.text("\u0001\u0002");

        return out.seal();
    }

    static UnsafeBuffer pulse(final int beat)
    {
        final Cursor out = new Cursor();
        out.header(2, PULSE);
        out.int16(beat);

        return new UnsafeBuffer(out.buffer, 0, out.index);
    }

    private static final class Cursor
    {
        private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[1024]);
        private int index;

        void header(final int blockLength, final int templateId)
        {
            int16(blockLength);
            int16(templateId);
            int16(1);
            int16(VERSION);
        }

        void prefix(
            final String market, final int blockLength, final int templateId, final long position, final long txid)
        {
            header(blockLength, templateId);
            int64(MarketId.of(market));
            int64(1 << 16 | 1);
            int64(position);
            int64(txid);
            int64(txid - 1);
            int64((WalEntries.START_MS << 16) + position);
            int64(7);
            int64(txid);
            int32(0);
        }

        void leg(final long id, final String memo, final int... fills)
        {
            int64(id);
            int16(4);
            int16(fills.length);
            for (final int fill : fills)
            {
                int32(fill);
            }

            text(memo);
        }

        void text(final String text)
        {
            final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int32(bytes.length);
            bytes(bytes);
        }

        void bytes(final byte[] bytes)
        {
            buffer.putBytes(index, bytes);
            index += bytes.length;
        }

        void int8(final int value)
        {
            buffer.putByte(index, (byte)value);
            index += Byte.BYTES;
        }

        void int16(final int value)
        {
            buffer.putShort(index, (short)value, LITTLE_ENDIAN);
            index += Short.BYTES;
        }

        void int32(final int value)
        {
            buffer.putInt(index, value, LITTLE_ENDIAN);
            index += Integer.BYTES;
        }

        void int64(final long value)
        {
            buffer.putLong(index, value, LITTLE_ENDIAN);
            index += Long.BYTES;
        }

        UnsafeBuffer seal()
        {
            new Crc32c().seal(buffer, 0, index);

            return new UnsafeBuffer(buffer, 0, index);
        }
    }
}

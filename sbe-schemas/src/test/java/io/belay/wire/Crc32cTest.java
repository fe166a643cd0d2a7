package io.belay.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.ExpandableDirectByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Crc32cTest
{
    private static final int CAPACITY = 16_384;
    private static final long SEED = 0xB31A_0003L;

    private final Crc32c crc = new Crc32c();
    private final byte[] bytes = new byte[CAPACITY];

    /** Kept so that the memory of the buffer known by its address stays. */
    private final ByteBuffer pinned = ByteBuffer.allocateDirect(CAPACITY);

    Crc32cTest()
    {
        new Random(SEED).nextBytes(bytes);
    }

    static Set<String> kinds()
    {
        return new Crc32cTest().buffers().keySet();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldRefuseWhenTheRangeLiesOutside(final String kind)
    {
        final DirectBuffer buffer = filled(kind);

        assertThrows(IndexOutOfBoundsException.class, () -> crc.compute(buffer, buffer.capacity() - 3, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> crc.compute(buffer, -1, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> crc.computeEntry(buffer, 0, Entry.PREFIX_LENGTH - 1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldAgreeWithTheChecksumOfThePlatformWhateverHoldsTheBytes(final String kind)
    {
        System.out.println(kind + " with seed " + SEED);
        final DirectBuffer buffer = filled(kind);
        final Random random = new Random(SEED);

        assertEquals(expected(0, CAPACITY), crc.compute(buffer, 0, CAPACITY));
        for (int i = 0; i < 500; i++)
        {
            final int offset = random.nextInt(CAPACITY);
            final int length = random.nextInt(CAPACITY - offset);
            assertEquals(expected(offset, length), crc.compute(buffer, offset, length), offset + " " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldMatchWhatItSealedAndNothingElse(final String kind)
    {
        final MutableDirectBuffer buffer = filled(kind);
        final int offset = 40;
        final int length = Entry.PREFIX_LENGTH + 100;
        assertFalse(crc.matches(buffer, offset, length));

        crc.seal(buffer, offset, length);

        assertTrue(crc.matches(buffer, offset, length));
        assertFalse(crc.matches(buffer, offset, length - 1));
        assertFalse(crc.matches(buffer, offset + 1, length));
        for (int i = 0; i < length; i++)
        {
            final byte before = buffer.getByte(offset + i);
            buffer.putByte(offset + i, (byte)(before ^ 0x10));
            assertFalse(crc.matches(buffer, offset, length), "byte " + i);
            buffer.putByte(offset + i, before);
        }
    }

    @Test
    void shouldSeeTheBytesOfNowWhenABufferIsMetAgain()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(128));
        final int before = crc.compute(buffer, 0, 128);

        buffer.putByte(127, (byte)1);

        assertEquals(new Crc32c().compute(buffer, 0, 128), crc.compute(buffer, 0, 128));
        assertFalse(before == crc.compute(buffer, 0, 128));
    }

    @Test
    void shouldTellBuffersApartWhenTheirNumberExceedsTheViewsThatAreKept()
    {
        final UnsafeBuffer[] buffers = new UnsafeBuffer[200];
        final int[] expected = new int[buffers.length];
        for (int i = 0; i < buffers.length; i++)
        {
            buffers[i] = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
            buffers[i].putInt(8, i);
            expected[i] = new Crc32c().compute(buffers[i], 0, 64);
        }

        System.out.println("order of buffers with seed " + SEED);
        final Random random = new Random(SEED);
        for (int step = 0; step < 5_000; step++)
        {
            final int i = random.nextInt(buffers.length);
            assertEquals(expected[i], crc.compute(buffers[i], 0, 64));
        }
    }

    @Test
    void shouldAgreeWithThePublishedCheckValue()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer("123456789".getBytes(US_ASCII));

        assertEquals(0xE3069283, crc.compute(buffer, 0, 9));
        assertEquals(0, crc.compute(buffer, 0, 0));
    }

    private Map<String, MutableDirectBuffer> buffers()
    {
        final Map<String, MutableDirectBuffer> buffers = new LinkedHashMap<>();
        buffers.put("array", new UnsafeBuffer(new byte[CAPACITY]));
        buffers.put("middle of an array", new UnsafeBuffer(new byte[CAPACITY + 64], 32, CAPACITY));
        buffers.put("heap byte buffer", new UnsafeBuffer(ByteBuffer.allocate(CAPACITY + 8).position(8).slice()));
        buffers.put("direct byte buffer", new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY)));
        buffers.put("slice of a direct byte buffer",
            new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY + 64).position(24).slice(), 16, CAPACITY));
        buffers.put("window on another buffer",
            new UnsafeBuffer(new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY + 64)), 48, CAPACITY));
        buffers.put("address", new UnsafeBuffer(new UnsafeBuffer(pinned).addressOffset(), CAPACITY));
        buffers.put("expandable array", new ExpandableArrayBuffer(CAPACITY));
        buffers.put("expandable direct buffer", new ExpandableDirectByteBuffer(CAPACITY));

        return buffers;
    }

    private MutableDirectBuffer filled(final String kind)
    {
        final MutableDirectBuffer buffer = buffers().get(kind);
        buffer.putBytes(0, bytes);

        return buffer;
    }

    private int expected(final int offset, final int length)
    {
        final CRC32C platform = new CRC32C();
        platform.update(bytes, offset, length);

        return (int)platform.getValue();
    }
}

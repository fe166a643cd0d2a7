package io.belay.wire;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageGuardTest
{
    private static final int TEMPLATE_ID_OFFSET = 2;
    private static final int SCHEMA_ID_OFFSET = 4;
    private static final int VERSION_OFFSET = 6;
    private static final int DAMAGED_COPIES = 2_000;

    static Set<String> names()
    {
        return SampleMessages.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldRefuseWhenTheMessageIsCutAnywhere(final String name)
    {
        final byte[] message = SampleMessages.of(name);

        for (int length = 0; length < message.length; length++)
        {
            final Defect defect = check(Arrays.copyOf(message, length));
            assertNotEquals(Defect.NONE, defect, name + " cut to " + length + " bytes");
            if (length < Entry.HEADER_LENGTH)
            {
                assertEquals(Defect.TRUNCATED, defect);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldRefuseWhenTheMessageGoesOnBehindItsEnd(final String name)
    {
        final byte[] message = SampleMessages.of(name);

        assertEquals(Defect.WRONG_LENGTH, check(Arrays.copyOf(message, message.length + 1)), name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldNameTheNewerVersionWhateverTheTemplate(final String name)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(SampleMessages.of(name));
        buffer.putShort(VERSION_OFFSET, (short)1, LITTLE_ENDIAN);
        assertEquals(Defect.NEWER_VERSION, MessageGuard.check(buffer, 0, buffer.capacity()));

        buffer.putShort(TEMPLATE_ID_OFFSET, (short)0xA02F, LITTLE_ENDIAN);
        assertEquals(Defect.NEWER_VERSION, MessageGuard.check(buffer, 0, buffer.capacity()));

        buffer.putShort(VERSION_OFFSET, (short)0xFFFF, LITTLE_ENDIAN);
        assertEquals(Defect.NEWER_VERSION, MessageGuard.check(buffer, 0, buffer.capacity()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldRefuseWhenTheSchemaOrTheTemplateIsNotOurs(final String name)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(SampleMessages.of(name));
        final short schemaId = buffer.getShort(SCHEMA_ID_OFFSET, LITTLE_ENDIAN);

        buffer.putShort(SCHEMA_ID_OFFSET, (short)0, LITTLE_ENDIAN);
        assertEquals(Defect.WRONG_SCHEMA, MessageGuard.check(buffer, 0, buffer.capacity()));
        buffer.putShort(SCHEMA_ID_OFFSET, (short)(schemaId % 3 + 1), LITTLE_ENDIAN);
        assertEquals(Defect.UNKNOWN_TEMPLATE, MessageGuard.check(buffer, 0, buffer.capacity()));

        buffer.putShort(SCHEMA_ID_OFFSET, schemaId, LITTLE_ENDIAN);
        for (final int templateId : new int[]{ 0, 0xA01F, 0xA02F, 0xA080, 0xFFFF })
        {
            buffer.putShort(TEMPLATE_ID_OFFSET, (short)templateId, LITTLE_ENDIAN);
            assertEquals(Defect.UNKNOWN_TEMPLATE, MessageGuard.check(buffer, 0, buffer.capacity()));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldPassOnlyWhatTheDecoderReadsWithinBoundsWhenOneByteHasAnyValue(final String name)
    {
        final byte[] message = SampleMessages.of(name);

        for (int i = 0; i < message.length; i++)
        {
            final byte before = message[i];
            for (int value = 0; value < 256; value++)
            {
                message[i] = (byte)value;
                decodeIfSound(message);
            }
            message[i] = before;
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldPassOnlyWhatTheDecoderReadsWithinBoundsWhenManyBitsAreFlipped(final String name)
    {
        final long seed = 0xB31A_0001L + name.hashCode();
        final Random random = new Random(seed);
        System.out.println(name + " damaged with seed " + seed);

        for (int copy = 0; copy < DAMAGED_COPIES; copy++)
        {
            final byte[] damaged = SampleMessages.of(name);
            for (int flip = 1 + random.nextInt(8); flip > 0; flip--)
            {
                final int bit = random.nextInt(damaged.length * 8);
                damaged[bit / 8] ^= (byte)(1 << (bit & 7));
            }
            decodeIfSound(damaged);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldPassTheMessageWhereverItBegins(final String name)
    {
        final byte[] message = SampleMessages.of(name);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[message.length + 32]);
        buffer.putBytes(17, message);

        assertEquals(Defect.NONE, MessageGuard.check(buffer, 17, message.length));
    }

    @Test
    void shouldRefuseWhenALengthIsNegative()
    {
        assertEquals(Defect.TRUNCATED, MessageGuard.check(new UnsafeBuffer(new byte[8]), 0, -1));
    }

    /** The message fills its array, so that a read outside is an exception of the buffer. */
    private static void decodeIfSound(final byte[] message)
    {
        switch (check(message))
        {
            case NONE -> new GeneratedDecoder(message).readAll();
            case WRONG_VALUE ->
                assertThrows(Throwable.class, () -> new GeneratedDecoder(message).readAll(), "refused without need");
            default ->
            {
                // What its decoder would have made of it does not matter.
            }
        }
    }

    private static Defect check(final byte[] message)
    {
        return MessageGuard.check(new UnsafeBuffer(message), 0, message.length);
    }
}

package io.belay.wire;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.TreeMap;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/** The generated decoder of a message, found by template id. */
final class GeneratedDecoder
{
    private static final Map<Integer, Class<?>> BY_TEMPLATE_ID = new TreeMap<>();

    static
    {
        for (final Class<?> type : GeneratedCodecs.messages("Decoder"))
        {
            BY_TEMPLATE_ID.put(GeneratedCodecs.constant(type, "TEMPLATE_ID"), type);
        }
    }

    private final MessageDecoderFlyweight decoder;
    private final int length;

    GeneratedDecoder(final byte[] message)
    {
        final DirectBuffer buffer = new UnsafeBuffer(message);
        decoder = newInstance(BY_TEMPLATE_ID.get(Entry.templateId(buffer, 0)));
        decoder.wrap(buffer, Entry.HEADER_LENGTH, buffer.getShort(0, LITTLE_ENDIAN) & 0xFFFF, Entry.version(buffer, 0));
        length = message.length;
    }

    /** Reads every field, group and run of data; the decoder must end where the message ends. */
    void readAll()
    {
        final String text = decoder.appendTo(new StringBuilder()).toString();

        assertFalse(text.contains("NULL_VAL"), text);
        assertEquals(length - Entry.HEADER_LENGTH, decoder.sbeDecodedLength(), text);
    }

    private static MessageDecoderFlyweight newInstance(final Class<?> type)
    {
        try
        {
            return (MessageDecoderFlyweight)type.getConstructor().newInstance();
        }
        catch (final ReflectiveOperationException ex)
        {
            throw new LinkageError("no decoder " + type, ex);
        }
    }
}

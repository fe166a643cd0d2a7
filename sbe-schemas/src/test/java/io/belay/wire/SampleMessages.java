package io.belay.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One message of each template, encoded by today's codecs with field values that never change. The numbers of a message
 * share no byte, so that fields which change places, width or byte order are seen.
 */
public final class SampleMessages
{
    private static final SampleMessages SAMPLES = new SampleMessages();
    private static final int CAPACITY = 2048;
    private static final int STEP = 37; // Odd: so 256 steps meet each value of a byte once.

    private final Map<String, byte[]> byName = new TreeMap<>();
    private final Crc32c crc = new Crc32c();
    private long number;

    private SampleMessages()
    {
        new WalSamples(this).addAll();
        new JournalSamples(this).addAll();
        new ClientSamples(this).addAll();
    }

    /**
     * @return schema and name of each message, for example {@code wal/WalFrame}.
     */
    public static Set<String> names()
    {
        return SAMPLES.byName.keySet();
    }

    /**
     * @param name of a message.
     * @return a copy of its bytes, which the caller may damage.
     */
    public static byte[] of(final String name)
    {
        return SAMPLES.byName.get(name).clone();
    }

    /** The next number: none of its bytes occurs in one of the 31 numbers before it. */
    long nextLong()
    {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++)
        {
            value = (value << 8) | ((number * STEP) & 0xFF);
            number++;
        }

        return value;
    }

    int nextInt()
    {
        return (int)nextLong();
    }

    int nextShort()
    {
        return (int)(nextLong() & 0xFFFF);
    }

    /**
     * A run of bytes, each different from its neighbours.
     *
     * @param length of it.
     * @return the bytes.
     */
    static byte[] bytes(final int length)
    {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)(0xC0 + i);
        }

        return bytes;
    }

    static byte[] text(final String text)
    {
        return text.getBytes(US_ASCII);
    }

    void add(final String name, final ToIntFunction<MutableDirectBuffer> encoding)
    {
        put(name, encoding, false);
    }

    void addEntry(final String name, final ToIntFunction<MutableDirectBuffer> encoding)
    {
        put(name, encoding, true);
    }

    private void put(final String name, final ToIntFunction<MutableDirectBuffer> encoding, final boolean isEntry)
    {
        number = 1;
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[CAPACITY]);
        // A byte that an encoder forgets is then seen in the golden file.
        buffer.setMemory(0, CAPACITY, (byte)0xEE);
        final int length = encoding.applyAsInt(buffer);
        if (isEntry)
        {
            crc.seal(buffer, 0, length);
        }

        byName.put(name, Arrays.copyOf(buffer.byteArray(), length));
    }
}

package io.belay.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Damages messages, so that they get as far into a decoder as they can: where an entry's checksum stands it is made good
 * again in half of the cases.
 */
public final class MessageDamage
{
    private static final int LONGER_MAX = 40;

    private final Random random;
    private final Crc32c crc = new Crc32c();

    /**
     * @param random to choose by.
     */
    public MessageDamage(final Random random)
    {
        this.random = random;
    }

    /**
     * A message of any template.
     *
     * @return its bytes, which are the caller's.
     */
    public byte[] anySample()
    {
        final String[] names = SampleMessages.names().toArray(new String[0]);

        return SampleMessages.of(names[random.nextInt(names.length)]);
    }

    /**
     * Damages a message in one way, or a few.
     *
     * @param message that stays as it is.
     * @return another one.
     */
    public byte[] of(final byte[] message)
    {
        byte[] damaged = message.clone();
        for (int i = 0 == random.nextInt(3) ? 1 + random.nextInt(4) : 1; i > 0; i--)
        {
            damaged = once(damaged);
        }

        return random.nextBoolean() ? sealed(damaged) : damaged;
    }

    private byte[] once(final byte[] message)
    {
        if (0 == message.length)
        {
            return new byte[1 + random.nextInt(LONGER_MAX)];
        }

        return switch (random.nextInt(8))
        {
            case 0 -> Arrays.copyOf(message, random.nextInt(message.length));
            case 1 -> Arrays.copyOf(message, message.length + 1 + random.nextInt(LONGER_MAX));
            case 2, 3 -> flipped(message);
            case 4 -> spliced(message, anySample());
            case 5 -> numbered(message, Math.min(message.length, Entry.HEADER_LENGTH));
            default -> numbered(message, message.length);
        };
    }

    private byte[] flipped(final byte[] message)
    {
        message[random.nextInt(message.length)] ^= (byte)(1 << random.nextInt(8));

        return message;
    }

    private byte[] spliced(final byte[] head, final byte[] tail)
    {
        final int cut = random.nextInt(Math.min(head.length, tail.length));
        final byte[] spliced = tail.clone();
        System.arraycopy(head, 0, spliced, 0, cut);

        return spliced;
    }

    /** Lengths, counts and numbers as nobody would write them. */
    private byte[] numbered(final byte[] message, final int end)
    {
        final int width = 1 << random.nextInt(4);
        if (width > end)
        {
            return flipped(message);
        }

        final int at = random.nextInt(end - width + 1);
        final ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        final long value = value();
        switch (width)
        {
            case 1 -> buffer.put(at, (byte)value);
            case 2 -> buffer.putShort(at, (short)value);
            case 4 -> buffer.putInt(at, (int)value);
            default -> buffer.putLong(at, value);
        }

        return message;
    }

    /**
     * @return a number that is often at the edge of something.
     */
    public long value()
    {
        return switch (random.nextInt(10))
        {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> -1;
            case 3 -> Long.MAX_VALUE;
            case 4 -> Long.MIN_VALUE;
            case 5 -> Integer.MAX_VALUE;
            case 6 -> 0xFFFE;
            case 7 -> 1L << random.nextInt(Long.SIZE);
            case 8 -> random.nextInt(256);
            default -> random.nextLong();
        };
    }

    /**
     * Makes the checksum of an entry good; of any other message it writes over four bytes.
     *
     * @param message to seal, if it is long enough.
     * @return the same array.
     */
    public byte[] sealed(final byte[] message)
    {
        if (message.length >= Entry.PREFIX_LENGTH)
        {
            final UnsafeBuffer buffer = new UnsafeBuffer(message);
            if (Entry.isEntry(Entry.templateId(buffer, 0)))
            {
                crc.seal(buffer, 0, message.length);
            }
        }

        return message;
    }
}

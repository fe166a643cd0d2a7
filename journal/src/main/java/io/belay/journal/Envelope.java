package io.belay.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.belay.wire.Crc32c;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The header of ours before each message in a cycle file.
 * <pre>
 *   0        4         8         12         16          24
 *  +--------+---------+---------+----------+-----------+-------------------+- - - -+
 *  | magic  | CRC32C  | length  | unsynced | sequence  | SBE message       | zeros |
 *  | "BLAY" |         |         |          |           | (length bytes)    | to 4n |
 *  +--------+---------+---------+----------+-----------+-------------------+- - - -+
 *                     |&lt;------------- checksum ----------------------------&gt;|
 * </pre>
 * All fields are little-endian. The queue has no checksum and its own length word does not survive a torn page, so
 * each entry carries what proves it whole. <i>unsynced</i> says how many entries before this one were not known to be
 * on the disk when it was written: entry <i>sequence - unsynced</i> was. That tells a lost acknowledged entry from a
 * tail that nobody was promised: when what lies behind a hole says that the missing entry had been synced, data is
 * lost. The message of a cycle's header takes no sequence: its envelope repeats that of the entry before it.
 */
public final class Envelope
{
    /** The first four bytes of each entry, "BLAY". */
    public static final int MAGIC = 0x59414C42;
    /** Length of the envelope, before the message. */
    public static final int LENGTH = 24;
    /** Entries start on multiples of this. */
    public static final int ALIGNMENT = 4;

    static final int CRC_OFFSET = 4;
    static final int LENGTH_OFFSET = 8;
    static final int UNSYNCED_OFFSET = 12;
    static final int SEQUENCE_OFFSET = 16;

    private Envelope()
    {
    }

    /**
     * @param length of a message in bytes.
     * @return length of its envelope, itself and the zeros behind it.
     */
    public static int alignedLength(final int length)
    {
        return (LENGTH + length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    static void encode(
        final MutableDirectBuffer target,
        final int offset,
        final long sequence,
        final long synced,
        final DirectBuffer message,
        final int messageOffset,
        final int length,
        final Crc32c crc)
    {
        // The zeros first: they are the last bytes of an int that all but them is written over.
        target.putInt(offset + alignedLength(length) - ALIGNMENT, 0);
        target.putInt(offset, MAGIC, LITTLE_ENDIAN);
        target.putInt(offset + LENGTH_OFFSET, length, LITTLE_ENDIAN);
        target.putInt(offset + UNSYNCED_OFFSET, (int)Math.min(sequence - synced, 0xFFFF_FFFFL), LITTLE_ENDIAN);
        target.putLong(offset + SEQUENCE_OFFSET, sequence, LITTLE_ENDIAN);
        target.putBytes(offset + LENGTH, message, messageOffset, length);

        final int end = offset + LENGTH + length;
        target.putInt(
            offset + CRC_OFFSET, crc.compute(target, offset + LENGTH_OFFSET, end - offset - LENGTH_OFFSET),
            LITTLE_ENDIAN);
    }

    static boolean hasMagic(final DirectBuffer buffer, final int offset)
    {
        return MAGIC == buffer.getInt(offset, LITTLE_ENDIAN);
    }

    static int length(final DirectBuffer buffer, final int offset)
    {
        return buffer.getInt(offset + LENGTH_OFFSET, LITTLE_ENDIAN);
    }

    static long sequence(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    /** The last entry that was known to be on the disk when this one was written. A lower bound. */
    static long synced(final DirectBuffer buffer, final int offset)
    {
        final long unsynced = buffer.getInt(offset + UNSYNCED_OFFSET, LITTLE_ENDIAN) & 0xFFFF_FFFFL;

        // Saturated means that the distance did not fit, so nothing can be said.
        return 0xFFFF_FFFFL == unsynced ? 0 : Math.max(0, sequence(buffer, offset) - unsynced);
    }

    static boolean isLengthPossible(final DirectBuffer buffer, final int offset, final int limit)
    {
        final int length = length(buffer, offset);

        return length >= 0 && length <= limit - offset - LENGTH;
    }

    static boolean crcMatches(final DirectBuffer buffer, final int offset, final Crc32c crc)
    {
        return buffer.getInt(offset + CRC_OFFSET, LITTLE_ENDIAN) ==
            crc.compute(buffer, offset + LENGTH_OFFSET, LENGTH - LENGTH_OFFSET + length(buffer, offset));
    }

    /** Whether a whole entry with a good checksum stands here. */
    static boolean isWhole(final DirectBuffer buffer, final int offset, final int limit, final Crc32c crc)
    {
        return limit - offset >= LENGTH && hasMagic(buffer, offset) && isLengthPossible(buffer, offset, limit) &&
            crcMatches(buffer, offset, crc);
    }
}

package io.belay.wire;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.Arrays;

import org.agrona.DirectBuffer;

/**
 * The form of the messages of one template: how long its parts are and where its enumerated fields stand.
 * <pre>
 *  +----------------+------------+--------------------------------+----------------------+
 *  | message header | root block | groups: block length, count,   | data: length, bytes  |
 *  | 8 bytes        |            | blocks; one group after another| one after another    |
 *  +----------------+------------+--------------------------------+----------------------+
 * </pre>
 * Complete once its catalogue is built, and never changed after that.
 */
final class MessageForm
{
    /** Longest text, in bytes. */
    static final long TEXT_LENGTH_MAX = 65_535;
    /** Longest run of opaque bytes. */
    static final long BYTES_LENGTH_MAX = 1L << 30;

    private static final int GROUP_COUNT_MAX = 65_534; // One more is SBE's "absent".
    private static final int GROUP_HEADER_LENGTH = 4;
    private static final int DATA_HEADER_LENGTH = 4;

    // A step answers the offset of the next part, or one of these.
    private static final int TRUNCATED = -1;
    private static final int WRONG_LENGTH = -2;
    private static final int WRONG_VALUE = -3;

    private final int schemaId;
    private final Block root;
    private Block[] groups = new Block[0];
    private long[] dataLengthMaxes = new long[0];

    MessageForm(final int schemaId, final Block root)
    {
        this.schemaId = schemaId;
        this.root = root;
    }

    MessageForm group(final Block block)
    {
        groups = Arrays.copyOf(groups, groups.length + 1);
        groups[groups.length - 1] = block;

        return this;
    }

    MessageForm data(final long lengthMax)
    {
        dataLengthMaxes = Arrays.copyOf(dataLengthMaxes, dataLengthMaxes.length + 1);
        dataLengthMaxes[dataLengthMaxes.length - 1] = lengthMax;

        return this;
    }

    int schemaId()
    {
        return schemaId;
    }

    /** Needs at least the message header. */
    Defect check(final DirectBuffer buffer, final int offset, final int length)
    {
        int next = afterRoot(buffer, offset, length);

        for (int i = 0; i < groups.length && next >= 0; i++)
        {
            next = afterGroup(groups[i], buffer, offset, length, next);
        }

        for (int i = 0; i < dataLengthMaxes.length && next >= 0; i++)
        {
            next = afterData(dataLengthMaxes[i], buffer, offset, length, next);
        }

        return switch (next)
        {
            case TRUNCATED -> Defect.TRUNCATED;
            case WRONG_VALUE -> Defect.WRONG_VALUE;
            default -> length == next ? Defect.NONE : Defect.WRONG_LENGTH;
        };
    }

    private int afterRoot(final DirectBuffer buffer, final int offset, final int length)
    {
        final int next = Entry.HEADER_LENGTH + root.length;
        if (length < next)
        {
            return TRUNCATED;
        }

        if (root.length != unsignedShort(buffer, offset))
        {
            return WRONG_LENGTH;
        }

        return root.hasValidValues(buffer, offset + Entry.HEADER_LENGTH) ? next : WRONG_VALUE;
    }

    private static int afterGroup(
        final Block block, final DirectBuffer buffer, final int offset, final int length, final int at)
    {
        final int first = at + GROUP_HEADER_LENGTH;
        if (length < first)
        {
            return TRUNCATED;
        }

        final int count = unsignedShort(buffer, offset + at + Short.BYTES);
        if (block.length != unsignedShort(buffer, offset + at) || count > GROUP_COUNT_MAX ||
            count > (length - first) / block.length)
        {
            return WRONG_LENGTH;
        }

        final int next = first + count * block.length;
        for (int i = first; i < next; i += block.length)
        {
            if (!block.hasValidValues(buffer, offset + i))
            {
                return WRONG_VALUE;
            }
        }

        return next;
    }

    private static int afterData(
        final long lengthMax, final DirectBuffer buffer, final int offset, final int length, final int at)
    {
        final int first = at + DATA_HEADER_LENGTH;
        if (length < first)
        {
            return TRUNCATED;
        }

        final long dataLength = buffer.getInt(offset + at, LITTLE_ENDIAN) & 0xFFFF_FFFFL;

        return dataLength > lengthMax || dataLength > length - first ? WRONG_LENGTH : first + (int)dataLength;
    }

    private static int unsignedShort(final DirectBuffer buffer, final int index)
    {
        return buffer.getShort(index, LITTLE_ENDIAN) & 0xFFFF;
    }

    /** A run of fixed fields: the root of a message, or one element of a group. */
    static final class Block
    {
        private final int length;
        private int[] offsets = new int[0];
        private int[] valueCounts = new int[0];

        Block(final int length)
        {
            this.length = length;
        }

        /**
         * Adds an enumerated field of one byte.
         *
         * @param offset of the field in the block.
         * @param values of its enum as generated: numbered from 0, and the absent one last.
         * @return this.
         */
        Block enumerated(final int offset, final Enum<?>[] values)
        {
            final int size = offsets.length + 1;
            offsets = Arrays.copyOf(offsets, size);
            valueCounts = Arrays.copyOf(valueCounts, size);
            offsets[size - 1] = offset;
            valueCounts[size - 1] = values.length - 1;

            return this;
        }

        private boolean hasValidValues(final DirectBuffer buffer, final int at)
        {
            for (int i = 0; i < offsets.length; i++)
            {
                if ((buffer.getByte(at + offsets[i]) & 0xFF) >= valueCounts[i])
                {
                    return false;
                }
            }

            return true;
        }
    }
}

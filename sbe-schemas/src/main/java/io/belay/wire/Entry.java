package io.belay.wire;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.belay.sbe.wal.EpochEstablishedDecoder;
import io.belay.sbe.wal.EpochStartDecoder;
import io.belay.sbe.wal.SupersededDecoder;
import io.belay.sbe.wal.WalFrameDecoder;
import org.agrona.DirectBuffer;

/**
 * Reads the prefix that every entry of a market shares, without choosing a codec.
 * <pre>
 *   0                8         16      24         32     40              48    56      64      72       76
 *  +----------------+---------+-------+----------+------+---------------+-----+-------+-------+--------+-- - -
 *  | message header | market  | epoch | position | txid | committed     | HLC | word  | word  | CRC32C | rest
 *  |                | id      |       |          |      | txid          |     |       |       |        |
 *  +----------------+---------+-------+----------+------+---------------+-----+-------+-------+--------+-- - -
 * </pre>
 * All fields are little-endian. The checksum covers the whole message but itself. The two words are a frame's client
 * id and client sequence, a control entry's owner and standby journal ids, or the last superseded position and txid.
 */
public final class Entry
{
    /** Template id of a frame: an event of a client. */
    public static final int WAL_FRAME = WalFrameDecoder.TEMPLATE_ID;
    /** Template id of the control entry that begins an epoch. */
    public static final int EPOCH_START = EpochStartDecoder.TEMPLATE_ID;
    /** Template id of the control entry that says that the epoch start is on W disks. */
    public static final int EPOCH_ESTABLISHED = EpochEstablishedDecoder.TEMPLATE_ID;
    /** Template id of the entry, of one journal only, that ends the life of a tail. It takes no position. */
    public static final int SUPERSEDED = SupersededDecoder.TEMPLATE_ID;

    /** Length of the SBE message header. */
    public static final int HEADER_LENGTH = 8;
    /** Where the checksum stands. */
    public static final int CRC_OFFSET = 72;
    /** Length of the shared prefix, checksum included. */
    public static final int PREFIX_LENGTH = 76;
    /** Where the bytes of a frame begin. */
    public static final int FRAME_BYTES_OFFSET = 80;

    private static final int TEMPLATE_ID_OFFSET = 2;
    private static final int SCHEMA_ID_OFFSET = 4;
    private static final int VERSION_OFFSET = 6;
    private static final int MARKET_ID_OFFSET = 8;
    private static final int EPOCH_OFFSET = 16;
    private static final int POSITION_OFFSET = 24;
    private static final int TXID_OFFSET = 32;
    private static final int COMMITTED_TXID_OFFSET = 40;
    private static final int HLC_OFFSET = 48;
    private static final int FIRST_WORD_OFFSET = 56;
    private static final int SECOND_WORD_OFFSET = 64;

    private Entry()
    {
    }

    /** What is wrong with the form of an entry. */
    public enum Defect
    {
        /** Nothing. */
        NONE,
        /** Shorter than its own prefix. */
        TRUNCATED,
        /** Of another schema. */
        WRONG_SCHEMA,
        /** Made by a newer version of this schema. */
        NEWER_VERSION,
        /** Not an entry at all. */
        UNKNOWN_TEMPLATE,
        /** The declared and the real length differ. */
        WRONG_LENGTH,
        /** The checksum does not match. */
        WRONG_CRC
    }

    /**
     * Checks everything about the form of an entry but its checksum. Allocates nothing.
     *
     * @param buffer that holds it.
     * @param offset where it begins.
     * @param length how many bytes there are.
     * @return the first defect, or {@link Defect#NONE}.
     */
    public static Defect check(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < HEADER_LENGTH)
        {
            return Defect.TRUNCATED;
        }

        if (WalFrameDecoder.SCHEMA_ID != unsignedShort(buffer, offset + SCHEMA_ID_OFFSET))
        {
            return Defect.WRONG_SCHEMA;
        }

        if (unsignedShort(buffer, offset + VERSION_OFFSET) > WalFrameDecoder.SCHEMA_VERSION)
        {
            return Defect.NEWER_VERSION;
        }

        return switch (templateId(buffer, offset))
        {
            case WalFrameDecoder.TEMPLATE_ID -> checkFrame(buffer, offset, length);
            case EpochStartDecoder.TEMPLATE_ID -> checkEpochStart(buffer, offset, length);
            case EpochEstablishedDecoder.TEMPLATE_ID ->
                checkBlock(buffer, offset, length, EpochEstablishedDecoder.BLOCK_LENGTH);
            case SupersededDecoder.TEMPLATE_ID -> checkBlock(buffer, offset, length, SupersededDecoder.BLOCK_LENGTH);
            default -> Defect.UNKNOWN_TEMPLATE;
        };
    }

    private static Defect checkFrame(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < FRAME_BYTES_OFFSET)
        {
            return Defect.TRUNCATED;
        }

        final int blockLength = unsignedShort(buffer, offset);
        if (WalFrameDecoder.BLOCK_LENGTH != blockLength)
        {
            return Defect.WRONG_LENGTH;
        }

        return frameBytesLength(buffer, offset) == length - FRAME_BYTES_OFFSET ? Defect.NONE : Defect.WRONG_LENGTH;
    }

    private static Defect checkEpochStart(final DirectBuffer buffer, final int offset, final int length)
    {
        final int groupOffset = HEADER_LENGTH + EpochStartDecoder.BLOCK_LENGTH;
        if (length < groupOffset + EpochStartDecoder.ChainDecoder.HEADER_SIZE)
        {
            return Defect.TRUNCATED;
        }

        if (EpochStartDecoder.BLOCK_LENGTH != unsignedShort(buffer, offset))
        {
            return Defect.WRONG_LENGTH;
        }

        final int elementLength = unsignedShort(buffer, offset + groupOffset);
        final int count = unsignedShort(buffer, offset + groupOffset + Short.BYTES);
        final long expected =
            groupOffset + EpochStartDecoder.ChainDecoder.HEADER_SIZE + (long)elementLength * count;

        return EpochStartDecoder.ChainDecoder.sbeBlockLength() == elementLength && expected == length ?
            Defect.NONE : Defect.WRONG_LENGTH;
    }

    private static Defect checkBlock(
        final DirectBuffer buffer, final int offset, final int length, final int blockLength)
    {
        if (length < HEADER_LENGTH + blockLength)
        {
            return Defect.TRUNCATED;
        }

        return blockLength == unsignedShort(buffer, offset) && HEADER_LENGTH + blockLength == length ?
            Defect.NONE : Defect.WRONG_LENGTH;
    }

    /**
     * The kind of a message. Needs {@link #HEADER_LENGTH} bytes.
     *
     * @param buffer that holds it.
     * @param offset where it begins.
     * @return its template id.
     */
    public static int templateId(final DirectBuffer buffer, final int offset)
    {
        return unsignedShort(buffer, offset + TEMPLATE_ID_OFFSET);
    }

    /**
     * The schema of a message. Needs {@link #HEADER_LENGTH} bytes.
     *
     * @param buffer that holds it.
     * @param offset where it begins.
     * @return its schema id.
     */
    public static int schemaId(final DirectBuffer buffer, final int offset)
    {
        return unsignedShort(buffer, offset + SCHEMA_ID_OFFSET);
    }

    /**
     * The version of a message's schema. Needs {@link #HEADER_LENGTH} bytes.
     *
     * @param buffer that holds it.
     * @param offset where it begins.
     * @return its version.
     */
    public static int version(final DirectBuffer buffer, final int offset)
    {
        return unsignedShort(buffer, offset + VERSION_OFFSET);
    }

    /**
     * @param buffer that holds the entry.
     * @param offset where it begins.
     * @return the market that it belongs to.
     */
    public static long marketId(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + MARKET_ID_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @param buffer that holds the entry.
     * @param offset where it begins.
     * @return the epoch in which it was made.
     */
    public static long epoch(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + EPOCH_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @param buffer that holds the entry.
     * @param offset where it begins.
     * @return its number in the market's history; of a superseding entry, the first number that it ends.
     */
    public static long position(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + POSITION_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @param buffer that holds the entry.
     * @param offset where it begins.
     * @return a frame's txid; of an epoch start, the first that the epoch may number; of an established mark, the last
     * one numbered; of a superseding entry, the first that it ends.
     */
    public static long txid(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + TXID_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @param buffer that holds the entry.
     * @param offset where it begins.
     * @return a lower bound of what was committed in the market when the entry was made.
     */
    public static long committedTxid(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + COMMITTED_TXID_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @param buffer that holds the entry.
     * @param offset where it begins.
     * @return its hybrid logical timestamp.
     */
    public static long hlc(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + HLC_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @param buffer that holds the entry.
     * @param offset where it begins.
     * @return a frame's client id, a control entry's owner journal id, or the last superseded position.
     */
    public static long firstWord(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + FIRST_WORD_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @param buffer that holds the entry.
     * @param offset where it begins.
     * @return a frame's client sequence, a control entry's standby journal id, or the last superseded txid.
     */
    public static long secondWord(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + SECOND_WORD_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @param buffer that holds the frame.
     * @param offset where it begins.
     * @return the declared length of its bytes; negative when it is beyond 2 GiB.
     */
    public static int frameBytesLength(final DirectBuffer buffer, final int offset)
    {
        return buffer.getInt(offset + PREFIX_LENGTH, LITTLE_ENDIAN);
    }

    private static int unsignedShort(final DirectBuffer buffer, final int index)
    {
        return buffer.getShort(index, LITTLE_ENDIAN) & 0xFFFF;
    }
}

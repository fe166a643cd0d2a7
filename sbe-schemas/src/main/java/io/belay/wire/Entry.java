package io.belay.wire;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.belay.sbe.wal.CeilingLeaseDecoder;
import io.belay.sbe.wal.ClientSessionDecoder;
import io.belay.sbe.wal.EpochEstablishedDecoder;
import io.belay.sbe.wal.EpochStartDecoder;
import io.belay.sbe.wal.SnapshotMarkDecoder;
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
 * id and client sequence, the owner's and standby's journal ids of an epoch, the last superseded position and txid, a
 * snapshot's txid and length, a ceiling, or a client's id and incarnation.
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

    /** Template id of the control entry that says that a snapshot exists. */
    public static final int SNAPSHOT_MARK = SnapshotMarkDecoder.TEMPLATE_ID;
    /** Template id of the control entry that raises the clock's ceiling. */
    public static final int CEILING_LEASE = CeilingLeaseDecoder.TEMPLATE_ID;
    /** Template id of the control entry that begins an incarnation of a client. */
    public static final int CLIENT_SESSION = ClientSessionDecoder.TEMPLATE_ID;

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

    /**
     * Checks everything about the form of an entry but its checksum: {@link MessageGuard#check}, and that it is an
     * entry. Allocates nothing.
     *
     * @param buffer that holds it.
     * @param offset where it begins.
     * @param length how many bytes there are.
     * @return the first defect, or {@link Defect#NONE}.
     */
    public static Defect check(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length >= HEADER_LENGTH)
        {
            if (WalFrameDecoder.SCHEMA_ID != schemaId(buffer, offset))
            {
                return Defect.WRONG_SCHEMA;
            }

            // A newer version may have kinds of entries that are unknown here: then its version is the reason.
            if (version(buffer, offset) <= WalFrameDecoder.SCHEMA_VERSION && !isEntry(templateId(buffer, offset)))
            {
                return Defect.UNKNOWN_TEMPLATE;
            }
        }

        return MessageGuard.check(buffer, offset, length);
    }

    /**
     * Whether the messages of a template are entries: numbered, with the shared prefix and its checksum.
     *
     * @param templateId of the WAL's schema.
     * @return true for frames and control entries.
     */
    public static boolean isEntry(final int templateId)
    {
        return switch (templateId)
        {
            case WAL_FRAME, EPOCH_START, EPOCH_ESTABLISHED, SUPERSEDED, SNAPSHOT_MARK, CEILING_LEASE,
                CLIENT_SESSION -> true;
            default -> false;
        };
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
     * @return a frame's txid; of an epoch start, the first that the epoch may number; of a superseding entry, the
     * first that it ends; of every other control entry, the last one numbered.
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
     * @return a frame's client id, or the first word of another entry: see above.
     */
    public static long firstWord(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + FIRST_WORD_OFFSET, LITTLE_ENDIAN);
    }

    /**
     * @param buffer that holds the entry.
     * @param offset where it begins.
     * @return a frame's client sequence, or the second word of another entry: see above.
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

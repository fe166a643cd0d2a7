package io.belay.journal.tools;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.belay.sbe.wal.EpochStartDecoder;
import io.belay.wire.Entry;
import org.agrona.DirectBuffer;

/**
 * One entry of a journal, seen through the layouts that its own file carries. Of one thread; valid as long as the
 * memory that it was wrapped around.
 */
final class EntryView implements ReplayFrame
{
    private static final int EPOCH_START_CEILING_OFFSET =
        Entry.HEADER_LENGTH + EpochStartDecoder.ceilingEncodingOffset();

    private SchemaIr ir;
    private long sequence;
    private DirectBuffer buffer;
    private int offset;
    private int length;
    private int templateId;
    private boolean hasPrefix;

    /**
     * Looks at the next entry.
     *
     * @param layouts  of the file that holds it.
     * @param sequence of it.
     * @param buffer   that holds it.
     * @param offset   where it begins.
     * @param length   of it in bytes.
     * @return this.
     */
    EntryView wrap(
        final SchemaIr layouts,
        final long sequence,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        this.ir = layouts;
        this.sequence = sequence;
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;

        final boolean isMessage =
            length >= Entry.HEADER_LENGTH && Entry.schemaId(buffer, offset) == layouts.schemaId();
        templateId = isMessage ? Entry.templateId(buffer, offset) : 0;
        hasPrefix = isMessage && length >= Entry.PREFIX_LENGTH && layouts.hasEntryPrefix(templateId);

        return this;
    }

    SchemaIr ir()
    {
        return ir;
    }

    @Override
    public long sequence()
    {
        return sequence;
    }

    @Override
    public DirectBuffer buffer()
    {
        return buffer;
    }

    @Override
    public int offset()
    {
        return offset;
    }

    @Override
    public int length()
    {
        return length;
    }

    /**
     * @return template id, or 0 when this is no message of the schema.
     */
    int templateId()
    {
        return templateId;
    }

    /**
     * @return whether market, position and the like can be read.
     */
    boolean hasPrefix()
    {
        return hasPrefix;
    }

    /**
     * @return whether its meaning is known to this program, also when a newer version added fields.
     */
    boolean isKnown()
    {
        return hasPrefix && Entry.isEntry(templateId);
    }

    boolean isFrame()
    {
        return Entry.WAL_FRAME == templateId;
    }

    boolean isEpochStart()
    {
        return Entry.EPOCH_START == templateId;
    }

    boolean isCeilingLease()
    {
        return Entry.CEILING_LEASE == templateId;
    }

    boolean isSuperseded()
    {
        return Entry.SUPERSEDED == templateId;
    }

    @Override
    public long marketId()
    {
        return Entry.marketId(buffer, offset);
    }

    @Override
    public long epoch()
    {
        return Entry.epoch(buffer, offset);
    }

    @Override
    public long position()
    {
        return Entry.position(buffer, offset);
    }

    @Override
    public long txid()
    {
        return Entry.txid(buffer, offset);
    }

    @Override
    public long hlc()
    {
        return Entry.hlc(buffer, offset);
    }

    /**
     * @return whether this is a frame whose bytes lie within it.
     */
    boolean hasPayload()
    {
        return isFrame() && length >= payloadOffset() - offset && payloadLength() >= 0 &&
            payloadLength() <= length - (payloadOffset() - offset);
    }

    /** A newer version may have put fields before the bytes, never behind what counts them. */
    @Override
    public int payloadOffset()
    {
        return offset + Entry.HEADER_LENGTH + (buffer.getShort(offset, LITTLE_ENDIAN) & 0xFFFF) + Integer.BYTES;
    }

    @Override
    public int payloadLength()
    {
        return buffer.getInt(payloadOffset() - Integer.BYTES, LITTLE_ENDIAN);
    }

    /**
     * @return the ceiling of the clock in milliseconds that this entry sets, 0 when it sets none.
     */
    long ceilingMs()
    {
        if (isCeilingLease())
        {
            return Entry.firstWord(buffer, offset);
        }

        return isEpochStart() ? buffer.getLong(offset + EPOCH_START_CEILING_OFFSET, LITTLE_ENDIAN) : 0;
    }

    /**
     * @return the last position that a superseding entry ends.
     */
    long lastSupersededPosition()
    {
        return Entry.firstWord(buffer, offset);
    }

    /**
     * @return the last txid that a superseding entry ends.
     */
    long lastSupersededTxid()
    {
        return Entry.secondWord(buffer, offset);
    }
}

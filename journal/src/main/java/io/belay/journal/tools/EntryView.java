package io.belay.journal.tools;

import io.belay.wire.Entry;
import org.agrona.DirectBuffer;

/**
 * One entry of a journal, seen through the layouts that its own file carries. Of one thread; valid as long as the
 * memory that it was wrapped around.
 */
final class EntryView
{
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

    long sequence()
    {
        return sequence;
    }

    DirectBuffer buffer()
    {
        return buffer;
    }

    int offset()
    {
        return offset;
    }

    int length()
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
        return hasPrefix && (isFrame() || isEpochStart() || isEpochEstablished() || isSuperseded());
    }

    boolean isFrame()
    {
        return Entry.WAL_FRAME == templateId;
    }

    boolean isEpochStart()
    {
        return Entry.EPOCH_START == templateId;
    }

    boolean isEpochEstablished()
    {
        return Entry.EPOCH_ESTABLISHED == templateId;
    }

    boolean isSuperseded()
    {
        return Entry.SUPERSEDED == templateId;
    }

    long marketId()
    {
        return Entry.marketId(buffer, offset);
    }

    long epoch()
    {
        return Entry.epoch(buffer, offset);
    }

    long position()
    {
        return Entry.position(buffer, offset);
    }

    long txid()
    {
        return Entry.txid(buffer, offset);
    }

    long hlc()
    {
        return Entry.hlc(buffer, offset);
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

package io.belay.wire;

import org.agrona.DirectBuffer;

/**
 * Says whether a message may be given to its generated decoder.
 * <p>
 * The decoders trust the lengths and the values that they find. After {@link Defect#NONE} the decoder of the message's
 * template reads nothing outside the message, each enumerated field has a value of its schema, and the message ends
 * where it says. What the numbers mean is the receiver's to check, and the checksum of an entry is {@link Crc32c}'s.
 * Allocates nothing. Of any thread.
 */
public final class MessageGuard
{
    private MessageGuard()
    {
    }

    /**
     * Checks the form of a message of any schema.
     *
     * @param buffer that holds it.
     * @param offset where it begins, at its message header.
     * @param length how many bytes there are.
     * @return the first defect, or {@link Defect#NONE}. Never {@link Defect#WRONG_CRC}.
     */
    public static Defect check(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < Entry.HEADER_LENGTH)
        {
            return Defect.TRUNCATED;
        }

        final int schemaId = Entry.schemaId(buffer, offset);
        final int newestVersion = MessageForms.newestVersion(schemaId);
        if (MessageForms.NO_SCHEMA == newestVersion)
        {
            return Defect.WRONG_SCHEMA;
        }

        // Before the template: a newer version may have templates that are unknown here, and its version is the reason.
        if (Entry.version(buffer, offset) > newestVersion)
        {
            return Defect.NEWER_VERSION;
        }

        final MessageForm form = MessageForms.of(schemaId, Entry.templateId(buffer, offset));

        return null == form ? Defect.UNKNOWN_TEMPLATE : form.check(buffer, offset, length);
    }
}

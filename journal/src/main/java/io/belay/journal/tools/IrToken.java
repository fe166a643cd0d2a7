package io.belay.journal.tools;

import org.agrona.DirectBuffer;

/**
 * One token of an intermediate representation: where a field or a part of it begins or ends.
 *
 * @param offset       of the value in its block or composite, in bytes.
 * @param size         of the value, block or composite in bytes.
 * @param id           of the field; template id of a message.
 * @param sinceVersion schema version that brought it.
 * @param spanTokens   how many tokens it spans, itself and its end included.
 * @param signal       what it says.
 * @param type         of the value.
 * @param bigEndian    whether the value's high byte comes first.
 * @param presence     whether the value must, may or cannot be in the message.
 * @param name         of the field, message, composite or enumerator.
 * @param isText       whether the bytes are characters.
 * @param constant     value that is not in the message, little-endian; of no length when there is none.
 * @param nullValue    declared value that stands for none, little-endian; of no length when it is the type's own.
 */
record IrToken(
    int offset,
    int size,
    int id,
    int sinceVersion,
    int spanTokens,
    Signal signal,
    IrType type,
    boolean bigEndian,
    Presence presence,
    String name,
    boolean isText,
    DirectBuffer constant,
    DirectBuffer nullValue)
{
    /** What a token says. In the order of the codes in the file, which begin with 1. */
    enum Signal
    {
        BEGIN_MESSAGE,
        END_MESSAGE,
        BEGIN_COMPOSITE,
        END_COMPOSITE,
        BEGIN_FIELD,
        END_FIELD,
        BEGIN_GROUP,
        END_GROUP,
        BEGIN_ENUM,
        ENUM_VALUE,
        END_ENUM,
        BEGIN_SET,
        SET_CHOICE,
        END_SET,
        BEGIN_DATA,
        END_DATA,
        ENCODING
    }

    /** Whether a value is in the message. In the order of the codes in the file, which begin with 0. */
    enum Presence
    {
        REQUIRED,
        OPTIONAL,
        CONSTANT
    }
}

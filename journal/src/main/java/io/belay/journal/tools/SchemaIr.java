package io.belay.journal.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import io.belay.wire.Entry;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntHashSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The layouts of a schema's messages, as told by its intermediate representation.
 * <pre>
 *   0           4            8                12
 *  +-----------+------------+----------------+---------+-----------+----------+- - - - - -
 *  | schema id | IR version | schema version | package | namespace | semantic | token, …
 *  |           |            |                |         |           | version  |
 *  +-----------+------------+----------------+---------+-----------+----------+- - - - - -
 *
 *  token:
 *   0        4      8    12        16         20       21     22      23         24
 *  +--------+------+----+---------+----------+--------+------+-------+----------+------------+- - - - - - -
 *  | offset | size | id | since   | tokens   | signal | type | byte  | presence | deprecated | 12 strings
 *  |        |      |    | version | in it    |        |      | order |          | since      |
 *  +--------+------+----+---------+----------+--------+------+-------+----------+------------+- - - - - - -
 *
 *  strings: name, constant, min, max, null, character set, epoch, time unit, semantic type, description,
 *           referenced name, package; each a 16-bit length and its bytes
 * </pre>
 * All numbers are little-endian. The first tokens describe the message header; then comes message after message.
 */
final class SchemaIr
{
    private static final String WAL_RESOURCE = "/belay/belay-wal.sbeir";
    private static final int IR_VERSION = 0;
    private static final int TOKEN_STRINGS = 12;
    private static final int NULL_VALUE_STRING = 4;
    private static final int CHARACTER_SET_STRING = 5;

    private static final List<String> PREFIX_FIELDS =
        List.of("marketId", "epoch", "position", "txid", "committedTxid", "hlc", "crc32c");
    private static final int[] PREFIX_OFFSETS = {0, 8, 16, 24, 32, 40, Entry.CRC_OFFSET - Entry.HEADER_LENGTH};

    private final int schemaId;
    private final int schemaVersion;
    private final Int2ObjectHashMap<List<IrToken>> messages = new Int2ObjectHashMap<>();
    private final IntHashSet prefixed = new IntHashSet();

    private SchemaIr(final int schemaId, final int schemaVersion)
    {
        this.schemaId = schemaId;
        this.schemaVersion = schemaVersion;
    }

    /**
     * The layouts that this program was built with.
     *
     * @return those of the WAL's entries.
     */
    static SchemaIr ofThisBuild()
    {
        try (InputStream in = Entry.class.getResourceAsStream(WAL_RESOURCE))
        {
            if (null == in)
            {
                throw new IllegalStateException(WAL_RESOURCE + " is not on the class path");
            }

            return parse(new UnsafeBuffer(in.readAllBytes()));
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Reads an intermediate representation.
     *
     * @param buffer that holds nothing else.
     * @return the layouts.
     * @throws IllegalArgumentException when it is cut short or is of a form that is not known.
     */
    static SchemaIr parse(final DirectBuffer buffer)
    {
        final IrCursor cursor = new IrCursor(buffer);
        final int schemaId = cursor.integer();
        final int irVersion = cursor.integer();
        if (IR_VERSION != irVersion)
        {
            throw new IllegalArgumentException("the layouts are of form " + irVersion + ", known is " + IR_VERSION);
        }

        final SchemaIr ir = new SchemaIr(schemaId, cursor.integer());
        cursor.string();
        cursor.string();
        cursor.string();
        ir.addMessages(tokens(cursor));

        return ir;
    }

    private static List<IrToken> tokens(final IrCursor cursor)
    {
        final List<IrToken> tokens = new ArrayList<>();
        while (cursor.hasMore())
        {
            tokens.add(token(cursor));
        }

        return tokens;
    }

    private static IrToken token(final IrCursor cursor)
    {
        final int offset = cursor.integer();
        final int size = cursor.integer();
        final int id = cursor.integer();
        final int sinceVersion = cursor.integer();
        final int spanTokens = cursor.integer();
        final IrToken.Signal signal = cursor.code(IrToken.Signal.values(), 1, "signal");
        final IrType type = cursor.code(IrType.values(), 0, "type");
        final boolean bigEndian = 1 == cursor.octet();
        final IrToken.Presence presence = cursor.code(IrToken.Presence.values(), 0, "presence");
        cursor.integer();
        final String name = cursor.string();
        final DirectBuffer constant = cursor.bytes();
        final DirectBuffer[] strings = new DirectBuffer[TOKEN_STRINGS];
        for (int i = 2; i < TOKEN_STRINGS; i++)
        {
            strings[i] = cursor.bytes();
        }

        return new IrToken(
            offset,
            size,
            id,
            sinceVersion,
            spanTokens,
            signal,
            type,
            bigEndian,
            presence,
            name,
            strings[CHARACTER_SET_STRING].capacity() > 0,
            constant,
            strings[NULL_VALUE_STRING]);
    }

    private void addMessages(final List<IrToken> tokens)
    {
        int i = 0;
        while (i < tokens.size())
        {
            final IrToken token = tokens.get(i);
            final int end = i + token.spanTokens();
            if (token.spanTokens() < 1 || end > tokens.size())
            {
                throw new IllegalArgumentException("the layout of " + token.name() + " is cut short");
            }

            if (IrToken.Signal.BEGIN_MESSAGE == token.signal())
            {
                final List<IrToken> message = List.copyOf(tokens.subList(i, end));
                messages.put(token.id(), message);
                if (hasEntryPrefix(message))
                {
                    prefixed.add(token.id());
                }
            }

            i = end;
        }
    }

    int schemaId()
    {
        return schemaId;
    }

    int schemaVersion()
    {
        return schemaVersion;
    }

    /**
     * Whether a message begins with the prefix that {@link Entry} reads. Only then may its market, position and the
     * like be read there.
     *
     * @param templateId of a message.
     * @return true when the schema says so.
     */
    boolean hasEntryPrefix(final int templateId)
    {
        return prefixed.contains(templateId);
    }

    private static boolean hasEntryPrefix(final List<IrToken> tokens)
    {
        int found = 0;
        for (final IrToken token : tokens)
        {
            final int i = IrToken.Signal.BEGIN_FIELD == token.signal() ? PREFIX_FIELDS.indexOf(token.name()) : -1;
            if (i >= 0 && token.sinceVersion() <= 0 && token.offset() == PREFIX_OFFSETS[i])
            {
                found++;
            }
        }

        return PREFIX_FIELDS.size() == found;
    }

    /**
     * @param templateId of a message.
     * @return its tokens from begin to end, or null when the schema has no such message.
     */
    List<IrToken> message(final int templateId)
    {
        return messages.get(templateId);
    }
}

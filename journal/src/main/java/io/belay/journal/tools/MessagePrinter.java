package io.belay.journal.tools;

import java.util.List;
import java.util.Set;

import io.belay.journal.tools.IrToken.Signal;
import io.belay.wire.Entry;
import org.agrona.DirectBuffer;

/**
 * Prints any message whose layout is in a {@link SchemaIr}, also one of a version that this program was not built for.
 * Of one thread.
 */
final class MessagePrinter
{
    private static final int GROUP_LENGTH_TOKEN = 2;
    private static final int GROUP_COUNT_TOKEN = 3;
    private static final int DATA_LENGTH_TOKEN = 2;
    private static final int DATA_BYTES_TOKEN = 3;

    private final Line line;
    private final Payload payload;
    private final Set<String> hidden;
    private final ValuePrinter values;
    private List<IrToken> tokens;
    private DirectBuffer buffer;
    private int start;
    private int end;
    private int next;
    private int version;

    /**
     * @param line    to print to.
     * @param payload how to show bytes of variable length.
     * @param hidden  names of fields that are not printed.
     */
    MessagePrinter(final Line line, final Payload payload, final Set<String> hidden)
    {
        this.line = line;
        this.payload = payload;
        this.hidden = hidden;
        this.values = new ValuePrinter(line);
    }

    /**
     * Prints the fields of a message.
     *
     * @param layout of the message.
     * @param buffer that holds it.
     * @param offset where it begins.
     * @param length of it in bytes.
     * @throws IllegalArgumentException when it is shorter than its own layout says; part of it was printed then.
     */
    void print(final List<IrToken> layout, final DirectBuffer buffer, final int offset, final int length)
    {
        this.tokens = layout;
        this.buffer = buffer;
        this.start = offset;
        this.end = offset + length;
        this.version = Entry.version(buffer, offset);

        final int blockLength = (int)IrType.UINT16.integer(buffer, offset, false);
        next = offset + Entry.HEADER_LENGTH;
        printBody(1, layout.size() - 1, blockLength);
        if (next != end)
        {
            line.number("undecodedLength", end - next);
        }
    }

    /** A block of fixed length, then the groups and the data behind it. */
    private void printBody(final int first, final int last, final int blockLength)
    {
        final int block = take(blockLength, "block");
        for (int i = first; i < last; i += Math.max(1, tokens.get(i).spanTokens()))
        {
            final IrToken token = tokens.get(i);
            if (token.sinceVersion() <= version)
            {
                switch (token.signal())
                {
                    case BEGIN_FIELD -> printField(i, block, blockLength);
                    case BEGIN_GROUP -> printGroup(i);
                    case BEGIN_DATA -> printData(i);
                    default -> throw new IllegalArgumentException("a layout has " + token.signal());
                }
            }
        }
    }

    private void printField(final int i, final int block, final int blockLength)
    {
        final IrToken field = tokens.get(i);
        final IrToken type = tokens.get(i + 1);
        final boolean isInBlock =
            IrToken.Presence.CONSTANT == type.presence() || field.offset() + type.size() <= blockLength;
        if (isInBlock && !hidden.contains(field.name()))
        {
            values.print(field.name(), tokens, i + 1, buffer, block + field.offset());
        }
    }

    private void printGroup(final int i)
    {
        final IrToken group = tokens.get(i);
        final IrToken dimensions = tokens.get(i + 1);
        final int at = take(dimensions.size(), group.name());
        final int blockLength = (int)read(tokens.get(i + GROUP_LENGTH_TOKEN), at);
        final long count = read(tokens.get(i + GROUP_COUNT_TOKEN), at);
        final int first = i + 1 + dimensions.spanTokens();
        final int last = i + group.spanTokens() - 1;

        line.beginList(group.name());
        for (long n = 0; n < count; n++)
        {
            line.beginObject(null);
            printBody(first, last, blockLength);
            line.endObject();
        }

        line.endList();
    }

    private void printData(final int i)
    {
        final IrToken data = tokens.get(i);
        final IrToken composite = tokens.get(i + 1);
        if (Signal.ENCODING != tokens.get(i + DATA_BYTES_TOKEN).signal())
        {
            throw new IllegalArgumentException("the layout of " + data.name() + " is none of bytes");
        }

        final IrToken bytes = tokens.get(i + DATA_BYTES_TOKEN);
        final IrToken lengthToken = tokens.get(i + DATA_LENGTH_TOKEN);
        final int at = take(bytes.offset(), composite.name());
        final long length = read(lengthToken, at);
        if (length < 0 || length > end - next)
        {
            throw shorter(data.name());
        }

        final int bytesAt = take((int)length, data.name());
        final Payload form = bytes.isText() ? Payload.TEXT : payload;
        if (!hidden.contains(data.name()))
        {
            form.print(line, data.name(), buffer, bytesAt, (int)length);
        }
    }

    private long read(final IrToken token, final int base)
    {
        return token.type().integer(buffer, base + token.offset(), token.bigEndian());
    }

    private int take(final int length, final String what)
    {
        if (length < 0 || length > end - next)
        {
            throw shorter(what);
        }

        final int at = next;
        next += length;

        return at;
    }

    private IllegalArgumentException shorter(final String what)
    {
        return new IllegalArgumentException(
            "the message ends at byte " + (end - start) + ", before its " + what + " does");
    }
}

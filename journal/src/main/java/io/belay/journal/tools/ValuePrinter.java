package io.belay.journal.tools;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

import io.belay.journal.tools.IrToken.Presence;
import io.belay.journal.tools.IrToken.Signal;
import org.agrona.DirectBuffer;

/**
 * Prints the value of one field as its intermediate representation says.
 * <p>
 * 64-bit ids are shown in hexadecimal, as everywhere. Of one thread.
 */
final class ValuePrinter
{
    private static final String ID_SUFFIX = "Id";

    private final Line line;

    ValuePrinter(final Line line)
    {
        this.line = line;
    }

    /**
     * Prints a value.
     *
     * @param name   of the field.
     * @param tokens of the message.
     * @param i      the token that begins the value's type.
     * @param buffer that holds the message; all bytes of the value are known to be there.
     * @param index  where the value begins.
     */
    void print(final String name, final List<IrToken> tokens, final int i, final DirectBuffer buffer, final int index)
    {
        final IrToken token = tokens.get(i);
        switch (token.signal())
        {
            case ENCODING -> printEncoding(name, token, buffer, index);
            case BEGIN_ENUM -> printEnum(name, tokens, i, buffer, index);
            case BEGIN_SET -> printSet(name, tokens, i, buffer, index);
            case BEGIN_COMPOSITE -> printComposite(name, tokens, i, buffer, index);
            default -> throw new IllegalArgumentException("the layout of " + name + " has " + token.signal());
        }
    }

    private void printComposite(
        final String name, final List<IrToken> tokens, final int begin, final DirectBuffer buffer, final int index)
    {
        line.beginObject(name);
        final int end = begin + tokens.get(begin).spanTokens() - 1;
        for (int i = begin + 1; i < end; i += Math.max(1, tokens.get(i).spanTokens()))
        {
            final IrToken member = tokens.get(i);
            print(member.name(), tokens, i, buffer, index + member.offset());
        }

        line.endObject();
    }

    private void printEnum(
        final String name, final List<IrToken> tokens, final int begin, final DirectBuffer buffer, final int index)
    {
        final IrToken type = tokens.get(begin);
        final long value = type.type().integer(buffer, index, type.bigEndian());
        for (int i = begin + 1; Signal.ENUM_VALUE == tokens.get(i).signal(); i++)
        {
            final IrToken candidate = tokens.get(i);
            if (candidate.constant().capacity() >= type.type().size() &&
                type.type().integer(candidate.constant(), 0, false) == value)
            {
                line.word(name, candidate.name());

                return;
            }
        }

        line.number(name, value); // Of a later schema, or the value that stands for none.
    }

    private void printSet(
        final String name, final List<IrToken> tokens, final int begin, final DirectBuffer buffer, final int index)
    {
        final IrToken type = tokens.get(begin);
        final long bits = type.type().integer(buffer, index, type.bigEndian());
        line.beginList(name);
        for (int i = begin + 1; Signal.SET_CHOICE == tokens.get(i).signal(); i++)
        {
            final IrToken choice = tokens.get(i);
            final long bit = choice.constant().capacity() > 0 ? IrType.UINT8.integer(choice.constant(), 0, false) : 0;
            if (0 != ((bits >>> bit) & 1))
            {
                line.word(null, choice.name());
            }
        }

        line.endList();
    }

    private void printEncoding(final String name, final IrToken token, final DirectBuffer buffer, final int index)
    {
        if (Presence.CONSTANT == token.presence())
        {
            printConstant(name, token);

            return;
        }

        final int length = token.size() / Math.max(1, token.type().size());
        if (1 == length)
        {
            printSingle(name, token, buffer, index);
        }
        else if (IrType.CHAR == token.type())
        {
            line.text(name, characters(buffer, index, length));
        }
        else if (IrType.UINT8 == token.type())
        {
            final byte[] bytes = new byte[length];
            buffer.getBytes(index, bytes);
            line.word(name, HexFormat.of().formatHex(bytes));
        }
        else
        {
            line.beginList(name);
            for (int i = 0; i < length; i++)
            {
                printSingle(null, token, buffer, index + i * token.type().size());
            }

            line.endList();
        }
    }

    private void printConstant(final String name, final IrToken token)
    {
        if (IrType.CHAR == token.type())
        {
            line.text(name, characters(token.constant(), 0, token.constant().capacity()));
        }
        else if (token.constant().capacity() >= token.type().size())
        {
            printNumber(name, token.type(), token.constant(), 0, false);
        }
    }

    private void printSingle(final String name, final IrToken token, final DirectBuffer buffer, final int index)
    {
        if (isNull(token, buffer, index))
        {
            line.absent(name);
        }
        else if (IrType.CHAR == token.type())
        {
            line.text(name, characters(buffer, index, 1));
        }
        else
        {
            printNumber(name, token.type(), buffer, index, token.bigEndian());
        }
    }

    private void printNumber(
        final String name, final IrType type, final DirectBuffer buffer, final int index, final boolean bigEndian)
    {
        if (type.isFloating())
        {
            line.decimal(name, type.floating(buffer, index, bigEndian));

            return;
        }

        final long value = type.integer(buffer, index, bigEndian);
        if (IrType.UINT64 == type && null != name && name.endsWith(ID_SUFFIX))
        {
            line.word(name, HexFormat.of().toHexDigits(value));
        }
        else if (IrType.UINT64 == type && isEpoch(name))
        {
            line.epoch(name, value);
        }
        else if (type.isUnsigned())
        {
            line.unsigned(name, value);
        }
        else
        {
            line.number(name, value);
        }
    }

    private static boolean isEpoch(final String name)
    {
        return null != name && ("epoch".equals(name) || name.endsWith("Epoch"));
    }

    private static boolean isNull(final IrToken token, final DirectBuffer buffer, final int index)
    {
        if (Presence.OPTIONAL != token.presence())
        {
            return false;
        }

        if (token.type().isFloating())
        {
            return Double.isNaN(token.type().floating(buffer, index, token.bigEndian()));
        }

        final long none = token.nullValue().capacity() >= token.type().size() ?
            token.type().integer(token.nullValue(), 0, false) : token.type().nullValue();

        return token.type().integer(buffer, index, token.bigEndian()) == none;
    }

    private static String characters(final DirectBuffer buffer, final int index, final int length)
    {
        final byte[] bytes = new byte[length];
        buffer.getBytes(index, bytes);

        int end = 0;
        while (end < length && 0 != bytes[end])
        {
            end++;
        }

        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}

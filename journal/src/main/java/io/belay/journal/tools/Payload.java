package io.belay.journal.tools;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

import org.agrona.DirectBuffer;

/**
 * How the bytes of a frame are shown.
 */
enum Payload
{
    /** As text when they are printable UTF-8, else in hexadecimal. */
    TEXT,
    /** In hexadecimal. */
    HEX,
    /** In Base64. */
    BASE64,
    /** Not at all, only their number. */
    NONE;

    /**
     * Bytes as text.
     *
     * @param encoding which kind of text.
     * @param text     of them.
     */
    record Shown(String encoding, String text)
    {
    }

    /**
     * Prints bytes: their number, how they are shown, and they themselves.
     *
     * @param line   to print to.
     * @param name   of the bytes.
     * @param buffer that holds them.
     * @param offset where they begin.
     * @param length how many there are.
     */
    void print(final Line line, final String name, final DirectBuffer buffer, final int offset, final int length)
    {
        line.number(name + "Length", length);
        if (NONE == this)
        {
            return;
        }

        final Shown shown = show(buffer, offset, length);
        line.word(name + "As", shown.encoding());
        line.text(name, shown.text());
    }

    /**
     * Turns bytes into text.
     *
     * @param buffer that holds the bytes.
     * @param offset where they begin.
     * @param length how many there are.
     * @return them as text, and which kind of text.
     */
    Shown show(final DirectBuffer buffer, final int offset, final int length)
    {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);

        final String text = TEXT == this ? printable(bytes) : null;
        if (null != text)
        {
            return new Shown("text", text);
        }

        return BASE64 == this ? new Shown("base64", Base64.getEncoder().encodeToString(bytes)) :
            new Shown("hex", HexFormat.of().formatHex(bytes));
    }

    private static String printable(final byte[] bytes)
    {
        final String text;
        try
        {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
        catch (final CharacterCodingException ex)
        {
            return null; // Not UTF-8: shown in hexadecimal.
        }

        return text.codePoints().allMatch(Payload::isPrintable) ? text : null;
    }

    private static boolean isPrintable(final int codePoint)
    {
        return '\n' == codePoint || '\r' == codePoint || '\t' == codePoint || !Character.isISOControl(codePoint);
    }
}

package io.belay.journal.tools;

/**
 * Escapes text as JSON wants it. All that is not ASCII is escaped too, so that no character set of a terminal or a pipe
 * can harm it.
 */
final class JsonText
{
    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';
    private static final String HEX_DIGITS = "0123456789abcdef";

    private JsonText()
    {
    }

    static void quote(final StringBuilder out, final CharSequence text)
    {
        out.append('"');
        for (int i = 0; i < text.length(); i++)
        {
            escape(out, text.charAt(i));
        }

        out.append('"');
    }

    private static void escape(final StringBuilder out, final char character)
    {
        switch (character)
        {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
            {
                if (character >= FIRST_PRINTABLE && character <= LAST_PRINTABLE)
                {
                    out.append(character);
                }
                else
                {
                    out.append("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4)
                    {
                        out.append(HEX_DIGITS.charAt((character >>> shift) & 0xF));
                    }
                }
            }
        }
    }
}

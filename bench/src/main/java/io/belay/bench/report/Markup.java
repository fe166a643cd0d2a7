package io.belay.bench.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * HTML and SVG as they are written, element by element; every text and attribute is escaped.
 */
final class Markup
{
    private final StringBuilder out = new StringBuilder(64 * 1024);
    private final Deque<String> openTags = new ArrayDeque<>();

    /** Attributes are pairs of name and value; a pair whose value is null is left out. */
    Markup open(final String tag, final String... attributes)
    {
        startTag(tag, attributes).append('>');
        openTags.push(tag);

        return this;
    }

    Markup close()
    {
        out.append("</").append(openTags.pop()).append('>');

        return this;
    }

    /** An element that has no content and needs no end, as meta in HTML and line in SVG. */
    Markup empty(final String tag, final String... attributes)
    {
        startTag(tag, attributes).append("/>");

        return this;
    }

    Markup element(final String tag, final String text, final String... attributes)
    {
        return open(tag, attributes).text(text).close();
    }

    Markup text(final String text)
    {
        escape(text);

        return this;
    }

    /** For what is markup, a style sheet or a script already. */
    Markup raw(final String markup)
    {
        out.append(markup);

        return this;
    }

    Markup newLine()
    {
        out.append('\n');

        return this;
    }

    @Override
    public String toString()
    {
        if (!openTags.isEmpty())
        {
            throw new IllegalStateException("still open: " + openTags);
        }

        return out.toString();
    }

    private StringBuilder startTag(final String tag, final String... attributes)
    {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2)
        {
            if (null != attributes[i + 1])
            {
                out.append(' ').append(attributes[i]).append("=\"");
                escape(attributes[i + 1]);
                out.append('"');
            }
        }

        return out;
    }

    private void escape(final String text)
    {
        for (int i = 0; i < text.length(); i++)
        {
            final char character = text.charAt(i);
            switch (character)
            {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(character);
            }
        }
    }
}

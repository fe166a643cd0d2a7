package io.belay.bench.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JSON object that keeps its keys in order. Holds text, whole numbers, truth values and other objects.
 */
final class JsonObject
{
    private static final String INDENT = "  ";

    private final Map<String, Object> members = new LinkedHashMap<>();

    JsonObject put(final String key, final String value)
    {
        members.put(key, value);

        return this;
    }

    JsonObject put(final String key, final long value)
    {
        members.put(key, value);

        return this;
    }

    JsonObject put(final String key, final boolean value)
    {
        members.put(key, value);

        return this;
    }

    JsonObject put(final String key, final JsonObject value)
    {
        members.put(key, value);

        return this;
    }

    @Override
    public String toString()
    {
        final StringBuilder out = new StringBuilder();
        write(out, "");

        return out.append('\n').toString();
    }

    private void write(final StringBuilder out, final String indent)
    {
        String separator = "{\n";
        for (final Map.Entry<String, Object> member : members.entrySet())
        {
            out.append(separator).append(indent).append(INDENT);
            quote(out, member.getKey());
            out.append(": ");
            if (member.getValue() instanceof JsonObject object)
            {
                object.write(out, indent + INDENT);
            }
            else if (member.getValue() instanceof String text)
            {
                quote(out, text);
            }
            else
            {
                out.append(member.getValue());
            }

            separator = ",\n";
        }

        out.append(members.isEmpty() ? "{" : "\n" + indent).append('}');
    }

    private static void quote(final StringBuilder out, final String text)
    {
        out.append('"');
        for (int i = 0; i < text.length(); i++)
        {
            final char c = text.charAt(i);
            if ('"' == c || '\\' == c)
            {
                out.append('\\').append(c);
            }
            else if (c < ' ')
            {
                out.append(String.format("\\u%04x", (int)c));
            }
            else
            {
                out.append(c);
            }
        }

        out.append('"');
    }
}

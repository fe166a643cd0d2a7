package io.belay.journal.tools;

/**
 * A line that is one JSON object. 64-bit numbers stay numbers: a parser that keeps numbers as doubles rounds them.
 */
final class JsonLine implements Line
{
    private final StringBuilder out = new StringBuilder("{");
    private boolean first = true;

    @Override
    public void lead(final String name, final String value)
    {
        if (null == value)
        {
            absent(name);
        }
        else
        {
            text(name, value);
        }
    }

    @Override
    public void lead(final String name, final long value)
    {
        unsigned(name, value);
    }

    @Override
    public void number(final String name, final long value)
    {
        begin(name).append(value);
    }

    @Override
    public void unsigned(final String name, final long value)
    {
        begin(name).append(Long.toUnsignedString(value));
    }

    @Override
    public void decimal(final String name, final double value)
    {
        if (Double.isFinite(value))
        {
            begin(name).append(value);
        }
        else
        {
            text(name, Double.toString(value)); // JSON has no number for it.
        }
    }

    @Override
    public void epoch(final String name, final long epoch)
    {
        unsigned(name, epoch);
    }

    @Override
    public void flag(final String name, final boolean value)
    {
        begin(name).append(value);
    }

    @Override
    public void word(final String name, final String value)
    {
        text(name, value);
    }

    @Override
    public void text(final String name, final String value)
    {
        JsonText.quote(begin(name), value);
    }

    @Override
    public void absent(final String name)
    {
        begin(name).append("null");
    }

    @Override
    public void beginObject(final String name)
    {
        begin(name).append('{');
        first = true;
    }

    @Override
    public void endObject()
    {
        out.append('}');
        first = false;
    }

    @Override
    public void beginList(final String name)
    {
        begin(name).append('[');
        first = true;
    }

    @Override
    public void endList()
    {
        out.append(']');
        first = false;
    }

    @Override
    public String take()
    {
        final String line = out.append('}').toString();
        out.setLength(1);
        first = true;

        return line;
    }

    private StringBuilder begin(final String name)
    {
        if (!first)
        {
            out.append(',');
        }

        first = false;
        if (null != name)
        {
            JsonText.quote(out, name);
            out.append(':');
        }

        return out;
    }
}

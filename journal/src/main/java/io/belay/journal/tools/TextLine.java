package io.belay.journal.tools;

import io.belay.wire.Epoch;

/**
 * A line for people: some leading words, then {@code name=value} after {@code name=value}.
 */
final class TextLine implements Line
{
    private static final String UNKNOWN = "-";

    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    @Override
    public void lead(final String name, final String value)
    {
        begin(null).append(null == value ? UNKNOWN : value);
    }

    @Override
    public void lead(final String name, final long value)
    {
        begin(null).append(Long.toUnsignedString(value));
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
        begin(name).append(value);
    }

    @Override
    public void epoch(final String name, final long epoch)
    {
        begin(name).append(Epoch.toString(epoch));
    }

    @Override
    public void flag(final String name, final boolean value)
    {
        begin(name).append(value);
    }

    @Override
    public void word(final String name, final String value)
    {
        begin(name).append(value);
    }

    @Override
    public void text(final String name, final String value)
    {
        JsonText.quote(begin(name), value);
    }

    @Override
    public void absent(final String name)
    {
        begin(name).append(UNKNOWN);
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
        final String line = out.toString();
        out.setLength(0);
        first = true;

        return line;
    }

    private StringBuilder begin(final String name)
    {
        if (!first)
        {
            out.append(' ');
        }

        first = false;
        if (null != name)
        {
            out.append(name).append('=');
        }

        return out;
    }
}

package io.belay.journal.tools;

import io.belay.wire.Epoch;

/**
 * A line for people: some leading words, then {@code name=value} after {@code name=value}.
 */
final class TextLine extends Line
{
    private static final String UNKNOWN = "-";

    TextLine()
    {
        super(new StringBuilder());
    }

    @Override
    void lead(final String name, final String value)
    {
        begin(null).append(null == value ? UNKNOWN : value);
    }

    @Override
    void lead(final String name, final long value)
    {
        begin(null).append(Long.toUnsignedString(value));
    }

    @Override
    void decimal(final String name, final double value)
    {
        begin(name).append(value);
    }

    @Override
    void epoch(final String name, final long epoch)
    {
        begin(name).append(Epoch.toString(epoch));
    }

    @Override
    void word(final String name, final String value)
    {
        begin(name).append(value);
    }

    @Override
    void absent(final String name)
    {
        begin(name).append(UNKNOWN);
    }

    @Override
    void separate(final StringBuilder line)
    {
        line.append(' ');
    }

    @Override
    void name(final StringBuilder line, final String name)
    {
        line.append(name).append('=');
    }

    @Override
    String take()
    {
        return take(0);
    }
}

package io.belay.journal.tools;

/**
 * A line that is one JSON object. 64-bit numbers stay numbers: a parser that keeps numbers as doubles rounds them.
 */
final class JsonLine extends Line
{
    private static final String BEGIN = "{";

    JsonLine()
    {
        super(new StringBuilder(BEGIN));
    }

    @Override
    void lead(final String name, final String value)
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
    void lead(final String name, final long value)
    {
        unsigned(name, value);
    }

    @Override
    void decimal(final String name, final double value)
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
    void epoch(final String name, final long epoch)
    {
        unsigned(name, epoch);
    }

    @Override
    void word(final String name, final String value)
    {
        text(name, value);
    }

    @Override
    void absent(final String name)
    {
        begin(name).append("null");
    }

    @Override
    void separate(final StringBuilder line)
    {
        line.append(',');
    }

    @Override
    void name(final StringBuilder line, final String name)
    {
        JsonText.quote(line, name);
        line.append(':');
    }

    @Override
    String take()
    {
        return take(BEGIN.length()) + '}';
    }
}

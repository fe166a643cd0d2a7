package io.belay.journal.tools;

import java.util.List;

/**
 * A JSON object a row, with the names of the columns in each.
 */
final class JsonRows implements RowFormat
{
    private final JsonLine line = new JsonLine();

    @Override
    public String header(final List<String> columns)
    {
        return null;
    }

    @Override
    public void text(final String column, final String value)
    {
        line.lead(column, value);
    }

    @Override
    public void unsigned(final String column, final long value)
    {
        line.unsigned(column, value);
    }

    @Override
    public String take()
    {
        return line.take();
    }
}

package io.belay.journal.tools;

import java.util.List;

/**
 * Comma-separated values as RFC 4180 says: lines end with CR and LF, and a value with a comma, a quote or a line break
 * in it stands in quotes, its own quotes doubled. What is absent is empty, and a text that is empty is two quotes.
 */
final class CsvRows implements RowFormat
{
    private final StringBuilder row = new StringBuilder();
    private boolean isFirst = true;

    @Override
    public String header(final List<String> columns)
    {
        columns.forEach(column -> text(column, column));

        return take();
    }

    @Override
    public void text(final String column, final String value)
    {
        separate();
        if (null == value)
        {
            return;
        }

        if (!value.isEmpty() && value.chars().noneMatch(CsvRows::wantsQuotes))
        {
            row.append(value);

            return;
        }

        row.append('"').append(value.replace("\"", "\"\"")).append('"');
    }

    private static boolean wantsQuotes(final int character)
    {
        return ',' == character || '"' == character || '\r' == character || '\n' == character;
    }

    @Override
    public void unsigned(final String column, final long value)
    {
        separate();
        row.append(Long.toUnsignedString(value));
    }

    private void separate()
    {
        if (!isFirst)
        {
            row.append(',');
        }

        isFirst = false;
    }

    @Override
    public String take()
    {
        final String text = row.append('\r').toString(); // Whoever prints a line adds the LF.
        row.setLength(0);
        isFirst = true;

        return text;
    }
}

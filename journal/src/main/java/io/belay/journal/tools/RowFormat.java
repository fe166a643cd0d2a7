package io.belay.journal.tools;

import java.util.List;

/**
 * Prints rows of the same columns for programs. Of one thread.
 */
interface RowFormat
{
    /**
     * @param columns names, in their order.
     * @return the line before all rows, or null when there is none.
     */
    String header(List<String> columns);

    /**
     * Adds the next value of the row.
     *
     * @param column name.
     * @param value  any text, or null when there is none.
     */
    void text(String column, String value);

    /**
     * Adds the next value of the row.
     *
     * @param column name.
     * @param value  unsigned.
     */
    void unsigned(String column, long value);

    /**
     * Ends the row and begins the next one.
     *
     * @return the row, without a line feed at its end.
     */
    String take();
}

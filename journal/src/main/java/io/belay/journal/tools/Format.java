package io.belay.journal.tools;

/**
 * How results are written to standard output.
 */
enum Format
{
    /** A line for people. */
    TEXT,
    /** One JSON object per line. */
    JSON;

    Line newLine()
    {
        return TEXT == this ? new TextLine() : new JsonLine();
    }
}

package io.belay.journal.tools;

/**
 * What tells one frame from the next on standard output.
 */
enum Delimiter
{
    /** A line feed behind each. */
    NEWLINE,
    /** The length before each: 4 bytes, little-endian. */
    LENGTH,
    /** Nothing. */
    NONE
}

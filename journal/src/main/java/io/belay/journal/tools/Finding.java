package io.belay.journal.tools;

import java.nio.file.Path;

/**
 * The place where a journal is damaged.
 *
 * @param file     that is damaged.
 * @param offset   in the file, in bytes.
 * @param sequence of the entry that is, or should be, there.
 * @param what     is wrong.
 * @param advice   what to do about it.
 * @param isNewerFormat whether it is not damaged at all, but made by a newer version of this program.
 */
record Finding(Path file, long offset, long sequence, String what, String advice, boolean isNewerFormat)
{
    /** What to do when bytes were lost or changed on the disk. */
    static final String FETCH = "do not open the journal for writing; keep a copy of its directory, wipe it and let " +
        "the other replica fill it again, or fetch this file from there";

    static Finding of(final Path file, final long offset, final long sequence, final String what)
    {
        return new Finding(file, offset, sequence, what, FETCH, false);
    }

    void print(final Line line)
    {
        line.text("file", file.toString());
        line.number("offset", offset);
        line.unsigned("sequence", sequence);
        line.text("what", what);
        line.text("advice", advice);
    }

    @Override
    public String toString()
    {
        return file + ": offset " + offset + ", sequence " + Long.toUnsignedString(sequence) + ": " + what;
    }
}

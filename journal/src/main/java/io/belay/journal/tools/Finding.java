package io.belay.journal.tools;

import java.nio.file.Path;

import io.belay.journal.Advice;

/**
 * The place where a journal cannot be read on.
 *
 * @param kind     of it.
 * @param file     in which it is.
 * @param offset   in the file, in bytes.
 * @param sequence of the entry that is, or should be, there; 0 when none could be read before.
 * @param what     is wrong.
 * @param advice   what to do about it.
 */
record Finding(Kind kind, Path file, long offset, long sequence, String what, String advice)
{
    /** What a finding means. */
    enum Kind
    {
        /** Something is missing or torn; whether it was ever promised is yet to be judged. */
        HOLE,
        /** Data is lost or wrong. */
        DAMAGE,
        /** Nothing is wrong, but this program is too old. */
        NEWER_FORMAT
    }

    private static final String UPGRADE = "read it with the version of this program that wrote it, or a newer one";

    static Finding hole(final Path file, final long offset, final long sequence, final String what)
    {
        return new Finding(Kind.HOLE, file, offset, sequence, what, Advice.SAVE);
    }

    static Finding damage(final Path file, final long offset, final long sequence, final String what)
    {
        return new Finding(Kind.DAMAGE, file, offset, sequence, what, Advice.SAVE);
    }

    static Finding newerFormat(final Path file, final long offset, final long sequence, final String what)
    {
        return new Finding(Kind.NEWER_FORMAT, file, offset, sequence, what, UPGRADE);
    }

    /** The same place, proven to be a loss. */
    Finding proven(final String proof)
    {
        return damage(file, offset, sequence, what + "; " + proof);
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

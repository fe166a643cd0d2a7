package io.belay.journal;

/**
 * What is wrong at a place in a cycle file.
 */
public enum CycleDefect
{
    /** Nothing. */
    NONE("nothing"),
    /** The queue's header says that a document was begun and never ended. */
    INCOMPLETE("an entry that was never ended"),
    /** A length that reaches past the file. */
    LENGTH("a length that reaches past the end"),
    /** The file has become shorter since it was opened. */
    CUT_SHORT("an end that was cut off while it was read"),
    /** A document that does not begin with our magic. */
    MAGIC("bytes that are no entry"),
    /** The checksum does not match. */
    CRC("a wrong checksum"),
    /** Not the sequence that should follow. */
    SEQUENCE("a wrong sequence"),
    /** The first entry is no cycle header, or that of another file. */
    CYCLE_HEADER("a wrong cycle header"),
    /** The cycle header says that a newer version of this program wrote the file. */
    NEWER_FORMAT("a newer format");

    private final String words;

    CycleDefect(final String words)
    {
        this.words = words;
    }

    /**
     * @return the defect in words.
     */
    public String words()
    {
        return words;
    }
}

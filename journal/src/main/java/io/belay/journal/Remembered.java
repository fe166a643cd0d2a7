package io.belay.journal;

/**
 * What a market knows of one append, named by its client and that client's sequence. Only {@link #NEW} may be appended.
 */
public enum Remembered
{
    /** It is not in the live history. */
    NEW,

    /** It is in the live history. */
    KNOWN,

    /** It lies below what is remembered of this client: it may be in the live history. */
    TOO_OLD,

    /** Nothing, or not all, is remembered of this client: it may be in the live history. */
    FORGOTTEN
}

package io.belay.wire;

/** What is wrong with the bytes of a message. */
public enum Defect
{
    /** Nothing. */
    NONE,
    /** It ends before the fixed part that its template promises. */
    TRUNCATED,
    /** Of a schema that is not ours, or not the one asked for. */
    WRONG_SCHEMA,
    /** Made by a newer version of its schema than this program knows. */
    NEWER_VERSION,
    /** Of a template that its schema does not have, or, where an entry was asked for, no entry. */
    UNKNOWN_TEMPLATE,
    /** A declared length and the real one differ. */
    WRONG_LENGTH,
    /** An enumerated field holds a value that its schema does not have. */
    WRONG_VALUE,
    /** The checksum does not match. */
    WRONG_CRC
}

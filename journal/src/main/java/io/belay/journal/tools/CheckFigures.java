package io.belay.journal.tools;

/**
 * What a check has seen.
 */
final class CheckFigures
{
    /** Cycle files with a header. */
    long cycles;
    /** Entries of the markets checked, of whatever kind. */
    long entries;
    /** Entries that are frames. */
    long frames;
    /** Entries of kinds that only a newer version knows: of them the envelope was checked, and the checksum. */
    long unknown;
    /** Bytes of the files that were read, from their beginnings. */
    long bytes;
    /** Summaries that were compared, SHA-256 included. */
    long summaries;
    /** Finished files that have no whole summary yet. */
    long unsummarized;
    /** Files that say what markets remember of their clients, and were compared. */
    long clients;
    /** Entries of the markets checked that a later one ended. */
    long superseded;
    /** Bytes behind the last valid entry that nobody was promised. */
    long tailBytes;
    /** The first sequence that is there, 0 when there is none. */
    long firstSequence;
    /** The last sequence that is there, 0 when there is none. */
    long lastSequence;
}

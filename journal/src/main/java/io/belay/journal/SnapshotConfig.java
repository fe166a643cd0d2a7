package io.belay.journal;

import java.nio.file.Path;

/**
 * How snapshots are kept.
 *
 * @param directory    of all markets' snapshots; made when it is not there.
 * @param keptCount    how many of a market are kept, at least 1: the newest ones.
 * @param reserveBytes that stay free on the disk, for the journal.
 */
public record SnapshotConfig(Path directory, int keptCount, long reserveBytes)
{
    /** How many are kept unless told otherwise: the newest one, and the one before for whoever is reading it. */
    public static final int KEPT_COUNT_DEFAULT = 2;

    /**
     * Checks the values.
     */
    public SnapshotConfig
    {
        if (keptCount < 1)
        {
            throw new IllegalArgumentException("snapshots kept of a market: " + keptCount + " is not at least 1");
        }
        if (reserveBytes < 0)
        {
            throw new IllegalArgumentException("bytes that stay free: " + reserveBytes + " is negative");
        }
    }
}

package io.belay.replication.snapshot;

/**
 * How a node takes snapshots of its clients.
 *
 * @param putsMax   how many are taken at once.
 * @param silenceNs after which a client is taken to have given up.
 */
public record IntakeConfig(int putsMax, long silenceNs)
{
    /** Four at once, half a minute. */
    public static final IntakeConfig DEFAULT = new IntakeConfig(4, 30_000_000_000L);

    /**
     * Checks the values.
     */
    public IntakeConfig
    {
        if (putsMax < 1 || silenceNs < 1)
        {
            throw new IllegalArgumentException(
                putsMax + " snapshots at once and silence of " + silenceNs + " ns must both be at least 1");
        }
    }
}

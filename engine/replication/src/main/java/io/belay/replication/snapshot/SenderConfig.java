package io.belay.replication.snapshot;

/**
 * How a node sends snapshots.
 *
 * @param chunkLengthMax  longest chunk, in bytes.
 * @param windowLengthMax most bytes on their way to one asker.
 * @param transfersMax    most snapshots that are sent at once; further askers get no answer, and ask again.
 * @param chunksPerCycle  most chunks that are sent in one duty cycle.
 * @param silenceNs       after which an asker is taken to be gone.
 */
public record SenderConfig(
    int chunkLengthMax, long windowLengthMax, int transfersMax, int chunksPerCycle, long silenceNs)
{
    /** Chunks of 64 KiB, 4 MiB on their way to each of 8, half a minute. */
    public static final SenderConfig DEFAULT = new SenderConfig(64 << 10, 4 << 20, 8, 8, 30_000_000_000L);

    /**
     * Checks the values.
     */
    public SenderConfig
    {
        if (chunkLengthMax < 1 || windowLengthMax < 1 || transfersMax < 1 || chunksPerCycle < 1 || silenceNs < 1)
        {
            throw new IllegalArgumentException("each value must be at least 1: chunks of " + chunkLengthMax +
                " bytes, a window of " + windowLengthMax + ", " + transfersMax + " at once, " + chunksPerCycle +
                " a cycle, silence of " + silenceNs + " ns");
        }
    }
}

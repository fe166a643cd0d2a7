package io.belay.replication.snapshot;

/**
 * How a node fetches snapshots.
 *
 * @param chunkLengthMax longest chunk, in bytes.
 * @param windowLength   how many bytes may be on their way.
 * @param countedAtOnce  how many bytes of a copy that an earlier life has begun are read back in one duty cycle.
 * @param retryNs        silence after which is asked again; it doubles each time.
 * @param retryMaxNs     up to which it doubles.
 * @param giveUpNs       without any progress after which the fetch is given up.
 * @param damagedMax     how often all may be begun again because it was damaged, or could not be stored.
 */
public record ReceiverConfig(
    int chunkLengthMax,
    int windowLength,
    int countedAtOnce,
    long retryNs,
    long retryMaxNs,
    long giveUpNs,
    int damagedMax)
{
    /** Chunks of 64 KiB, 1 MiB on its way, half a second doubling to 10, ten minutes, three times. */
    public static final ReceiverConfig DEFAULT = new ReceiverConfig(
        64 << 10, 1 << 20, 1 << 20, 500_000_000L, 10_000_000_000L, 600_000_000_000L, 3);

    /**
     * Checks the values.
     */
    public ReceiverConfig
    {
        if (chunkLengthMax < 1 || windowLength < chunkLengthMax || countedAtOnce < 1 || retryNs < 1 ||
            retryMaxNs < retryNs || giveUpNs < 1 || damagedMax < 0)
        {
            throw new IllegalArgumentException("chunks of " + chunkLengthMax + " bytes within a window of " +
                windowLength + ", retries from " + retryNs + " to " + retryMaxNs + " ns, given up after " + giveUpNs +
                " ns or " + damagedMax + " damaged ones: this makes no sense");
        }
    }
}

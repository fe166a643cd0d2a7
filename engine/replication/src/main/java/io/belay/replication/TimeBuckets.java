package io.belay.replication;

import java.util.Arrays;

/**
 * Durations counted in buckets whose bounds grow by an eighth: percentiles are never told shorter than they were, and
 * at most 12.5 % longer. Counting costs an index and an increment, and nothing is allocated. Of one thread.
 * <p>
 * Durations up to 1 microsecond share the first bucket, those from 34 seconds on the last one. The longest is kept as it
 * was.
 */
public final class TimeBuckets
{
    private static final int SUB_BUCKET_BITS = 3;
    private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;
    private static final int LOWEST_BIT = 10;
    private static final int HIGHEST_BIT = 35;
    private static final int LENGTH = (HIGHEST_BIT - LOWEST_BIT) * SUB_BUCKETS + 2;

    private final int[] counts = new int[LENGTH];
    private long count;
    private long maxNs;

    /**
     * @param durationNs to count; one below 0 counts as 0.
     */
    public void record(final long durationNs)
    {
        counts[indexOf(durationNs)]++;
        count++;
        if (durationNs > maxNs)
        {
            maxNs = durationNs;
        }
    }

    /**
     * Counts again what other buckets hold.
     *
     * @param other that are left as they are.
     */
    public void add(final TimeBuckets other)
    {
        for (int i = 0; i < LENGTH; i++)
        {
            counts[i] += other.counts[i];
        }

        count += other.count;
        maxNs = Math.max(maxNs, other.maxNs);
    }

    /**
     * Begins anew.
     */
    public void reset()
    {
        if (count > 0)
        {
            Arrays.fill(counts, 0);
            count = 0;
            maxNs = 0;
        }
    }

    /**
     * @return how many durations were counted since the last reset.
     */
    public long count()
    {
        return count;
    }

    /**
     * @return the longest since the last reset in nanoseconds, 0 when there was none.
     */
    public long maxNs()
    {
        return maxNs;
    }

    /**
     * The duration that a share of those counted did not exceed.
     *
     * @param percent above 0, up to 100.
     * @return nanoseconds, 0 when none was counted.
     */
    public long percentileNs(final double percent)
    {
        if (0 == count)
        {
            return 0;
        }

        final long wanted = Math.max(1, (long)Math.ceil(count * percent / 100));
        long seen = 0;
        for (int i = 0; i < LENGTH; i++)
        {
            seen += counts[i];
            if (seen >= wanted)
            {
                return Math.min(maxNs, upperBoundNs(i));
            }
        }

        return maxNs;
    }

    private static int indexOf(final long durationNs)
    {
        if (durationNs <= 1L << LOWEST_BIT)
        {
            return 0;
        }

        final long below = durationNs - 1; // A bucket holds its upper bound.
        final int bit = Long.SIZE - 1 - Long.numberOfLeadingZeros(below);
        if (bit >= HIGHEST_BIT)
        {
            return LENGTH - 1;
        }

        final int sub = (int)(below >>> (bit - SUB_BUCKET_BITS)) & (SUB_BUCKETS - 1);

        return (bit - LOWEST_BIT) * SUB_BUCKETS + sub + 1;
    }

    private static long upperBoundNs(final int index)
    {
        if (0 == index)
        {
            return 1L << LOWEST_BIT;
        }

        if (LENGTH - 1 == index)
        {
            return Long.MAX_VALUE;
        }

        final int bit = LOWEST_BIT + (index - 1) / SUB_BUCKETS;
        final int sub = (index - 1) % SUB_BUCKETS;

        return (1L << bit) + ((sub + 1L) << (bit - SUB_BUCKET_BITS));
    }
}

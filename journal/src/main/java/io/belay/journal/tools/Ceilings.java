package io.belay.journal.tools;

/**
 * The ceilings of one market's clock in its live history, so that a check can go back when a tail is superseded. Of one
 * thread.
 * <p>
 * Of those that are too old to be among the last {@link #HELD_MAX} only the highest is kept, so a check that goes back
 * beyond them is too mild, and never too strict.
 */
final class Ceilings
{
    static final int HELD_MAX = 256;

    private final long[] positions = new long[HELD_MAX];
    private final long[] highestMs = new long[HELD_MAX];
    private long olderMs;
    private int size;
    private boolean isComplete;

    /**
     * From here on the ceiling in force is known.
     *
     * @param ceilingMs that entries before have set, 0 when none has.
     */
    void complete(final long ceilingMs)
    {
        if (!isComplete)
        {
            isComplete = true;
            olderMs = Math.max(olderMs, ceilingMs);
            for (int i = 0; i < size; i++)
            {
                highestMs[i] = Math.max(highestMs[i], ceilingMs);
            }
        }
    }

    /**
     * An entry set a ceiling.
     *
     * @param position  of the entry.
     * @param ceilingMs that it set, 0 for none.
     */
    void add(final long position, final long ceilingMs)
    {
        final long presentMs = presentMs();
        if (ceilingMs > presentMs)
        {
            if (HELD_MAX == size)
            {
                olderMs = highestMs[0];
                size--;
                System.arraycopy(positions, 1, positions, 0, size);
                System.arraycopy(highestMs, 1, highestMs, 0, size);
            }

            positions[size] = position;
            highestMs[size] = ceilingMs;
            size++;
        }
    }

    /**
     * Drops the ceilings that were set from a position on.
     *
     * @param position first one that is dead.
     */
    void truncateFrom(final long position)
    {
        while (size > 0 && positions[size - 1] >= position)
        {
            size--;
        }
    }

    /**
     * @return the last millisecond that may be issued; {@link Long#MAX_VALUE} when none was set, or it is not known.
     */
    long inForceMs()
    {
        final long presentMs = presentMs();

        return isComplete && 0 != presentMs ? presentMs : Long.MAX_VALUE;
    }

    private long presentMs()
    {
        return 0 == size ? olderMs : highestMs[size - 1];
    }
}

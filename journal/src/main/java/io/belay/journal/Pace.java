package io.belay.journal;

/**
 * How fast background work on files has to go, so that it is done before the present file is full, and disturbs appends
 * as little as it can until then. Of the housekeeping thread.
 * <p>
 * Each read or write of the housekeeping stands in the disk's queue before somebody's sync. While there is time, the
 * pieces are small and there are pauses between them ({@link HousekeepingIdleStrategy}); a sync waits for a tenth of a
 * millisecond at most then. When the work falls behind, the pieces are large, since the disk does most of them in a
 * second that way.
 */
final class Pace
{
    /** How much of the present file is written. */
    interface Filled
    {
        long bytes();
    }

    static final int SMALL_BYTES = 64 << 10;
    static final int LARGE_BYTES = 256 << 10;

    private final Filled filled;

    Pace(final Filled filled)
    {
        this.filled = filled;
    }

    /**
     * Whether work of a file's length must hurry: it is to be done when four fifths of the present file are written.
     *
     * @param doneBytes of a file of the same length.
     */
    boolean isBehind(final long doneBytes)
    {
        return 4 * doneBytes < 5 * filled.bytes();
    }
}

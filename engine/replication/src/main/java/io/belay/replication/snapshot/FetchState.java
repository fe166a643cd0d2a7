package io.belay.replication.snapshot;

/** How far a fetch of a snapshot has come. */
public enum FetchState
{
    /** Nothing is fetched. */
    IDLE(0),
    /** What an earlier life has left is read back. */
    COUNTING(1),
    /** Chunks are asked for and taken. */
    FETCHING(2),
    /** All is there; the disk is waited for. */
    COMPLETE(3),
    /** The snapshot is stored here. */
    STORED(4),
    /** There is none, and none is needed: all comes as frames. */
    CAUGHT_UP(5),
    /** It did not come, for the reason in the words. */
    GIVEN_UP(6);

    private final int code;

    FetchState(final int code)
    {
        this.code = code;
    }

    /**
     * @return number of the state, for counters; it never changes.
     */
    public int code()
    {
        return code;
    }

    /**
     * @return whether nothing more happens by itself.
     */
    public boolean isEnd()
    {
        return this == IDLE || this == STORED || this == CAUGHT_UP || this == GIVEN_UP;
    }

    boolean canBecome(final FetchState next)
    {
        return switch (this)
        {
            case IDLE, STORED, CAUGHT_UP, GIVEN_UP -> next == COUNTING || next == FETCHING || next == IDLE ||
                next == GIVEN_UP;
            case COUNTING -> next == FETCHING || next == GIVEN_UP || next == IDLE;
            case FETCHING -> next != COUNTING;
            case COMPLETE -> next == STORED || next == FETCHING || next == GIVEN_UP || next == IDLE;
        };
    }
}

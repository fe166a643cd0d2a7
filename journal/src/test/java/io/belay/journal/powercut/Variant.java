package io.belay.journal.powercut;

import java.util.Random;

/**
 * A way to cut the power.
 */
enum Variant
{
    PLAIN("at any time, or in a sync", false, false, false),
    AT_ROLL("at a roll", false, false, false),
    REORDERED("pages written out of order", false, true, false),
    VOLATILE("volatile device cache", true, false, false),
    VOLATILE_REORDERED("volatile device cache, pages written out of order", true, true, false),
    IN_RECOVERY("again during recovery", false, false, true),
    VOLATILE_IN_RECOVERY("again during recovery, volatile device cache, pages written out of order", true, true, true),
    IN_CREATION("while the journal is made, up to three times", false, true, true);

    private final String label;
    private final boolean hasVolatileCache;
    private final boolean isReordered;
    private final boolean isInRecovery;

    Variant(
        final String label, final boolean hasVolatileCache, final boolean isReordered, final boolean isInRecovery)
    {
        this.label = label;
        this.hasVolatileCache = hasVolatileCache;
        this.isReordered = isReordered;
        this.isInRecovery = isInRecovery;
    }

    /** When a writer is cut. */
    enum Moment
    {
        /** After a random time. */
        ANY_TIME,
        /** Within a sync. */
        IN_SYNC,
        /** Soon after a roll, while the writer runs on. */
        AT_ROLL,
        /** While the writer waits at a step of a roll: before one of its forces, or right after the acknowledgement. */
        HELD_AT_ROLL
    }

    Moment moment(final Random random)
    {
        return switch (this)
        {
            case PLAIN -> 0 == random.nextInt(2) ? Moment.ANY_TIME : Moment.IN_SYNC;
            case AT_ROLL -> 0 == random.nextInt(3) ? Moment.AT_ROLL : Moment.HELD_AT_ROLL;
            case VOLATILE, IN_RECOVERY -> Moment.values()[random.nextInt(Moment.values().length)];
            case IN_CREATION -> throw new IllegalStateException("no writer runs");
            // What is written out of order stays so only while nothing is forced.
            case REORDERED, VOLATILE_REORDERED, VOLATILE_IN_RECOVERY ->
                0 == random.nextInt(4) ? Moment.ANY_TIME : Moment.HELD_AT_ROLL;
        };
    }

    String label()
    {
        return label;
    }

    boolean hasVolatileCache()
    {
        return hasVolatileCache;
    }

    boolean isReordered()
    {
        return isReordered;
    }

    boolean isInRecovery()
    {
        return isInRecovery;
    }
}

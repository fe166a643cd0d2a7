package io.belay.client;

/**
 * How an append ended; there is no fourth way.
 */
public enum OutcomeKind
{
    /** It is on the disks of W replicas. */
    DURABLE,
    /** This attempt was not appended. An earlier attempt with the same bytes may have been. */
    REFUSED,
    /** It may be appended or not: no outcome came in time, or the node or driver was lost. */
    UNKNOWN;

    /** What a newer node says that this client cannot read is no promise, so it is UNKNOWN. */
    static OutcomeKind of(final int wireValue)
    {
        return switch (wireValue)
        {
            case 0 -> DURABLE;
            case 1 -> REFUSED;
            default -> UNKNOWN;
        };
    }
}

package io.belay.crash;

/**
 * How an append ended, as its trading process was told.
 */
enum Fate
{
    /** It has not ended, or its process died before it was told. It may be there or not. */
    IN_FLIGHT(0),
    /** Acknowledged. */
    DURABLE(1),
    /** Refused: it must not be there. */
    REFUSED(2),
    /** It may be there or not. */
    UNKNOWN(3),
    /** Refused for good although nothing was wrong with it: the market has forgotten or confused what it holds. */
    DISOWNED(4);

    private static final Fate[] BY_CODE = {IN_FLIGHT, DURABLE, REFUSED, UNKNOWN, DISOWNED};

    private final int code;

    Fate(final int code)
    {
        this.code = code;
    }

    int code()
    {
        return code;
    }

    /** Whether it is to be sent again, until it is known. */
    boolean isOpen()
    {
        return IN_FLIGHT == this || UNKNOWN == this;
    }

    static Fate of(final int code)
    {
        return BY_CODE[code];
    }
}

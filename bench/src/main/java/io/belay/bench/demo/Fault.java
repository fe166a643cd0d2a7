package io.belay.bench.demo;

/**
 * What goes wrong on purpose in the middle of a demo.
 */
enum Fault
{
    /** Nothing. */
    NONE(""),
    /** The node that owns the markets is killed, and the other one is promoted. */
    KILL_OWNER("--kill-owner"),
    /** The node that stands by is killed, and the owner waits for it. */
    KILL_STANDBY("--kill-standby");

    private final String option;

    Fault(final String option)
    {
        this.option = option;
    }

    String option()
    {
        return option;
    }
}

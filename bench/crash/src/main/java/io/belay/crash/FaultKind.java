package io.belay.crash;

import java.io.IOException;
import java.util.Random;

/**
 * A way in which something goes wrong, or an operator does something.
 */
interface FaultKind
{
    /** In the words of the command line: a group, a hyphen, and what of it. */
    String name();

    /**
     * @param bench that it would be done on.
     * @return why this system cannot do it, or null.
     */
    String whyNot(Workbench bench);

    /** Whether it means anything for a pair that is set up so. */
    default boolean fits(final Layout layout)
    {
        return true;
    }

    /** Whether all of a pair must run for it to mean anything. */
    default boolean isForTheLiving()
    {
        return false;
    }

    /**
     * Does it, to a pair that may suffer from other faults already.
     *
     * @param pair   to do it to.
     * @param random for all choices.
     * @return what was done and not healed yet.
     * @throws IOException          when this system fails to do it.
     * @throws InterruptedException when this thread is told to stop.
     * @throws StuckException       when the pair behaves as it never may.
     */
    Fault inject(Pair pair, Random random) throws IOException, InterruptedException, StuckException;
}

package io.belay.bench.compare;

import java.io.IOException;
import java.nio.file.Path;

import io.belay.bench.load.ChildResult;
import io.belay.bench.process.RunException;

/**
 * A system that is measured once a round.
 */
interface Contender
{
    /** Name in the results. */
    String name();

    /**
     * Starts the system, loads it, ends it and leaves nothing behind.
     *
     * @param round     of the run, from 1.
     * @param directory of its own, on the disk that is measured.
     * @return what was found.
     * @throws RunException         when it does not come up or breaks, with words.
     * @throws IOException          when a file refuses.
     * @throws InterruptedException when this thread is told to stop.
     */
    ChildResult run(int round, Path directory) throws RunException, IOException, InterruptedException;
}

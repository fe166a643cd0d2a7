package io.belay.journal;

/**
 * How entries get into the cycle files. The files are the same: each mode reads, recovers and goes on with what another
 * has written.
 */
public enum WriteMode
{
    /** By the queue's own appender, into mapped files that are then forced. */
    QUEUE,
    /**
     * By one direct, synchronous write a batch, past the page cache. Where a file system refuses that, by synchronous
     * writes through the page cache.
     */
    DIRECT
}

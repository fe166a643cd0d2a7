package io.belay.journal;

import java.io.IOException;
import java.nio.file.Path;

import org.agrona.DirectBuffer;

/**
 * Writes entries into cycle files, in the queue's format, and makes them durable. Of the journal's thread.
 */
interface CycleWriter extends AutoCloseable
{
    /** Whether an entry fits into what is left of the current file. */
    boolean fits(int length);

    /**
     * Goes on in a new file.
     *
     * @return false when there is no room for it on the disk; nothing was changed then.
     */
    boolean roll(int nextCycle, long firstSequence, long synced, long createdMs) throws IOException;

    /** Appends an entry that {@link #fits(int)}. */
    void write(long sequence, long synced, DirectBuffer buffer, int offset, int length) throws IOException;

    /** Returns when all that was written is on the disk and can be found there. */
    void force() throws IOException;

    /** Ends the journal's last file and returns when all is on the disk. Nothing can be written after it. */
    void seal() throws IOException;

    int cycle();

    /** How much of the current file is written. */
    int writtenBytes();

    Path path();

    @Override
    void close();
}

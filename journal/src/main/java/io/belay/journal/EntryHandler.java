package io.belay.journal;

import org.agrona.DirectBuffer;

/**
 * Takes one entry of a journal.
 */
@FunctionalInterface
public interface EntryHandler
{
    /**
     * @param sequence of the entry.
     * @param buffer   that holds it, valid during the call only.
     * @param offset   where it begins.
     * @param length   of the entry in bytes.
     * @return false when it cannot be taken now and must be handed over again.
     */
    boolean onEntry(long sequence, DirectBuffer buffer, int offset, int length);
}

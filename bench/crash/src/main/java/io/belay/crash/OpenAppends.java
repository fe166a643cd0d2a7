package io.belay.crash;

import java.util.TreeMap;

/**
 * The appends of a trading process whose end is not known yet: those that await it, and those that must be sent again
 * to learn it. By client sequence, each with its place in the history. Of one thread.
 */
final class OpenAppends
{
    private final TreeMap<Long, Integer> indexes = new TreeMap<>();
    private final TreeMap<Long, Integer> unknown = new TreeMap<>();
    private final History history;
    private int again;

    /** Takes over what an earlier process has left. */
    OpenAppends(final History history)
    {
        this.history = history;
        final int count = history.count();
        for (int index = Math.max(0, count - History.KEPT); index < count; index++)
        {
            if (history.fate(index).isOpen())
            {
                indexes.put(history.clientSequence(index), index);
                unknown.put(history.clientSequence(index), index);
            }
        }
    }

    boolean isEmpty()
    {
        return indexes.isEmpty();
    }

    /** Whether any is to be sent again, or was and has not ended: nothing new may be sent then. */
    boolean isAnyUnknown()
    {
        return !unknown.isEmpty() || again > 0;
    }

    /** Whether one more could take the place of the bytes of one that may have to be sent again. */
    boolean isFull()
    {
        return !indexes.isEmpty() && history.count() - indexes.firstEntry().getValue() >= History.KEPT;
    }

    void sent(final int index)
    {
        indexes.put(history.clientSequence(index), index);
    }

    /** The first that is to be sent again, or -1. */
    int nextUnknown()
    {
        return unknown.isEmpty() ? -1 : unknown.firstEntry().getValue();
    }

    void sentAgain(final int index)
    {
        unknown.remove(history.clientSequence(index));
        again++;
    }

    int index(final long clientSequence)
    {
        return indexes.get(clientSequence);
    }

    void ended(final int index, final Fate fate)
    {
        final long clientSequence = history.clientSequence(index);
        if (history.tries(index) > 1)
        {
            again--;
        }

        if (fate.isOpen())
        {
            unknown.put(clientSequence, index);
        }
        else
        {
            indexes.remove(clientSequence);
        }
    }
}

package io.belay.journal.tools;

/**
 * Which positions of a market a journal holds.
 */
final class MarketSpan
{
    private long first;
    private long last;

    void onEntry(final long position)
    {
        first = 0 == first || Long.compareUnsigned(position, first) < 0 ? position : first;
        last = Long.compareUnsigned(position, last) > 0 ? position : last;
    }

    long first()
    {
        return first;
    }

    long last()
    {
        return last;
    }

    @Override
    public String toString()
    {
        return Long.toUnsignedString(first) + " to " + Long.toUnsignedString(last);
    }
}

package io.belay.journal;

import java.util.function.LongSupplier;

/**
 * The files of a journal that is being written, as far as they are durable.
 *
 * @param catalog         of the files.
 * @param durableSequence how far that is.
 */
record DurableCycles(CycleCatalog catalog, LongSupplier durableSequence) implements CycleReader.Source
{
    @Override
    public long readableSequence()
    {
        return durableSequence.getAsLong();
    }

    @Override
    public boolean isExact()
    {
        return true;
    }

    /** What is durable is not being written. */
    @Override
    public CycleCursor.Step lookAgain(final CycleCursor cursor)
    {
        return CycleCursor.Step.DEFECT;
    }

    @Override
    public Cycle containing(final long sequence)
    {
        return catalog.containing(sequence);
    }

    @Override
    public Cycle after(final int cycle)
    {
        return catalog.after(cycle);
    }

    @Override
    public long firstSequence()
    {
        return catalog.firstSequence();
    }
}

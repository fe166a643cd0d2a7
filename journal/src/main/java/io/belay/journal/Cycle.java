package io.belay.journal;

import java.nio.file.Path;

/**
 * One cycle of a journal, as it is known without reading its entries.
 *
 * @param path          of its file.
 * @param cycle         its number.
 * @param firstSequence sequence of its first entry.
 * @param summary       what was found when it was sealed, or null.
 */
public record Cycle(Path path, int cycle, long firstSequence, CycleSummary summary)
{
    /**
     * @param found summary of this cycle.
     * @return the same cycle, sealed.
     */
    Cycle sealed(final CycleSummary found)
    {
        return new Cycle(path, cycle, firstSequence, found);
    }
}

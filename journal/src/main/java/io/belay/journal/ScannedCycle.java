package io.belay.journal;

import java.nio.file.Path;

/**
 * What a scan found in one cycle file.
 *
 * @param path          of the file.
 * @param cycle         its number.
 * @param firstSequence of its first entry.
 * @param lastSequence  of its last valid entry, one less than the first when there is none.
 * @param endOffset     where its valid prefix ends.
 * @param isSealed      whether the end mark follows the valid prefix.
 * @param summary       that vouches for the file, or null when its entries were read.
 */
record ScannedCycle(
    Path path,
    int cycle,
    long firstSequence,
    long lastSequence,
    int endOffset,
    boolean isSealed,
    CycleSummary summary)
{
    boolean isEmpty()
    {
        return lastSequence < firstSequence;
    }

    Cycle at(final Path place)
    {
        return new Cycle(place, cycle, firstSequence, summary);
    }
}

package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class CycleCatalogTest
{
    private static final long MARKET = 77;
    private static final long OTHER = 78;

    private final CycleCatalog catalog = new CycleCatalog();

    @Test
    void shouldLookFurtherBackWhenACycleHoldsOnlyASupersedingEntry()
    {
        add(1, 7, market(1, 7, 7));
        add(8, 20, market(0, 5, 1)); // Positions 6 and 7 are taken back.
        add(21, 30, market(6, 9, 4));

        assertEquals(1, catalog.sequenceNotAfter(MARKET, 1));
        assertEquals(1, catalog.sequenceNotAfter(MARKET, 5));
        assertEquals(21, catalog.sequenceNotAfter(MARKET, 6));
        assertEquals(21, catalog.sequenceNotAfter(MARKET, 9));
    }

    @Test
    void shouldNotTakeADeadEntryOfAnEarlierCycleForTheLiveOne()
    {
        add(1, 100, market(1, 100, 100));
        add(101, 101, market(0, 49, 1)); // Positions 50 to 100 are taken back.
        add(102, 122, market(50, 70, 21));
        add(123, 163, market(30, 69, 41)); // And positions 30 to 70.

        assertEquals(1, catalog.sequenceNotAfter(MARKET, 29));
        assertEquals(123, catalog.sequenceNotAfter(MARKET, 30));
        assertEquals(123, catalog.sequenceNotAfter(MARKET, 60));
        assertEquals(164, catalog.sequenceNotAfter(MARKET, 70), "it is dead everywhere, so it is yet to come");
    }

    @Test
    void shouldLookBehindCyclesThatEndBeforeThePosition()
    {
        add(1, 10, new CycleSummary.Market(OTHER, 1, 10, 1, 10, 1, 1, 0, 1, 10, 0));
        catalog.add(new Cycle(Path.of("open"), 2, 11, null));

        assertEquals(1, catalog.sequenceNotAfter(OTHER, 10));
        assertEquals(11, catalog.sequenceNotAfter(OTHER, 11));
        assertEquals(11, catalog.sequenceNotAfter(MARKET, 1), "a market that the summary does not name is younger");
    }

    private static CycleSummary.Market market(
        final long firstPosition, final long lastPosition, final long entries)
    {
        return new CycleSummary.Market(
            MARKET, firstPosition, lastPosition, firstPosition, lastPosition, 1, 1, 0, 1, entries, 0);
    }

    private void add(final long firstSequence, final long lastSequence, final CycleSummary.Market market)
    {
        final int cycle = catalog.size() + 1;
        final CycleSummary summary =
            new CycleSummary(101, cycle, firstSequence, lastSequence, 100, 1, null, List.of(market), List.of());
        catalog.add(new Cycle(Path.of("cycle-" + cycle), cycle, firstSequence, summary));
    }
}

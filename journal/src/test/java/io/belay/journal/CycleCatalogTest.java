package io.belay.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CycleCatalogTest
{
    private static final long MARKET = 77;

    private final CycleCatalog catalog = new CycleCatalog();

    @BeforeEach
    void addCycles()
    {
        add(1, 1, 7, market(1, 7));
        add(2, 8, 20, market(0, 5)); // One entry of the market: it takes back what stands from 6 on.
        add(3, 21, 30, market(6, 9));
    }

    @Test
    void shouldNotTakeACycleThatOnlySupersedesForOneThatHoldsEarlierPositions()
    {
        assertEquals(1, catalog.sequenceNotAfter(MARKET, 1));
        assertEquals(1, catalog.sequenceNotAfter(MARKET, 5));
    }

    @Test
    void shouldBeginAtTheCycleThatHoldsThePosition()
    {
        assertEquals(21, catalog.sequenceNotAfter(MARKET, 6));
        assertEquals(21, catalog.sequenceNotAfter(MARKET, 9));
    }

    private static CycleSummary.Market market(final long firstPosition, final long lastPosition)
    {
        return new CycleSummary.Market(MARKET, firstPosition, lastPosition, 1, 1, 1, 1, 0, 1, 1);
    }

    private void add(final int cycle, final long first, final long last, final CycleSummary.Market market)
    {
        catalog.add(new Cycle(Path.of("cycle" + cycle), cycle, first,
            new CycleSummary(101, cycle, first, last, 100, 1, null, List.of(market), List.of())));
    }
}

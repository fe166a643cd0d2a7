package io.belay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

class MarketNamesTest
{
    private final MarketNames names = new MarketNames();

    @Test
    void shouldRefuseWhenANameIsNoMarketName()
    {
        assertThrows(IllegalArgumentException.class, () -> names.add(""));
        assertEquals(List.of(), List.copyOf(names.names()));
    }

    @Test
    void shouldRefuseWhenANameComesTwice()
    {
        names.add("BTC-USD");

        final Exception refusal = assertThrows(IllegalArgumentException.class, () -> names.add("BTC-USD"));
        assertEquals("market 'BTC-USD' is named twice", refusal.getMessage());
    }

    @Test
    void shouldRefuseAndNameBothWhenTwoNamesHaveOneId()
    {
        final MarketNames colliding = new MarketNames((name) -> 0xABCDEF);
        colliding.add("BTC-USD");

        final Exception refusal = assertThrows(IllegalArgumentException.class, () -> colliding.add("ETH-USD"));

        assertEquals("markets 'BTC-USD' and 'ETH-USD' have the same id 0000000000abcdef and cannot be told apart: " +
            "rename one of them", refusal.getMessage());
        assertEquals(List.of("BTC-USD"), List.copyOf(colliding.names()));
        assertEquals("BTC-USD", colliding.name(0xABCDEF));
        assertEquals(MarketId.NONE, colliding.id("ETH-USD"));
    }

    @Test
    void shouldAnswerThatAMarketIsNotKnown()
    {
        assertNull(names.name(7));
        assertEquals(MarketId.NONE, names.id("BTC-USD"));
        assertEquals("0000000000000007", names.show(7));
    }

    @Test
    void shouldLookUpBothWays()
    {
        final long marketId = names.add("BTC-USD");

        assertEquals(MarketId.of("BTC-USD"), marketId);
        assertEquals(marketId, names.id("BTC-USD"));
        assertEquals("BTC-USD", names.name(marketId));
        assertEquals("BTC-USD", names.show(marketId));
    }

    @Test
    void shouldListNamesInOneOrderWhicheverTheyWereAddedIn()
    {
        List.of("SOL-USD", "BTC-USD", "ETH-USD").forEach(names::add);

        assertEquals(List.of("BTC-USD", "ETH-USD", "SOL-USD"), List.copyOf(names.names()));
        assertThrows(UnsupportedOperationException.class, () -> names.names().clear());
    }
}

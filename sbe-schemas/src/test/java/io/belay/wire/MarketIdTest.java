package io.belay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketIdTest
{
    private static final String LONGEST = "Z".repeat(MarketId.NAME_LENGTH_MAX);

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "-BTC", ".", "/BTC", "BTC USD", "BTC\n", "BTC\0", "BTC:USD", "B\u00e9", "BTC,ETH"})
    void shouldRefuseWhenTheNameHasAnotherForm(final String name)
    {
        final Exception refusal = assertThrows(IllegalArgumentException.class, () -> MarketId.of(name));

        assertTrue(refusal.getMessage().startsWith("market name '" + name + "' is not"), refusal.getMessage());
    }

    @Test
    void shouldRefuseWhenTheNameIsTooLong()
    {
        assertThrows(IllegalArgumentException.class, () -> MarketId.of(LONGEST + "Z"));
    }

    /** Computed by a second implementation of BLAKE3: the ids stand in every journal and must never change. */
    @ParameterizedTest
    @CsvSource({
        "BTC-USD, d5e8d107f60f5be4",
        "ETH-USD, da5711a0b4d42d1c",
        "A, 59204324efc4c3ff"
    })
    void shouldDeriveTheIdsThatWereAgreed(final String name, final String id)
    {
        assertEquals(id, MarketId.toHex(MarketId.of(name)));
    }

    @Test
    void shouldDeriveTheIdOfTheLongestName()
    {
        assertEquals("0f5695f540f87b05", MarketId.toHex(MarketId.of(LONGEST)));
    }

    @Test
    void shouldTellNamesApart()
    {
        final Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 2_000; i++)
        {
            ids.add(MarketId.of("market." + i));
        }

        assertEquals(2_000, ids.size());
        assertTrue(!ids.contains(MarketId.NONE));
        assertTrue(MarketId.of("btc-usd") != MarketId.of("BTC-USD"));
    }

    @Test
    void shouldShowAllDigits()
    {
        assertEquals("0000000000000001", MarketId.toHex(1));
        assertEquals("ffffffffffffffff", MarketId.toHex(-1));
    }
}

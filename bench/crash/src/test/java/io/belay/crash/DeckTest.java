package io.belay.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

/**
 * Which fault is next.
 */
class DeckTest
{
    private static final Layout EMBEDDED =
        new Layout(Layout.Driver.EMBEDDED, true, 1, 1000, null, true, "DIRECT", false);
    private static final Layout SHARED = new Layout(Layout.Driver.SHARED, true, 1, 1000, null, false, "DIRECT", false);
    private static final Layout OWN = new Layout(Layout.Driver.OWN, true, 1, 1000, null, true, "DIRECT", false);

    private final Random random = new Random(1);

    private static Deck whole(final List<FaultKind> kinds)
    {
        return new Deck(kinds, (kind) -> null);
    }

    @Test
    void shouldNameEveryKindThatIsSkippedWithTheReason()
    {
        final Deck deck = new Deck(
            List.of(new PowerCut(true), new Kill(Target.OWNER)), (kind) -> kind instanceof PowerCut ? "needs root" : null);
        assertEquals(Map.of("power-both", "needs root"), deck.skipped());
        assertEquals(new Kill(Target.OWNER), deck.draw(OWN, true, random));
        assertEquals(new Kill(Target.OWNER), deck.draw(OWN, true, random));
    }

    @Test
    void shouldBeEmptyWhenAllAreSkipped()
    {
        assertTrue(new Deck(List.of(new PowerCut(true)), (kind) -> "needs root").isEmpty());
    }

    @Test
    void shouldDrawNothingWhenNothingFits()
    {
        final Deck deck = whole(List.of(new Partition(true), new Kill(Target.DRIVER)));
        assertTrue(deck.fits(EMBEDDED));
        assertTrue(deck.fits(SHARED));
        assertEquals(new Partition(true), deck.draw(EMBEDDED, true, random));
        assertEquals(new Kill(Target.DRIVER), deck.draw(SHARED, true, random));
        assertFalse(whole(List.of(new Partition(true))).fits(SHARED));
        assertNull(whole(List.of(new Partition(true))).draw(SHARED, true, random));
        assertNull(whole(List.of(new TwoOwners())).draw(OWN, false, random));
    }

    @Test
    void shouldGiveEveryKindItsTurnBeforeAnyHasItsNext()
    {
        final Deck deck = whole(Faults.ALL);
        for (int round = 0; round < 3; round++)
        {
            final Set<String> names = new HashSet<>();
            for (int i = 0; i < Faults.ALL.size(); i++)
            {
                names.add(deck.draw(OWN, true, random).name());
            }

            assertEquals(Faults.ALL.size(), names.size());
        }
    }

    @Test
    void shouldComeBackFirstToWhatDidNotFit()
    {
        final Deck deck = whole(List.of(new TwoOwners(), new Kill(Target.OWNER), new Kill(Target.CLIENT)));
        final Set<String> names = new HashSet<>();
        names.add(deck.draw(OWN, false, random).name());
        names.add(deck.draw(OWN, false, random).name());
        assertEquals(Set.of("kill-owner", "kill-client"), names);
        assertEquals(new TwoOwners(), deck.draw(OWN, true, random));
    }

    @Test
    void shouldDealTheSameWhenTheSeedIsTheSame()
    {
        final Random twin = new Random(1);
        final Deck deck = whole(Faults.ALL);
        final Deck other = whole(Faults.ALL);
        for (int i = 0; i < 100; i++)
        {
            assertEquals(deck.draw(OWN, true, random), other.draw(OWN, true, twin));
        }
    }
}

package io.belay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochTest
{
    private static final long LAST = Long.MAX_VALUE;

    @ParameterizedTest
    @ValueSource(ints = { -1, 65_535, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE })
    void shouldRefuseWhenTheNodeIdIsOutOfRange(final int nodeId)
    {
        assertThrows(IllegalArgumentException.class, () -> Epoch.next(Epoch.NONE, nodeId));
    }

    @ParameterizedTest
    @ValueSource(longs = { LAST, LAST - 65_535, -1, Long.MIN_VALUE })
    void shouldRefuseWhenNoHigherEpochIsLeft(final long known)
    {
        assertThrows(IllegalArgumentException.class, () -> Epoch.next(known, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = { Epoch.NONE, 1, 65_535, 65_536, 65_537, 1L << 40, LAST - 65_536 })
    void shouldMakeAHigherEpochWhoeverMadeTheKnownOne(final long known)
    {
        for (final int nodeId : new int[]{ 0, 1, Epoch.NODE_ID_MAX })
        {
            final long next = Epoch.next(known, nodeId);

            assertTrue(next > known, Epoch.toString(next) + " is not above " + Epoch.toString(known));
            assertEquals(Epoch.counter(known) + 1, Epoch.counter(next));
            assertEquals(nodeId, Epoch.nodeId(next));
        }
    }

    @Test
    void shouldNeverMakeTheEpochOfAnotherNode()
    {
        assertEquals(Epoch.next(Epoch.NONE, 1) + 1, Epoch.next(Epoch.NONE, 2));
    }

    @Test
    void shouldShowCounterAndMaker()
    {
        assertEquals("3.1", Epoch.toString(Epoch.next(Epoch.next(Epoch.next(Epoch.NONE, 7), 2), 1)));
        assertEquals("0.0", Epoch.toString(Epoch.NONE));
    }
}

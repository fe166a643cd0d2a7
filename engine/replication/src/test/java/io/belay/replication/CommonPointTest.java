package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.belay.journal.EpochChain;
import org.junit.jupiter.api.Test;

class CommonPointTest
{
    @Test
    void shouldShareNothingWhenTheFirstEpochsDiffer()
    {
        assertEquals(0, CommonPoint.position(chain(1, 1), 9, chain(2, 1), 9));
    }

    @Test
    void shouldShareNothingWithAnEmptyHistory()
    {
        assertEquals(0, CommonPoint.position(chain(1, 1), 9, new EpochChain(), 0));
    }

    @Test
    void shouldEndWhereTheShorterOneEndsInTheSameEpoch()
    {
        assertEquals(5, CommonPoint.position(chain(1, 1), 9, chain(1, 1), 5));
    }

    @Test
    void shouldEndBeforeTheFirstEpochThatOnlyOneHas()
    {
        assertEquals(5, CommonPoint.position(chain(1, 1, 2, 6), 9, chain(1, 1), 8));
        assertEquals(5, CommonPoint.position(chain(1, 1), 8, chain(1, 1, 2, 6), 9));
    }

    @Test
    void shouldNotBeMisledByTheSameNumberedEpochAtAnotherPosition()
    {
        assertEquals(4, CommonPoint.position(chain(1, 1, 2, 6), 9, chain(1, 1, 2, 5), 9));
    }

    @Test
    void shouldNotBeMisledByALaterEpochInCommonAfterADifference()
    {
        assertEquals(2, CommonPoint.position(chain(1, 1, 2, 3, 4, 9), 12, chain(1, 1, 3, 3, 4, 9), 12));
    }

    @Test
    void shouldCompareFromTheOldestEpochThatBothState()
    {
        assertEquals(12, CommonPoint.position(chain(1, 1, 2, 3, 4, 9), 12, chain(2, 3, 4, 9), 13));
        assertEquals(8, CommonPoint.position(chain(4, 9), 12, chain(1, 1, 2, 3, 4, 9), 8));
    }

    private static EpochChain chain(final long... epochsAndPositions)
    {
        final EpochChain chain = new EpochChain();
        for (int i = 0; i < epochsAndPositions.length; i += 2)
        {
            chain.add(epochsAndPositions[i], epochsAndPositions[i + 1], 1, 0, 0);
        }

        return chain;
    }
}

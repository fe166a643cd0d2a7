package io.belay.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import io.belay.journal.EpochChain;
import io.belay.journal.Markets;
import io.belay.replication.MarketDefinition;
import io.belay.sbe.wal.Alone;
import io.belay.wire.MarketId;
import org.junit.jupiter.api.Test;

class MarketRolesTest
{
    private static final int ALPHA = 1;
    private static final int BETA = 2;
    private static final int GAMMA = 3;
    private static final long ID = MarketId.of("BTC-USD");

    private final MarketDefinition configured = new MarketDefinition("BTC-USD", ID, ALPHA, BETA, 2);
    private final Markets journal = new Markets();

    private MarketRoles roles()
    {
        return MarketRoles.of(List.of(configured), journal).get(0);
    }

    private void epoch(final long epoch, final int owner, final int standby, final int w)
    {
        final EpochChain chain = journal.getOrCreate(ID).chain();
        chain.add(epoch, 1, 1, 101, 202);
        chain.keptBy(owner, standby, w, Alone.STANDBY);
    }

    @Test
    void shouldLetTheJournalWinWhenTheConfigurationNamesOthers()
    {
        epoch(0x1_0001, ALPHA, BETA, 2);
        epoch(0x2_0003, GAMMA, ALPHA, 2);

        assertEquals(new MarketDefinition("BTC-USD", ID, GAMMA, ALPHA, 2), roles().effective());
        assertTrue(roles().differs());
        assertFalse(roles().isOwner(ALPHA));
        assertTrue(roles().isStandby(ALPHA));
        assertFalse(roles().isStandby(BETA));
        assertTrue(roles().isOwner(GAMMA));
    }

    @Test
    void shouldLetTheJournalWinWhenTheConfigurationHasAnotherW()
    {
        epoch(0x1_0001, ALPHA, 0, 1);

        assertTrue(roles().differs());
        assertEquals(1, roles().effective().w());
        assertFalse(roles().isStandby(BETA));
    }

    @Test
    void shouldSeedAnEmptyMarketFromTheConfiguration()
    {
        journal.getOrCreate(ID);
        journal.getOrCreate(MarketId.of("ETH-USD")).chain().add(0x1_0002, 1, 1, 202, 101);

        assertEquals(configured, roles().effective());
        assertFalse(roles().differs());
        assertTrue(roles().isOwner(ALPHA));
        assertTrue(roles().isStandby(BETA));
    }

    @Test
    void shouldNotDifferWhenBothSayTheSame()
    {
        epoch(0x1_0001, ALPHA, BETA, 2);
        assertFalse(roles().differs());
    }
}

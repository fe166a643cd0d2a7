package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import io.belay.sbe.client.Command;
import io.belay.wire.MarketId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A market is handed over, and no disk keeps the entry that says that the new epoch was established. */
class LostEstablishmentTest
{
    private static final long SEED = 1;
    private static final long MARKET = MarketId.of("BTC-EUR");

    private final SimWorld world = new SimWorld(new SplittableRandom(SEED), SimMix.CHANGES);
    private final SimNode alpha = world.node(SimWorld.ALPHA);
    private final SimNode beta = world.node(SimWorld.BETA);

    @BeforeEach
    void handOverToAlpha()
    {
        world.nodes().forEach(SimNode::start);
        final SimClient operator = world.addClient(beta);
        settle();
        operator.command(Command.HANDOVER, MARKET, SimWorld.ALPHA);
        for (int i = 0; i < 10_000 && OwnerState.LIVE != alphas().state(); i++)
        {
            world.advance(10_000);
            beta.stepOwner();
            beta.stepJournal();
            alpha.stepJournal();
            alpha.stepOwner();
        }

        assertEquals(OwnerState.LIVE, alphas().state(), alphas()::trouble);
        loseWhatAlphaSaidLast();
    }

    /** Beta does not hear it; alpha's own disk is full just now. */
    private void loseWhatAlphaSaidLast()
    {
        world.becomeLossy();
        world.network().walTo(SimWorld.BETA).lanes().forEach((lane) -> lane.loseTail(1));
        alpha.disk.journal().full(true);
        for (int i = 0; i < 10_000 && OwnerState.LIVE == alphas().state(); i++)
        {
            world.advance(10_000);
            alpha.stepJournal();
            alpha.stepOwner();
        }

        alpha.disk.journal().full(false);
        world.nodes().forEach((node) -> assertTrue(
            world.durable(node.nodeId).describe(MARKET).endsWith("[1, 2]]"), "the last entry begins the epoch"));
    }

    @Test
    void shouldGoOnWhereItWasHandedTo()
    {
        settle();

        assertLiveAt(alpha);
    }

    @Test
    void shouldGoOnWhereItWasKnownToBeWhenTheNewOwnerDied()
    {
        world.kill(alpha);
        new SimNetworkFaults(world).stop();
        settle();
        alpha.start();
        settle();

        assertLiveAt(beta);
    }

    private void settle()
    {
        world.pass(6 * SimNode.RETRY_NS + 4 * SimNode.REPLICA_TIMEOUT_NS);
        world.check();
    }

    private OwnerView alphas()
    {
        return alpha.owned.get(MARKET);
    }

    private void assertLiveAt(final SimNode node)
    {
        final List<OwnerView> owners = world.ownersOf(MARKET);
        assertEquals(List.of(node.owned.get(MARKET)), owners, world.errors()::toString);
        assertEquals(OwnerState.LIVE, owners.get(0).state(), owners.get(0)::trouble);
        assertEquals(2, owners.get(0).w());
    }
}

package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

import io.belay.sbe.client.Command;
import io.belay.wire.MarketId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A market was passed on, and the node that takes it over cannot go on at once. */
class InterruptedHandOverTest
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
        world.becomeLossy();
        operator.command(Command.HANDOVER, MARKET, SimWorld.ALPHA);
    }

    /** The next try begins behind the start of the first one, which the other disk has kept. */
    @Test
    void shouldTakeOverAtTheThirdTryWhenItsDiskFailsTwice()
    {
        fillDiskWhileEstablishing();
        fillDiskWhileEstablishing();
        settle();

        assertLiveAt(alpha);
    }

    /** The token is here, but the term that was handed over needs the disk of the node that has died. */
    @Test
    void shouldBePromotedWhenTheOwnerDiesBeforeItHasFollowed()
    {
        assertFalse(world.markets().get(3).degrades(), "the standby may go on alone");
        runUntil(() -> alphas().isOwner());
        world.kill(beta);
        new SimNetworkFaults(world).stop();
        world.pass(11_000_000_000L);
        assertEquals(OwnerState.OPENING_STANDBY, alphas().state());

        final SimClient operator = world.addClient(alpha);
        world.pass(SimNode.HEARTBEAT_NS);
        operator.command(Command.PROMOTE, MARKET, SimWorld.ALPHA);
        settle();

        assertEquals(OwnerState.LIVE, alphas().state(), () -> alphas().trouble() + world.tally());
        assertEquals(1, alphas().w());
    }

    private void fillDiskWhileEstablishing()
    {
        runUntil(() -> OwnerState.ESTABLISHING == alphas().state());
        alpha.disk.journal().full(true);
        runUntil(() -> OwnerState.ESTABLISHING != alphas().state());
        alpha.disk.journal().full(false);
        assertEquals(OwnerState.OPENING_OWN, alphas().state());
    }

    private void runUntil(final BooleanSupplier condition)
    {
        for (int i = 0; i < 100_000 && !condition.getAsBoolean(); i++)
        {
            world.advance(10_000);
            beta.stepOwner();
            beta.stepJournal();
            alpha.stepJournal();
            alpha.stepOwner();
        }

        assertTrue(condition.getAsBoolean(), () -> alphas().state() + ": " + alphas().trouble());
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

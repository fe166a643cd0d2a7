package io.belay.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import io.belay.wire.Epoch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two nodes with several markets, in one thread, by seed: deaths, lost tails, late and old messages, damage, full,
 * failing and damaged disks, clocks that step back. What the oracles of the world ask holds after each step; once all
 * is healed each market takes appends again and both journals are equal.
 */
class RandomScheduleTest
{
    private static final int SEED_COUNT = Integer.getInteger("belay.test.seeds", 400);
    private static final long FIRST_SEED = Long.getLong("belay.test.seed", 1);
    private static final int ACT_COUNT = 500;
    private static final long HEAL_NS = 6 * SimNode.RETRY_NS + 2 * SimNode.REPLICA_TIMEOUT_NS;

    private static final Map<String, Integer> TALLY = new TreeMap<>();

    @AfterAll
    static void tell()
    {
        TALLY.forEach((ending, count) -> System.out.println(count + " commands: " + ending));
    }

    static List<Long> seeds()
    {
        final List<Long> seeds = new ArrayList<>();
        for (int i = 0; i < SEED_COUNT; i++)
        {
            seeds.add(FIRST_SEED + i);
        }

        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldKeepWhatWasAcknowledgedOnceAndInOrder(final long seed)
    {
        final SplittableRandom random = new SplittableRandom(seed);
        run(seed, random, random.nextBoolean() ? SimMix.ONE_WAY : SimMix.TWO_WAY);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldKeepWhatWasAcknowledgedWhenOneDiskOfTwoIsDamaged(final long seed)
    {
        run(seed, new SplittableRandom(seed), SimMix.DAMAGED_DISKS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldKeepWhatWasAcknowledgedWhenOwnersChange(final long seed)
    {
        run(seed, new SplittableRandom(seed), SimMix.CHANGES);
    }

    private static void run(final long seed, final SplittableRandom random, final SimMix mix)
    {
        final SimWorld world = new SimWorld(random, mix);
        final SimFaults faults = new SimFaults(world, mix);
        try
        {
            world.nodes().forEach(SimNode::start);
            for (int i = 0; i < ACT_COUNT; i++)
            {
                faults.act();
                world.check();
            }

            faults.stop();
            checkHealed(world);
            world.tally().forEach((ending) ->
                TALLY.merge(ending.replaceAll("[0-9]+(\\.[0-9]+)?", "#"), 1, Integer::sum));
        }
        catch (final RuntimeException | AssertionError ex)
        {
            throw new AssertionError("seed " + seed + ": " + ex.getMessage() + "; faults: " + faults.trace() +
                "; errors: " + world.errors(), ex);
        }
    }

    private static void checkHealed(final SimWorld world)
    {
        pass(world, HEAL_NS);
        for (final MarketDefinition market : world.markets())
        {
            final List<OwnerView> owners = world.ownersOf(market.marketId());
            assertEquals(1, owners.size(), () -> "market " + market.marketId() % 1000 + " has owners " +
                world.nodes().stream().map((node) -> node.owned.get(market.marketId()))
                    .map((view) -> Epoch.toString(view.epoch()) + " " + view.state() + " " + view.trouble()).toList() +
                " journals " + world.nodes().stream()
                    .map((node) -> world.durable(node.nodeId).describe(market.marketId())).toList());
            assertEquals(OwnerState.LIVE, owners.get(0).state(),
                () -> "market " + market.marketId() % 1000 + ": " + owners.get(0).trouble());
            assertEquals(market.w(), owners.get(0).w(), () -> "market " + market.marketId() % 1000);
        }

        assertEquals(List.of(), world.ledger().unanswered());
        appendAgain(world);
        for (final MarketDefinition market : world.markets())
        {
            checkJournals(world, market.marketId());
        }
    }

    private static void pass(final SimWorld world, final long durationNs)
    {
        for (long passed = 0; passed < durationNs; passed += SimNode.HEARTBEAT_NS)
        {
            world.pass(SimNode.HEARTBEAT_NS);
            world.check();
        }
    }

    /** Old and new clients alike have their whole window, and all they append becomes durable. */
    private static void appendAgain(final SimWorld world)
    {
        world.nodes().forEach(world::addClient);
        pass(world, SimNode.HEARTBEAT_NS);
        for (final SimClient client : world.clients())
        {
            if (client.isReady())
            {
                client.node.ownedNow().forEach((marketId) -> appendWindow(world, client, marketId));
            }
        }
    }

    private static void appendWindow(final SimWorld world, final SimClient client, final long marketId)
    {
        final List<SimAppend> appends = new ArrayList<>();
        for (int i = 0; i < SimNode.CLIENT_WINDOW; i++)
        {
            appends.add(client.append(marketId));
        }

        for (int i = 0; i < 40 && !appends.get(SimNode.CLIENT_WINDOW - 1).isAnswered(); i++)
        {
            world.round();
            world.check();
        }

        appends.forEach((append) -> assertTrue(append.isDurable(), append::toString));
    }

    private static void checkJournals(final SimWorld world, final long marketId)
    {
        final List<SimHistory> replicas = world.replicasOf(marketId);
        replicas.forEach((replica) -> world.ledger().assertPromisesIn(replica, marketId));
        final String first = replicas.get(0).frames(marketId).toString();
        replicas.forEach((replica) -> assertEquals(first, replica.frames(marketId).toString()));
    }
}

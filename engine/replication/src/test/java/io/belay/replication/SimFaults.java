package io.belay.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.belay.sbe.client.Command;

/**
 * What happens in a simulated world: work, time, appends and all that goes wrong. Each seed has a taste of its own, so
 * that some worlds know no deaths and others little else.
 */
final class SimFaults
{
    private static final long WALL_JUMP_MAX_MS = 20_000;
    private static final long FAR_JUMP_MAX_MS = 600_000;

    private final SimWorld world;
    private final SplittableRandom random;
    private final SimNetworkFaults network;
    private final SimDiskFaults disks;
    private final SimMix mix;
    private final List<Act> acts = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private int weightSum;

    private record Act(int weight, String name, Runnable run)
    {
    }

    SimFaults(final SimWorld world, final SimMix mix)
    {
        this.world = world;
        this.mix = mix;
        random = world.random();
        network = new SimNetworkFaults(world);
        disks = new SimDiskFaults(world);
        add(120, "", this::work);
        add(60, "", this::append);
        add(30, "", () -> world.advance(random.nextLong(5_000_000)));
        add(15, "", () -> world.pass(random.nextLong(SimNode.HEARTBEAT_NS * 3)));
        add(6, "", world::round);
        add(2, "pass", () -> world.pass(random.nextLong(2 * SimNode.REPLICA_TIMEOUT_NS)));
        taste(8, "kill or start", this::killOrStart);
        taste(8, "kill both", this::killBoth);
        taste(30, "hold", network::hold);
        taste(20, "lose tail", network::loseTail);
        taste(15, "end lane", network::endLane);
        taste(15, "damage", network::damage);
        taste(15, "repeat", network::repeat);
        taste(12, "block", network::block);
        taste(12, "full", this::fill);
        taste(2, "fail sync", this::failSync);
        taste(15, "wall", () -> anyNode().jump(random.nextLong(-WALL_JUMP_MAX_MS, WALL_JUMP_MAX_MS)));
        if (0 == random.nextInt(4))
        {
            taste(15, "far wall", () -> anyNode().jump(random.nextLong(-FAR_JUMP_MAX_MS, FAR_JUMP_MAX_MS)));
        }

        taste(10, "client", this::disturbClient);
        taste(8, "replace", this::replaceStandbyDisk);
        if (SimMix.CHANGES == mix)
        {
            add(2 + random.nextInt(12), "", this::command);
        }

        if (SimMix.DAMAGED_DISKS == mix)
        {
            add(1 + random.nextInt(6), "damage disk", disks::damage);
        }
    }

    private void add(final int weight, final String name, final Runnable run)
    {
        acts.add(new Act(weight, name, run));
        weightSum += weight;
    }

    private void taste(final int weightMax, final String name, final Runnable run)
    {
        if (random.nextBoolean())
        {
            add(1 + random.nextInt(weightMax), name, run);
        }
    }

    void act()
    {
        int dice = random.nextInt(weightSum);
        for (final Act act : acts)
        {
            dice -= act.weight;
            if (dice < 0)
            {
                trace.add(act.name);
                act.run.run();
                disks.look();

                return;
            }
        }
    }

    /** The faults that were done, in order. */
    String trace()
    {
        final List<String> named = new ArrayList<>(trace);
        named.removeIf(String::isEmpty);

        return String.join(", ", named);
    }

    private SimNode anyNode()
    {
        return world.any(world.nodes());
    }

    private void work()
    {
        final SimNode node = anyNode();
        world.advance(10_000);
        for (int i = random.nextInt(3); i >= 0; i--)
        {
            if (random.nextBoolean())
            {
                node.stepOwner();
            }
            else
            {
                node.stepJournal();
            }
        }
    }

    private void append()
    {
        final SimNode node = anyNode();
        final List<SimClient> clients = new ArrayList<>(world.clients());
        clients.removeIf((client) -> client.node != node || (client.isGone() && random.nextInt(4) > 0));
        if (clients.size() < 2)
        {
            world.addClient(node);
        }

        final SimClient client = world.any(clients);
        if (null != client)
        {
            for (int i = random.nextInt(6); i >= 0; i--)
            {
                final int stray = random.nextInt(60);
                client.append(0 == stray ? 4711 : world.any(world.markets()).marketId());
            }
        }
    }

    private void killOrStart()
    {
        final SimNode node = anyNode();
        if (node.isRunning())
        {
            world.kill(node);
        }
        else
        {
            node.start();
        }
    }

    private void killBoth()
    {
        world.nodes().stream().filter(SimNode::isRunning).forEach(world::kill);
        world.nodes().forEach(SimNode::start);
    }

    /** An operator at a node that lives. */
    private void command()
    {
        final SimNode node = anyNode();
        final List<SimClient> clients = new ArrayList<>(world.clients());
        clients.removeIf((client) -> client.node != node || !client.isReady());
        if (clients.isEmpty())
        {
            world.addClient(node);

            return;
        }

        final MarketDefinition market = world.any(world.markets());
        final Command command = random.nextInt(3) > 0 ? Command.PROMOTE : Command.HANDOVER;
        final int other = SimWorld.ALPHA + SimWorld.BETA - node.nodeId;
        trace.add(command + " " + market.name() + " at " + node.nodeId);
        world.any(clients).command(command, market.marketId(), other);
    }

    private void fill()
    {
        world.becomeLossy();
        anyNode().disk.journal().full(random.nextInt(3) > 0);
    }

    private void failSync()
    {
        final SimNode node = anyNode();
        if (node.isRunning())
        {
            world.becomeLossy();
            node.disk.failNextSync();
        }
    }

    private void disturbClient()
    {
        final SimClient client = world.any(world.clients());
        if (null != client && client.isReady())
        {
            if (random.nextBoolean())
            {
                client.die();
            }
            else
            {
                client.leave();
            }
        }
    }

    private void replaceStandbyDisk()
    {
        final SimNode standby = world.node(SimWorld.BETA);
        if (SimMix.ONE_WAY == mix && !standby.isRunning() && world.node(SimWorld.ALPHA).isRunning())
        {
            standby.replaceDisk();
        }
    }

    /** All faults end. A node whose force failed, or that is dead, starts again; old sources end. */
    void stop()
    {
        for (final SimNode node : world.nodes())
        {
            node.disk.journal().full(false);
            if (node.isRunning() && node.disk.isFailing())
            {
                world.kill(node);
            }
        }

        network.stop();
        world.nodes().stream().filter((node) -> !node.isRunning()).forEach(SimNode::start);
    }
}

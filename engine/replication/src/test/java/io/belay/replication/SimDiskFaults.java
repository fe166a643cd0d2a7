package io.belay.replication;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Disks that lose what they had promised: the last entries, or all of them when the disk is replaced. Of two disks of a
 * market one at a time: the other stays whole until the market was live again, since then both hold all again.
 */
final class SimDiskFaults
{
    private final SimWorld world;
    private final SplittableRandom random;
    /** By market: the node whose disk was damaged last, as long as the market was not live since. */
    private final Map<Long, Integer> damaged = new HashMap<>();
    /** Markets that their owner still takes for live, as it was before the damage. */
    private final Set<Long> unnoticed = new HashSet<>();

    SimDiskFaults(final SimWorld world)
    {
        this.world = world;
        random = world.random();
    }

    /** A market that is live again has two whole disks. */
    void look()
    {
        for (final MarketDefinition market : world.markets())
        {
            final OwnerView view = world.node(market.ownerNodeId()).owned.get(market.marketId());
            if (null == view || OwnerState.LIVE != view.state())
            {
                unnoticed.remove(market.marketId());
            }
            else if (!unnoticed.contains(market.marketId()))
            {
                damaged.remove(market.marketId());
            }
        }
    }

    /** The process dies, if it lives, and its disk is damaged. */
    void damage()
    {
        final SimNode node = world.any(world.nodes());
        if (!isOtherDiskWhole(node))
        {
            return;
        }

        if (node.isRunning())
        {
            world.kill(node);
        }

        world.markets().forEach((market) ->
        {
            damaged.put(market.marketId(), node.nodeId);
            unnoticed.add(market.marketId());
        });
        if (0 == random.nextInt(3))
        {
            node.replaceDisk();
        }
        else
        {
            node.loseTail();
        }
    }

    private boolean isOtherDiskWhole(final SimNode node)
    {
        return damaged.values().stream().allMatch((nodeId) -> nodeId == node.nodeId);
    }
}
